// Names of persons in scripts with capitals: told ("my name is"), titled (Mrs Rees), of somebody (your driver Abdi, моя мама Раиса),
// common given names wherever they stand, and what a letter is signed with.
import { caseOf, kind, kindOf } from '../text/characters.ts';
import { marks, newColumn } from '../text/vocabulary.ts';
import { wordKind } from '../text/words.ts';
import { listOf } from './facts-lists.ts';
import type { OpenPack } from '../pack/open.ts';
import type { Column } from '../text/vocabulary.ts';
import type { View } from '../text/view.ts';
import type { WordList } from './facts-lists.ts';
import type { Fact } from './reading.ts';

const listNames = ['titles', 'not-names', 'people', 'places', 'introductions', 'given-names', 'given-names-that-are-words', 'name-cases', 'surnames-end'] as const;
type ListName = (typeof listNames)[number];

type Lists = {
  readonly of: Readonly<Record<ListName, WordList>>;
  /** Раисе → Раиса: an ending, and what takes its place. */
  readonly cases: readonly (readonly [string, string])[];
  readonly surnameEnds: readonly string[];
  /** Whether a word is a given name in any case, and one that is a word as well. */
  readonly given: Column<boolean>;
  readonly givenAlso: Column<boolean>;
  readonly surname: Column<boolean>;
};

const made = new WeakMap<OpenPack, Lists>();

const make = (open: OpenPack): Lists => {
  const of = Object.fromEntries(listNames.map((name) => [name, listOf(open, name)])) as unknown as Lists['of'];
  const cases = [...of['name-cases'].words].map((form): readonly [string, string] => {
    const [ending = '', base = ''] = form.split(' ');
    return [ending, base === '-' ? '' : base];
  });
  return { of, cases, surnameEnds: [...of['surnames-end'].words], given: newColumn(), givenAlso: newColumn(), surname: newColumn() };
};

const listsOf = (open: OpenPack): Lists => {
  const known = made.get(open) ?? make(open);
  made.set(open, known);
  return known;
};

type Look = { readonly view: View; readonly open: OpenPack; readonly lists: Lists };

const longestName = 4;

const written = ({ view }: Look, word: number): string => view.text.slice(view.words.start[word], view.words.end[word]);
const folded = ({ view }: Look, word: number): string => view.folded.slice(view.words.start[word], view.words.end[word]);
const inList = (look: Look, list: ListName, word: number): boolean => word >= 0 && word < look.view.words.count && look.lists.of[list].holds(look.view, word);

/** What is worked out once for each word of the vocabulary. */
const onceFor = ({ view: { vocabulary, numbers } }: Look, column: Column<boolean>, word: number, work: (spelled: string) => boolean): boolean => {
  const known = vocabulary.marks(column);
  const number = numbers[word]!;
  if (known[number] === marks.unknown) known[number] = work(vocabulary.spelled[number]!) ? marks.yes : marks.no;
  return known[number] === marks.yes;
};

const isCapitalised = ({ view: { words, text } }: Look, word: number): boolean => words.kind[word] === wordKind.word && caseOf(text.charCodeAt(words.start[word] ?? 0)) === 1;
const isInitial = (look: Look, word: number): boolean => isCapitalised(look, word) && look.view.words.end[word] === 1 + look.view.words.start[word]!;
/** Shouted words and abbreviations (DHL, СБП) are no names by themselves. */
const isAllCapitals = (look: Look, word: number): boolean => {
  const text = written(look, word);
  return text.length > 1 && text === text.toUpperCase();
};

const sameSentence = ({ view }: Look, one: number, other: number): boolean => other >= 0 && other < view.words.count && view.sentenceOf[one] === view.sentenceOf[other];
const opens = ({ view }: Look, word: number): boolean => view.sentences[view.sentenceOf[word] ?? 0]?.from === word;

