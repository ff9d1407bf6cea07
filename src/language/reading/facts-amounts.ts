// Numbers as people write them before a currency: 1 240, 1.200,50, сто двадцать, novemila, 两千三百六, 14 тысяч, 1万2.
import { kind, kindOf } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import type { Column } from '../text/vocabulary.ts';
import type { View } from '../text/view.ts';

/** What words of numbers stand for: `n20` is added, `x1000` multiplies, `n&` only stands between two of them, `n?` leaves open how much. */
export type NumberForm = { readonly add?: number; readonly times?: number; readonly joins?: boolean; readonly vague?: boolean };
export type NumberForms = { readonly whole: ReadonlyMap<string, NumberForm>; readonly beginnings: readonly (readonly [string, NumberForm])[]; readonly column: Column<readonly NumberForm[] | null> };

export type Amount = { readonly start: number; readonly end: number; readonly from: number; readonly to: number; readonly value: number; readonly digits: boolean; readonly scaled: boolean; readonly items: number };

/** 1.200,50 and 1,200.50 are the same: the last mark before one or two digits is the decimal one. */
export const readAmount = (written: string): number | null => {
  const plain = written.replaceAll(/\s/g, '');
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const decimal = /[.,](\d{1,2})$/.exec(plain);
  const grouped = decimal ? plain.slice(0, -decimal[0].length) : plain;
  // 1,200 and 1,84,000 are sums; 4.3.2.1 is a clause of a contract.
  if (/[.,]/.test(grouped) && !/^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(grouped)) return null;
  const whole = grouped.replaceAll(/[.,]/g, '');
  const value = Number(decimal ? `${whole}.${decimal[1]}` : whole);
  return Number.isFinite(value) && whole.length <= 15 ? value : null;
};

/** 12 400 is one number where a single space stands before exactly three digits. */
const lastWord = (view: View, word: number): number => {
  const { words, text } = view;
  let last = word;
  if (words.end[word]! - words.start[word]! > 3) return last;
  while (last + 1 < words.count && words.kind[last + 1] === wordKind.number) {
    const gap = words.start[last + 1]! - words.end[last]!;
    if (gap !== 1 || kindOf(text.charCodeAt(words.end[last]!)) !== kind.space || !/^\d{3}(?:[.,]\d{1,2})?$/.test(text.slice(words.start[last + 1], words.end[last + 1]))) break;
    last += 1;
  }
  return last;
};

const longestCompound = 40;

/** novemila → nove, mila: the longest form first, the whole word or nothing. */
const compound = (word: string, forms: NumberForms): NumberForm[] | null => {
  if (word.length > longestCompound) return null;
  const parts: NumberForm[] = [];
  let at = 0;
  while (at < word.length) {
    let length = word.length - at;
    while (length > 2 && !forms.whole.has(word.slice(at, at + length))) length -= 1;
    const form = length > 2 ? forms.whole.get(word.slice(at, at + length)) : undefined;
    if (form === undefined) return null;
    parts.push(form);
    at += length;
  }
  return parts;
};

const workOut = (written: string, kindOfWord: number, forms: NumberForms): readonly NumberForm[] | null => {
  if (kindOfWord !== wordKind.word && kindOfWord !== wordKind.ideograph) return null;
  const whole = forms.whole.get(written);
  if (whole) return [whole];
  const beginning = forms.beginnings.find(([form]) => written.startsWith(form));
  if (beginning) return [beginning[1]];
  return kindOfWord === wordKind.word && written.length > 5 ? compound(written, forms) : null;
};

const formsOf = ({ words, numbers, vocabulary }: View, word: number, forms: NumberForms): readonly NumberForm[] | null => {
  if (word >= words.count) return null;
  const number = numbers[word]!;
  const column = vocabulary.column(forms.column);
  const known = column[number];
  return known === undefined ? (column[number] = workOut(vocabulary.spelled[number]!, words.kind[word]!, forms)) : known;
};

/** Most words are no part of any number. */
export const mayBeginAmount = (view: View, word: number, forms: NumberForms): boolean => view.words.kind[word] === wordKind.number || formsOf(view, word, forms) !== null;

const oneLetter = ({ words }: View, word: number): boolean => words.kind[word] === wordKind.word && (words.end[word] ?? 0) - (words.start[word] ?? 0) < 2;

type Sum = { total: number; section: number; number: number | null; lastTimes: number; afterTimes: boolean };

