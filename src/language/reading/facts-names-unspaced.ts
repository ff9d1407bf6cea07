// Names of persons where words are not spaced: surname and given name, surname before a title (王经理 → 王), 小张, 李姐, 姓葛的.
import { isIdeograph } from './facts-names.ts';
import { listOf } from './facts-lists.ts';
import type { WordList } from './facts-lists.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';
import type { Fact } from './reading.ts';

type Lists = { readonly surnames: WordList; readonly given: WordList; readonly titles: WordList; readonly kin: WordList; readonly familiar: WordList; readonly not: WordList; readonly before: WordList; readonly family: WordList; readonly introductions: WordList; readonly wordy: WordList; readonly small: WordList; readonly pet: WordList; readonly firsts: Uint8Array };

const longestWord = 4;

/** What a character may begin: most begin none of these. */
const first = { not: 1, called: 2, surname: 4, given: 8 } as const;

const markFirsts = (firsts: Uint8Array, list: WordList, sign: number): void => {
  for (const word of list.words) firsts[word.charCodeAt(0)]! |= sign;
};

const begins = (list: WordList, text: string, at: number): number => {
  for (let length = longestWord; length > 0; length -= 1) if (list.words.has(text.slice(at, at + length))) return length;
  return 0;
};

const endsWith = (list: WordList, text: string, at: number): boolean => {
  for (let length = 1; length <= longestWord && length <= at; length += 1) if (list.words.has(text.slice(at - length, at))) return true;
  return false;
};

const fact = (text: string, start: number, end: number): Fact => ({ kind: 'name', start, end, value: text.slice(start, end) });

const atEdge = (text: string, at: number): boolean => at >= text.length || at < 0 || !isIdeograph(text.charCodeAt(at));

/** How many characters of a given name stand at `at`: one or two, as far as they are such as names are made of. */
const givenLength = (lists: Lists, text: string, at: number): number => {
  let length = 0;
  while (length < 2 && lists.given.words.has(text.charAt(at + length))) length += 1;
  return length;
};

/** "我叫张小雨，": what is said to be a name is one, whatever it is made of. */
const told = (lists: Lists, text: string, at: number, surname: number): number => {
  const given = givenLength(lists, text, at + surname);
  if (given > 0) return given;
  return atEdge(text, at + surname + 1) ? 1 : atEdge(text, at + surname + 2) ? 2 : 0;
};

