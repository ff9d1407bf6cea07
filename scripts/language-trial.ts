// What a pack sees in one text, as a customer's message and as an agent's reply.
import { createEngine } from '../src/language/engine.ts';
import { openPack } from '../src/language/pack/open.ts';
import { viewText } from '../src/language/text/view.ts';
import { localIso } from '../src/command-line.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { loadLearnedWeights } from '../src/learned-weights.ts';
import type { Hit } from '../src/language/find/look.ts';

const hitLines = (text: string, hits: readonly Hit[]): string[] =>
  hits.length === 0 ? ['  nothing'] : [...hits].sort((a, b) => a.start - b.start).map((hit) => `  ${String(hit.start).padStart(4)}–${String(hit.end).padEnd(4)} ${hit.rule.padEnd(28)} ${text.slice(hit.start, hit.end)}${hit.fix === null ? '' : ` → ${hit.fix}`}`);

export const tryText = (language: string, text: string): string => {
  const packs = loadLanguagePacks();
  const pack = packs.find((one) => one.language === language)!;
  const open = openPack(pack);
  const view = viewText(text, open.grammar);
  const now = localIso(new Date());
  const reading = createEngine({ packs, weights: loadLearnedWeights() }).read(text, { now, language });
  const quote = ({ start, end }: { start: number; end: number }): string => `“${text.slice(start, end)}”`;
  return [
    'As a message of a customer:',
    ...hitLines(text, open.reading(view).all),
    `  mood ${reading.mood}, valence ${reading.valence}, urgency ${reading.urgency.value}, address ${reading.formality}`,
    `  intents ${reading.intents.map(({ value, probability }) => `${value} ${probability}`).join(', ') || 'none'}`,
    `  asks ${reading.asks.map(quote).join(' ') || 'none'}`,
    `  facts ${reading.facts.map((fact) => `${fact.kind} ${fact.value} ${quote(fact)}`).join(', ') || 'none'}`,
    'As a reply of an agent:',
    ...hitLines(text, open.reply(view).all),
  ].join('\n');
};
