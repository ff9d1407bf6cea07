// Runs the language engine beside the page, so that typing never waits for it. Packs are fetched once and kept.
import type { Advice } from '../../language/advice/advice.ts';
import { createBrowserEngine, type Adviser } from '../../language/browser-engine.ts';
import type { CompiledPack } from '../../language/pack/shape.ts';
import type { Answer, Question } from './advice-question.ts';

const nothing: Advice = {
  findings: [],
  questions: [],
  commitments: [],
  empathy: { cognitive: { level: null, because: [] }, emotional: { level: null, because: [] }, practical: { level: null, because: [] } },
};

const packs = new Map<string, Promise<CompiledPack | null>>();
const engines = new Map<string, Promise<Adviser | null>>();

/** A language without a pack gets no advice; a pack that could not be fetched is asked for again with the next word. */
function packOf(language: string): Promise<CompiledPack | null> {
  const known = packs.get(language);
  if (known) return known;
  const asked = fetch(`/api/languages/${encodeURIComponent(language)}/pack`).then(
    async (response) => (response.ok ? ((await response.json()) as CompiledPack) : null),
    () => {
      packs.delete(language);
      engines.clear();
      return null;
    },
  );
  packs.set(language, asked);
  return asked;
}

/** The customer's language and the agent's own: the draft is recognised among them, and told about in the agent's. */
function engineFor(languages: readonly string[]): Promise<Adviser | null> {
  const key = languages.join(' ');
  const known = engines.get(key);
  if (known) return known;
  const made = Promise.all(languages.map(packOf)).then((all) => {
    const found = all.filter((pack) => pack !== null);
    return found.length > 0 ? createBrowserEngine({ packs: found }) : null;
  });
  engines.set(key, made);
  return made;
}

async function answer({ number, draft, situation, textLanguage, agentLanguage, endOfWorkingDay }: Question): Promise<Answer> {
  const languages = [...new Set([agentLanguage, textLanguage.toLowerCase().split('-')[0] ?? ''])].filter((code) => code !== '' && code !== 'und');
  const engine = await engineFor(languages);
  if (!engine) return { number, advice: nothing, told: [] };
  const advice = engine.advise(draft, situation);
  const commitments = engine.promises(draft, { now: situation.now, ...(endOfWorkingDay ? { endOfWorkingDay } : {}) });
  return { number, advice: { ...advice, commitments }, told: advice.findings.map((finding) => engine.tell(finding, agentLanguage)) };
}

self.addEventListener('message', (event: MessageEvent<Question>) => {
  void answer(event.data).then((said) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that started this worker
    self.postMessage(said);
  });
});