/** 100 and 20 go together, 20 and 100 do not. */
const room = (number: number, add: number): boolean => number % 10 ** String(Math.trunc(add)).length === 0 && number > add;

const apply = (sum: Sum, form: NumberForm, big: number): boolean => {
  if (form.joins) return true;
  if (form.times !== undefined) {
    if (form.times >= big) {
      sum.total += (sum.section + (sum.number ?? (sum.section > 0 ? 0 : 1))) * form.times;
      sum.section = 0;
    } else sum.section += (sum.number ?? 1) * form.times;
    sum.number = null;
    sum.lastTimes = form.times;
    sum.afterTimes = true;
    return true;
  }
  const add = form.add ?? 0;
  if (add === 0 && sum.number === null) {
    // 一万零六百: nothing is meant to be scaled after a nought.
    sum.afterTimes = false;
    return true;
  }
  if (sum.number !== null && !room(sum.number, add)) return false;
  sum.number = (sum.number ?? 0) + add;
  return true;
};

const touching = (view: View, word: number): boolean => {
  const { words, text } = view;
  const gap = words.start[word]! - words.end[word - 1]!;
  if (gap === 0) return true;
  return gap === 1 && (kindOf(text.charCodeAt(words.end[word - 1]!)) === kind.space || kindOf(text.charCodeAt(words.end[word - 1]!)) === kind.dash);
};

type Counted = { sum: Sum; next: number; to: number; items: number; digits: boolean; scaled: boolean };

const takeDigits = (view: View, counted: Counted, ideographs: boolean): boolean => {
  const { words, text } = view;
  if (counted.sum.number !== null || (counted.items > 0 && !ideographs)) return false;
  const last = lastWord(view, counted.next);
  const value = readAmount(text.slice(words.start[counted.next], words.end[last]));
  if (value === null) return false;
  counted.sum.number = value;
  counted.digits = true;
  counted.next = last + 1;
  counted.to = counted.next;
  return true;
};

const takeForms = (counted: Counted, parts: readonly NumberForm[], big: number): boolean => {
  const before = { ...counted.sum };
  if (!parts.every((form) => apply(counted.sum, form, big))) {
    counted.sum = before;
    return false;
  }
  if (parts.some(({ times }) => times !== undefined && times >= 100)) counted.scaled = true;
  counted.next += 1;
  // "and" belongs to the number only where more of it follows.
  if (!parts[0]!.joins) counted.to = counted.next;
  return true;
};

const mostItems = 16;

const count = (view: View, word: number, forms: NumberForms, ideographs: boolean): Counted | null => {
  const counted: Counted = { sum: { total: 0, section: 0, number: null, lastTimes: 0, afterTimes: false }, next: word, to: word, items: 0, digits: false, scaled: false };
  while (counted.next < view.words.count && counted.items < mostItems && (counted.next === word || touching(view, counted.next))) {
    if (view.words.kind[counted.next] === wordKind.number) {
      if (!takeDigits(view, counted, ideographs)) break;
    } else {
      const parts = formsOf(view, counted.next, forms);
      if (parts === null || (counted.items === 0 && (parts[0]!.joins === true || oneLetter(view, counted.next)))) break;
      if (parts[0]!.vague) return null;
      if (!takeForms(counted, parts, ideographs ? 10_000 : 1_000)) break;
    }
    counted.items += 1;
  }
  return counted.items === 0 ? null : counted;
};

/** The number that begins at `word`, as far as it goes; null where none does, or where it is left open ("几百"). */
export const amountAt = (view: View, word: number, forms: NumberForms, ideographs: boolean): Amount | null => {
  const { words } = view;
  const vague = (at: number): boolean => formsOf(view, at, forms)?.[0]?.vague === true;
  if (word > 0 && touching(view, word) && vague(word - 1)) return null;
  const counted = count(view, word, forms, ideographs);
  if (counted === null) return null;
  const { sum, to, digits, scaled, items } = counted;
  if (to < words.count && touching(view, to) && vague(to)) return null;
  // 一万三 is thirteen thousand: a bare digit after a scale counts the next lower one.
  const tail = ideographs && sum.number !== null && sum.afterTimes && sum.lastTimes >= 100 && sum.number < 10 ? sum.number * (sum.lastTimes / 10) : (sum.number ?? 0);
  return { start: words.start[word]!, end: words.end[to - 1]!, from: word, to, value: sum.total + sum.section + tail, digits, scaled, items };
};
