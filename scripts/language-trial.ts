// What a pack sees in one text, as a customer's message and as an agent's reply.
import { createEngine } from '../src/language/engine.ts';
import { openPack } from '../src/language/pack/open.ts';
import { viewText } from '../src/language/text/view.ts';
import { localIso } from '../src/command-line.ts';
import { loadLanguagePacks, productLanguages, readPackFiles } from '../src/language-packs.ts';
import { compilePack } from '../src/language/pack/compile.ts';
import { loadLearnedWeights } from '../src/learned-weights.ts';
import type { Hit } from '../src/language/find/look.ts';

type Places = ReadonlyMap<string, string>;

const hitLines = (text: string, hits: readonly Hit[], places: Places): string[] => {
  if (hits.length === 0) return ['  nothing'];
  const said = hits.map((hit) => text.slice(hit.start, hit.end) + (hit.fix === null ? '' : ` → ${hit.fix}`));
  const width = Math.min(40, Math.max(...said.map(({ length }) => length)));
  return hits
    .map((hit, index) => ({ hit, line: `  ${String(hit.start).padStart(4)}–${String(hit.end).padEnd(4)} ${hit.rule.padEnd(24)} ${said[index]!.padEnd(width)}  ${places.get(hit.rule) ?? ''}` }))
    .sort((a, b) => a.hit.start - b.hit.start)
    .map(({ line }) => line.trimEnd());
};

/** Where each rule stands, so that it can be mended. */
const placesOf = (language: string): Places => new Map(compilePack(language, readPackFiles(productLanguages)).source.rules.map(({ rule, place }) => [rule.id, `languages/${place.file}:${place.line}`]));

export const tryText = (language: string, text: string): string => {
  const packs = loadLanguagePacks();
  const pack = packs.find((one) => one.language === language)!;
  const open = openPack(pack);
  const places = placesOf(language);
  const view = viewText(text, open.grammar);
  const now = localIso(new Date());
  const engine = createEngine({ packs, weights: loadLearnedWeights() });
  const reading = engine.read(text, { now, language });
  const { commitments } = engine.advise(text, { customer: [], thread: [], fault: 'unknown', card: { name: null, known: {} }, now, authority: null }, { textLanguage: language });
  const quote = ({ start, end }: { start: number; end: number }): string => `“${text.slice(start, end)}”`;
  return [
    'As a message of a customer:',
    ...hitLines(text, open.reading(view).all, places),
    `  mood ${reading.mood}, valence ${reading.valence}, urgency ${reading.urgency.value}, address ${reading.formality}`,
    `  intents ${reading.intents.map(({ value, probability }) => `${value} ${probability}`).join(', ') || 'none'}`,
    `  asks ${reading.asks.map(quote).join(' ') || 'none'}`,
    `  facts ${reading.facts.map((fact) => `${fact.kind} ${fact.value} ${quote(fact)}`).join(', ') || 'none'}`,
    `  problem ${reading.problem === null ? 'none' : quote(reading.problem)}`,
    'As a reply of an agent:',
    ...hitLines(text, open.reply(view).all, places),
    `  promises ${commitments.map((promised) => `${quote(promised)}${promised.due === null ? '' : ` by ${promised.due}`}`).join(' ') || 'none'}`,
  ].join('\n');
};
