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

/** Names of findings are few and stand in every message: each is put together once. */
const names = new Map<string, Map<string, string>>();
const nameOf = (field: string, value: string): string => {
  let ofField = names.get(field);
  if (ofField === undefined) names.set(field, (ofField = new Map()));
  let name = ofField.get(value);
  if (name === undefined) ofField.set(value, (name = `${field} ${value}`));
  return name;
};

const whole = (name: string): Finding => ({ name, place: null });

const spanOf = ({ words }: View, { from, to }: Match): Span => ({ start: words.start[from]!, end: words.end[to - 1]! });

const ofConcepts = (view: View, { concepts }: Hits, found: Finding[]): void => {
  for (const { concept, matches } of concepts) {
    found.push({ name: nameOf('concept', concept), place: spanOf(view, matches[0]!) });
    if (matches.length > 1) found.push({ name: nameOf('concept', nameOf(concept, 'again')), place: spanOf(view, matches[1]!) });
    const asked = matches.find(({ from }) => view.sentences[view.sentenceOf[from]!]?.question === true);
    if (asked !== undefined) found.push({ name: nameOf('concept', nameOf(concept, 'asked')), place: spanOf(view, asked) });
  }
};

const ofRules = ({ all }: Hits, found: Finding[]): void => {
  const first = new Set<string>();
  for (const { means, start, end } of all) {
    if (first.has(means)) continue;
    first.add(means);
    found.push({ name: nameOf('rule', means), place: { start, end } });
  }
};

const placed = (field: string, values: readonly { readonly value: string; readonly because: readonly Span[] }[]): Finding[] => values.map(({ value, because }) => ({ name: nameOf(field, value), place: because[0] ?? null }));

const mostAsks = 3;

const ofReading = (reading: RuleReading): Finding[] => [
  ...placed('emotion', reading.emotions),
  ...placed('intent', reading.intents),
  ...placed('risk', reading.risks),
  ...placed('urgency', reading.urgency.value === 'none' ? [] : [reading.urgency]),
  ...(reading.wantsHuman.value ? [{ name: 'person wanted', place: reading.wantsHuman.because[0] ?? null }] : []),
  ...(reading.complaint === null ? [] : [...placed('trigger', [reading.complaint.trigger]), ...placed('motive', [reading.complaint.motive]), whole(reading.complaint.latent ? 'complaint latent' : 'complaint open')]),
  whole(nameOf('mood', reading.mood)),
  whole(nameOf('formality', reading.formality)),
  whole(nameOf('asks', String(Math.min(mostAsks, reading.asks.length)))),
  ...[...new Set(reading.facts.map(({ kind }) => kind))].map((kind) => whole(nameOf('fact', kind))),
];

/** Runs of marks that tell of a voice, each with its name and with the signs without which a text is not searched for it. */
const voices: readonly (readonly [string, RegExp, number])[] = [
  ['exclamation', /[!！]/, 1],
  ['insisting', /[!！]{2}/, 1],
  ['question', /[?？]/, 2],
  ['bewildered', /[?？][!！]|[!！][?？]|[?？]{2}/, 2],
  ['trailing', /\.{3}|…|。。/, 4],
  ['bracket smile', /\){2}|[:;]-?\)/, 8],
];

const signOf = (unit: number): number => {
  switch (unit) {
    case 0x21:
    case 0xff01:
      return 1;
    case 0x3f:
    case 0xff1f:
      return 2;
    case 0x2e:
    case 0x2026:
    case 0x3002:
      return 4;
    case 0x29:
      return 8;
    default:
      return 0;
  }
};

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

const ofVoices = ({ text }: View, found: Finding[]): void => {
  let signs = 0;
  for (let at = 0; at < text.length; at += 1) signs |= signOf(text.charCodeAt(at));
  for (const [name, run, sign] of voices) {
    const at = (signs & sign) === 0 ? null : run.exec(text);
    if (at) found.push({ name: nameOf('mark', name), place: { start: at.index, end: at.index + at[0].length } });
  }
};

const ofMarks = (view: View, found: Finding[]): void => {
  ofVoices(view, found);
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
};

/** Upper bounds of the classes of length, in words; a Chinese character is about half a word. */
const lengths = [6, 15, 40, 90];
const mostSentences = 5;

const ofLength = (view: View, words: 'spaces' | 'none'): Finding[] => {
  const count = words === 'spaces' ? view.words.count : view.words.count / 1.7;
  const length = lengths.findIndex((bound) => count < bound);
  return [whole(nameOf('length', String(length < 0 ? lengths.length : length))), whole(nameOf('sentences', String(Math.min(mostSentences, view.sentences.length))))];
};

/** @param language of the pack, one of the four that weights are trained for */
export const findingsOf = (view: View, hits: Hits, reading: RuleReading, language: string, words: 'spaces' | 'none'): readonly Finding[] => {
  const found: Finding[] = [];
  ofConcepts(view, hits, found);
  ofRules(hits, found);
  found.push(...ofReading(reading));
  ofMarks(view, found);
  found.push(...ofLength(view, words), whole(nameOf('language', language)));
  return found;
};