/** Where the words before a name end: 收件人：「张三」. */
const leadingEnd = (text: string, at: number): number => {
  let end = at;
  while (end > 0 && at - end < mostMarks && /[\s:：「『“"'‘（(\-–—/]/.test(text.charAt(end - 1))) end -= 1;
  return end;
};

const mostMarks = 3;

/** 妞妞, 阿杰: by what children and friends are called, where a word of a person stands before. */
const nicknameAt = (lists: Lists, text: string, at: number): Fact | null => {
  const [first, second] = [text.charAt(at), text.charAt(at + 1)];
  if (first === second && lists.given.words.has(first)) return fact(text, at, at + 2);
  return lists.pet.words.has(first) && lists.given.words.has(second) ? fact(text, at, at + 2) : null;
};

/** 小张, 老陈, 李姐: as people call each other. */
const calledAt = (lists: Lists, text: string, at: number, placed: boolean, led: boolean): Fact | null => {
  if (lists.familiar.words.has(text.charAt(at))) {
    const surname = begins(lists.surnames, text, at + 1);
    if (surname > 0 && (placed || begins(lists.titles, text, at + 1 + surname) > 0)) return fact(text, at, at + 1 + surname);
  }
  const surname = begins(lists.surnames, text, at);
  const sure = led || (placed && !lists.wordy.words.has(text.slice(at, at + surname)));
  const kin = surname > 0 && sure ? begins(lists.kin, text, at + surname) : 0;
  if (kin > 0) return fact(text, at, at + surname + kin);
  return led || begins(lists.titles, text, at + 2) > 0 ? nicknameAt(lists, text, at) : null;
};

/** "客户经理苏婷！", "告诉快递员陆大勇：": between the word of a person and a mark stands the whole name. */
const betweenAt = (lists: Lists, text: string, at: number, behind: number): Fact | null => {
  const given = givenLength(lists, text, behind);
  if (given > 0 && atEdge(text, behind + given)) return fact(text, at, behind + given);
  return !atEdge(text, behind) && !atEdge(text, behind + 1) && atEdge(text, behind + 2) ? fact(text, at, behind + 2) : null;
};

/** "业主 沈家骏" at the end, between marks: rarer characters are taken too. */
const alone = (text: string, at: number, behind: number): Fact | null => (atEdge(text, at - 1) && !atEdge(text, behind) && !atEdge(text, behind + 1) && atEdge(text, behind + 2) ? fact(text, at, behind + 2) : null);

const fullAt = (lists: Lists, text: string, at: number, behind: number, placed: boolean, led: boolean): Fact | null => {
  const surname = text.slice(at, behind);
  const wordy = lists.wordy.words.has(surname);
  if (led && !wordy && begins(lists.titles, text, behind) === 0) {
    const between = betweenAt(lists, text, at, behind);
    if (between) return between;
  }
  if ((placed || !wordy) && !lists.small.words.has(surname) && begins(lists.titles, text, behind) > 0) return fact(text, at, behind);
  const given = givenLength(lists, text, behind);
  if (given === 2 && !wordy && (placed || atEdge(text, behind + 2))) return fact(text, at, behind + 2);
  if (given === 1 && placed && begins(lists.titles, text, behind + 1) > 0) return fact(text, at, behind + 1);
  return wordy ? null : alone(text, at, behind);
};

const nameAt = (lists: Lists, text: string, at: number): Fact | null => {
  const led = endsWith(lists.before, text, leadingEnd(text, at));
  const placed = atEdge(text, at - 1) || led;
  const called = calledAt(lists, text, at, placed, led);
  if (called) return called;
  const surname = begins(lists.surnames, text, at);
  if (surname === 0) return null;
  const behind = at + surname;
  const introduced = endsWith(lists.introductions, text, leadingEnd(text, at));
  // 联系人：殷律师
  const titled = begins(lists.titles, text, behind) > 0;
  const length = introduced && !titled ? told(lists, text, at, surname) : 0;
  if (length > 0) return fact(text, at, behind + length);
  return endsWith(lists.family, text, at) ? fact(text, at, behind) : fullAt(lists, text, at, behind, placed, led);
};

const makeLists = (open: OpenPack): Lists => {
  const lists: Lists = {
    surnames: listOf(open, 'surnames'),
    given: listOf(open, 'given-characters'),
    titles: listOf(open, 'titles-after'),
    kin: listOf(open, 'names-after'),
    familiar: listOf(open, 'familiar-before'),
    not: listOf(open, 'not-names'),
    before: listOf(open, 'people'),
    family: listOf(open, 'family-name-is'),
    introductions: listOf(open, 'introductions'),
    wordy: listOf(open, 'surnames-that-are-words'),
    small: listOf(open, 'surnames-that-are-small-words'),
    pet: listOf(open, 'pet-name-before'),
    firsts: new Uint8Array(65_536),
  };
  markFirsts(lists.firsts, lists.not, first.not);
  markFirsts(lists.firsts, lists.familiar, first.called);
  markFirsts(lists.firsts, lists.surnames, first.surname);
  markFirsts(lists.firsts, lists.given, first.given);
  return lists;
};

const made = new WeakMap<OpenPack, Lists>();

const listsOf = (open: OpenPack): Lists => {
  const known = made.get(open) ?? makeLists(open);
  made.set(open, known);
  return known;
};

export const findUnspacedNames = (view: View, open: OpenPack): Fact[] => {
  const lists = listsOf(open);
  const found: Fact[] = [];
  if (lists.surnames.words.size === 0) return found;
  for (let at = 0; at < view.text.length; at += 1) {
    const unit = view.text.charCodeAt(at);
    const signs = lists.firsts[unit]!;
    if (signs === 0 || !isIdeograph(unit)) continue;
    const other = (signs & first.not) === 0 ? 0 : begins(lists.not, view.text, at);
    if (other > 0) {
      at += other - 1;
      continue;
    }
    // 妞妞: a character of given names counts where it is doubled.
    const doubled = (signs & first.given) !== 0 && view.text.charCodeAt(at + 1) === unit;
    const name = (signs & (first.called | first.surname)) === 0 && !doubled ? null : nameAt(lists, view.text, at);
    if (name === null) continue;
    found.push(name);
    at = name.end - 1;
  }
  return found;
};
