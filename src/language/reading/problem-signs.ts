// What a sentence shows, by names that all languages share: what rules and concepts found in it, how it is built and where it stands.
import type { Match } from '../find/phrase-index.ts';
import type { View } from '../text/view.ts';
import type { Ask } from './asks.ts';
import type { EvidenceTable } from './evidence.ts';

/** Where words of a concept stand. */
export type FoundConcept = { readonly concept: string; readonly matches: readonly Match[] };

const put = (signs: ReadonlyMap<number, Set<string>>, sentence: number | undefined, sign: string): void => {
  if (sentence !== undefined) signs.get(sentence)?.add(sign);
};

/** How a sentence is built and where it stands: of themselves these tell of no fault. */
export const structure: ReadonlySet<string> = new Set(['any', 'short', 'middling', 'long', 'longest', 'question', 'exclaimed', 'first', 'second', 'last', 'only']);

const build = (view: View, index: number, signs: Set<string>): void => {
  const sentence = view.sentences[index]!;
  const words = sentence.to - sentence.from;
  const ideographs = view.text.charCodeAt(sentence.start) > 0x2e7f;
  const length = ideographs ? words / 1.7 : words;
  signs.add(length < 4 ? 'short' : length < 8 ? 'middling' : length < 20 ? 'long' : 'longest');
  if (sentence.question) signs.add('question');
  if (sentence.exclaimed) signs.add('exclaimed');
  if (index === 0) signs.add('first');
  else if (index === 1) signs.add('second');
  if (index === view.sentences.length - 1) signs.add('last');
  if (view.sentences.length === 1) signs.add('only');
};

/** @returns signs by the index of the sentence */
export const signsOf = (view: View, table: EvidenceTable, asks: readonly Ask[], concepts: readonly FoundConcept[]): ReadonlyMap<number, ReadonlySet<string>> => {
  const signs = new Map<number, Set<string>>(view.sentences.map((_, index) => [index, new Set(['any'])]));
  view.sentences.forEach((_, index) => build(view, index, signs.get(index)!));
  for (const [what, byValue] of table) {
    if (what === 'fact') continue;
    for (const [value, evidence] of byValue) for (const { sentence } of evidence) put(signs, sentence, `${what} ${value}`);
  }
  for (const { concept, matches } of concepts) for (const { from } of matches) put(signs, view.sentenceOf[from], concept);
  for (const { sentence, start, end } of asks) {
    const whole = view.sentences[sentence];
    put(signs, sentence, whole && end - start > (whole.end - whole.start) * 0.7 ? 'asks wholly' : 'asks also');
  }
  return signs;
};
