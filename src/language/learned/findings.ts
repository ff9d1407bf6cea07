// What rules, concepts and marks found in a message, by name: the part of what is learned that all languages share.
import { caseOf, countCase } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import type { Hits } from '../find/find-all.ts';
import type { Match } from '../find/phrase-index.ts';
import type { Reading } from '../reading/reading.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

/** What was read by rules alone. */
export type RuleReading = Omit<Reading, 'engine' | 'ownWords'>;

/** Something about the text as a whole has no place. */
export type Finding = { readonly name: string; readonly place: Span | null };

const whole = (name: string): Finding => ({ name, place: null });

const spanOf = ({ words }: View, { from, to }: Match): Span => ({ start: words.start[from]!, end: words.end[to - 1]! });

const ofConcepts = (view: View, { concepts }: Hits): Finding[] =>
  concepts.flatMap(({ concept, matches }) => {
    const asked = matches.find(({ from }) => view.sentences[view.sentenceOf[from]!]?.question === true);
    return [
      { name: `concept ${concept}`, place: spanOf(view, matches[0]!) },
      ...(matches.length > 1 ? [{ name: `concept ${concept} again`, place: spanOf(view, matches[1]!) }] : []),
      ...(asked === undefined ? [] : [{ name: `concept ${concept} asked`, place: spanOf(view, asked) }]),
    ];
  });

const ofRules = ({ all }: Hits): Finding[] => {
  const first = new Map<string, Span>();
  for (const { means, start, end } of all) if (!first.has(means)) first.set(means, { start, end });
  return [...first].map(([means, place]) => ({ name: `rule ${means}`, place }));
};

const placed = (field: string, values: readonly { readonly value: string; readonly because: readonly Span[] }[]): Finding[] => values.map(({ value, because }) => ({ name: `${field} ${value}`, place: because[0] ?? null }));

const mostAsks = 3;

const ofReading = (reading: RuleReading): Finding[] => [
  ...placed('emotion', reading.emotions),
  ...placed('intent', reading.intents),
  ...placed('risk', reading.risks),
  ...placed('urgency', reading.urgency.value === 'none' ? [] : [reading.urgency]),
  ...(reading.wantsHuman.value ? [{ name: 'person wanted', place: reading.wantsHuman.because[0] ?? null }] : []),
  ...(reading.complaint === null ? [] : [...placed('trigger', [reading.complaint.trigger]), ...placed('motive', [reading.complaint.motive]), whole(reading.complaint.latent ? 'complaint latent' : 'complaint open')]),
  whole(`mood ${reading.mood}`),
  whole(`formality ${reading.formality}`),
  whole(`asks ${Math.min(mostAsks, reading.asks.length)}`),
  ...[...new Set(reading.facts.map(({ kind }) => kind))].map((kind) => whole(`fact ${kind}`)),
];

/** Runs of marks that tell of a voice, each with its name. */
const voices: readonly (readonly [string, RegExp])[] = [
  ['exclamation', /[!！]/],
  ['insisting', /[!！]{2}/],
  ['question', /[?？]/],
  ['bewildered', /[?？][!！]|[!！][?？]|[?？]{2}/],
  ['trailing', /\.{3}|…|。。/],
  ['bracket smile', /\){2}|[:;]-?\)/],
];

/** Fewer letters than this say nothing by their capitals. */
const enoughLetters = 10;

const loudWord = (view: View, word: number): boolean => {
  if (view.words.kind[word] !== wordKind.word) return false;
  const start = view.words.start[word]!;
  const end = view.words.end[word]!;
  if (end - start < 4) return false;
  for (let at = start; at < end; at += 1) if (caseOf(view.text.charCodeAt(at)) !== 1) return false;
  return true;
};

const ofMarks = (view: View): Finding[] => {
  const found: Finding[] = [];
  for (const [name, run] of voices) {
    const at = run.exec(view.text);
    if (at) found.push({ name: `mark ${name}`, place: { start: at.index, end: at.index + at[0].length } });
  }
  const { capitals, small } = countCase(view.text, { start: 0, end: view.text.length });
  if (capitals + small > enoughLetters && capitals / (capitals + small) > 0.3) found.push(whole('mark capitals'));
  const { count, kind } = view.words;
  let [loud, face] = [-1, -1];
  for (let word = 0; word < count && (loud < 0 || face < 0); word += 1) {
    if (face < 0 && kind[word] === wordKind.emoji) face = word;
    if (loud < 0 && loudWord(view, word)) loud = word;
  }
  if (loud >= 0) found.push({ name: 'mark loud word', place: spanOf(view, { from: loud, to: loud + 1 }) });
  if (face >= 0) found.push({ name: 'mark emoji', place: spanOf(view, { from: face, to: face + 1 }) });
  return found;
};

/** Upper bounds of the classes of length, in words; a Chinese character is about half a word. */
const lengths = [6, 15, 40, 90];
const mostSentences = 5;

const ofLength = (view: View, words: 'spaces' | 'none'): Finding[] => {
  const count = words === 'spaces' ? view.words.count : view.words.count / 1.7;
  const length = lengths.findIndex((bound) => count < bound);
  return [whole(`length ${length < 0 ? lengths.length : length}`), whole(`sentences ${Math.min(mostSentences, view.sentences.length)}`)];
};

/** @param language of the pack, one of the four that weights are trained for */
export const findingsOf = (view: View, hits: Hits, reading: RuleReading, language: string, words: 'spaces' | 'none'): readonly Finding[] => [
  ...ofConcepts(view, hits),
  ...ofRules(hits),
  ...ofReading(reading),
  ...ofMarks(view),
  ...ofLength(view, words),
  whole(`language ${language}`),
];