/** Nothing but a space, a hyphen, an apostrophe, or the point of a title or an initial stands between. */
const linked = (look: Look, word: number): boolean => {
  const { words, text } = look.view;
  if (word <= 0 || word >= words.count) return false;
  const between = text.slice(words.end[word - 1], words.start[word]);
  if (/^(?:[ \u00a0]|[-’'])$/.test(between)) return true;
  return /^\.[ \u00a0]?$/.test(between) && (isInitial(look, word - 1) || inList(look, 'titles', word - 1));
};

/** Раисе → Раиса: what a list of case endings undoes. */
const inAnyCase = (names: WordList, cases: Lists['cases'], name: string): boolean =>
  names.has(name) || cases.some(([ending, base]) => name.length > ending.length + 1 && name.endsWith(ending) && names.has(name.slice(0, -ending.length) + base));

const isGiven = (look: Look, word: number): boolean => onceFor(look, look.lists.given, word, (name) => inAnyCase(look.lists.of['given-names'], look.lists.cases, name));
const isGivenAlso = (look: Look, word: number): boolean => onceFor(look, look.lists.givenAlso, word, (name) => inAnyCase(look.lists.of['given-names-that-are-words'], look.lists.cases, name));

const mayBeName = (look: Look, word: number): boolean => isCapitalised(look, word) && !inList(look, 'not-names', word) && !inList(look, 'titles', word);

type Range = { from: number; to: number };

const goesOn = (look: Look, to: number, shouted: boolean): boolean => {
  if (to >= look.view.words.count || !linked(look, to) || !mayBeName(look, to)) return false;
  if (!sameSentence(look, to - 1, to) && !isInitial(look, to - 1)) return false;
  if (inList(look, 'people', to) || inList(look, 'places', to)) return false;
  return shouted || isInitial(look, to) || !isAllCapitals(look, to);
};

const toTheRight = (look: Look, from: number): Range => {
  let to = from + 1;
  while (to - from < longestName && goesOn(look, to, isAllCapitals(look, from))) to += 1;
  return { from, to };
};

const endsLikeSurname = (look: Look, word: number): boolean => onceFor(look, look.lists.surname, word, (name) => name.length > 3 && look.lists.surnameEnds.some((ending) => name.endsWith(ending)));

/** A surname or initials that stand before. */
const toTheLeft = (look: Look, range: Range): Range => {
  let { from } = range;
  while (from > 0 && range.to - from < longestName && linked(look, from) && sameSentence(look, from, from - 1) && mayBeName(look, from - 1) && (isInitial(look, from - 1) || endsLikeSurname(look, from - 1))) from -= 1;
  return { from, to: range.to };
};

const isPlace = (look: Look, { from, to }: Range): boolean => inList(look, 'places', from - 1) || (linked(look, to) && inList(look, 'places', to));

/** What stands before says that a name follows: a title, a person ("your driver"), "I'm". */
const announced = (look: Look, word: number): boolean => {
  if (word === 0) return false;
  if (!sameSentence(look, word, word - 1)) return false;
  if (inList(look, 'titles', word - 1)) return linked(look, word);
  const between = look.view.text.slice(look.view.words.end[word - 1], look.view.words.start[word]);
  if (inList(look, 'introductions', word - 1)) return /^,? $/.test(between) && !isAllCapitals(look, word);
  return inList(look, 'people', word - 1) && /^,? \(?$/.test(between) && !isAllCapitals(look, word);
};

const rangeAt = (look: Look, word: number): Range | null => {
  if (!mayBeName(look, word) || isInitial(look, word)) return null;
  const range = toTheRight(look, word);
  const known = isGiven(look, word) || (isGivenAlso(look, word) && (!opens(look, word) || range.to - word > 1));
  // «Алиса», "Ava": what is quoted is the name of a machine or a thing more often than of a person.
  const quoted = /["“«„]/.test(look.view.text.charAt((look.view.words.start[word] ?? 0) - 1)) && range.to - word === 1;
  if ((known && !quoted) || announced(look, word)) return isPlace(look, range) ? null : toTheLeft(look, range);
  // Хасанов Р. Т.: a surname and initials.
  if (endsLikeSurname(look, word) && range.to - word > 1 && isInitial(look, word + 1)) return range;
  return null;
};

/** Capitalised words at the beginning of a sentence, title left out. */
const opening = (look: Look, from: number, until: number): Range => {
  const first = inList(look, 'titles', from) ? from + 1 : from;
  let to = first;
  while (to < until && mayBeName(look, to) && !inList(look, 'people', to) && (to === first || linked(look, to)) && to - first < longestName) to += 1;
  return { from: first, to };
};

const isOrdinary = (look: Look, word: number): boolean => look.open.frequent.has(folded(look, word)) || (isAllCapitals(look, word) && !isInitial(look, word));

/** The last of a text: "Desmond Achebe, 07700 900318", "M. L. Verma". */
const signed = (look: Look, index: number): Range | null => {
  const { sentences, words, text } = look.view;
  const [sentence, previous] = [sentences[index], sentences[index - 1]];
  if (sentence === undefined || previous === undefined) return null;
  const { from, to } = opening(look, sentence.from, sentence.to);
  if (to === from) return null;
  if (to < sentence.to && (!/^(?:\.| ?[,|(])/.test(text.slice(words.end[to - 1], sentence.end)) || (words.kind[to] === wordKind.word && sentence.to - to > 3))) return null;
  for (let word = from; word < to; word += 1) if (isOrdinary(look, word)) return null;
  const closing = /,\s*\n\s*$/.test(text.slice(previous.end - 1, sentence.start));
  return to - from > 1 || closing || isLastWord(look, index, { from, to }) ? { from, to } : null;
};

const shortestAlone = 3;
const mostMarks = 4;

/** "… and it is mouldy.\nDoriana": one word that is all of the last sentence. */
const isLastWord = ({ view: { sentences, words, text } }: Look, index: number, { from, to }: Range): boolean => {
  const sentence = sentences[index]!;
  if (index !== sentences.length - 1 || from !== sentence.from || to !== sentence.to || to - from > 1) return false;
  const line = /\n\s*$/.test(text.slice(Math.max(0, words.start[from]! - mostMarks), words.start[from]));
  return line && words.end[from]! - words.start[from]! >= shortestAlone && /^\s*$/.test(text.slice(words.end[from]));
};

const mostBefore = 4;

/** "Un saluto cordiale, Irma Tosi": behind the comma of a short last sentence. */
const underFormula = (look: Look): Range | null => {
  const { sentences, words, text } = look.view;
  const sentence = sentences.at(-1);
  if (sentence === undefined || sentences.length < 2) return null;
  let from = sentence.to;
  while (from > sentence.from && sentence.to - from < longestName && mayBeName(look, from - 1) && !isOrdinary(look, from - 1) && (from === sentence.to || linked(look, from))) from -= 1;
  const first = from < sentence.to && words.afterPause[from] === true && from > sentence.from && from - sentence.from <= mostBefore;
  const ends = /^\.?\s*$/.test(text.slice(words.end[sentence.to - 1]));
  if (!first || !ends || text.charAt(words.end[from - 1]!) !== ',') return null;
  // "Corrado Belletti, Lugo": behind a name stands a town.
  for (let word = sentence.from; word < from; word += 1) if (isGiven(look, word) || (word > sentence.from && isCapitalised(look, word))) return null;
  return { from, to: sentence.to };
};

const lastSentences = 3;

/** Initials keep their point: "П. И.". */
const factOf = (look: Look, { from, to }: Range): Fact => {
  const { words, text } = look.view;
  const start = words.start[from]!;
  let end = words.end[to - 1]!;
  if (isInitial(look, to - 1) && text.charAt(end) === '.') end += 1;
  return { kind: 'name', start, end, value: text.slice(start, end) };
};

export const findNames = (view: View, open: OpenPack): Fact[] => {
  const look: Look = { view, open, lists: listsOf(open) };
  const found: Fact[] = [];
  if (look.lists.of['given-names'].words.size === 0) return found;
  for (let word = 0; word < view.words.count; word += 1) {
    if (caseOf(view.text.charCodeAt(view.words.start[word]!)) !== 1) continue;
    const range = rangeAt(look, word);
    if (range === null) continue;
    found.push(factOf(look, range));
    word = range.to - 1;
  }
  for (let index = Math.max(1, view.sentences.length - lastSentences); index < view.sentences.length; index += 1) {
    const range = signed(look, index);
    if (range) found.push(factOf(look, range));
  }
  const last = underFormula(look);
  if (last) found.push(factOf(look, last));
  return found;
};

/** Whether a character can be one of a name written without spaces. */
export const isIdeograph = (unit: number): boolean => kindOf(unit) === kind.ideograph;
