// Sums with their currency: 49 €, 1 200,50 руб., ¥980, 3万元, USD 20.
import { kind, kindOf } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import type { View } from '../text/view.ts';
import type { Fact } from './reading.ts';

type Forms = readonly (readonly [string, string])[];

/** `x1000` in a pack stands for words such as "thousand" between the number and the currency. */
type Currency = { readonly code: string; readonly end: number };

const forms = (view: View, at: number, table: Forms): readonly [string, string] | null => {
  let best: readonly [string, string] | null = null;
  for (const pair of table) {
    const whole = !pair[0].endsWith('*');
    const word = whole ? pair[0] : pair[0].slice(0, -1);
    if (!view.folded.startsWith(word, at)) continue;
    const next = kindOf(view.folded.charCodeAt(at + word.length));
    const letters = kindOf(word.charCodeAt(word.length - 1)) === kind.letter;
    if (whole && letters && next === kind.letter) continue;
    if (best === null || word.length > best[0].length) best = pair;
  }
  return best;
};

const skipSpaces = (text: string, at: number): number => {
  let next = at;
  while (next < text.length && next - at < 3 && kindOf(text.charCodeAt(next)) === kind.space) next += 1;
  return next;
};

const formEnd = (view: View, at: number, form: string): number => {
  let end = at + form.replace(/\*$/, '').length;
  if (form.endsWith('*')) while (end < view.text.length && kindOf(view.text.charCodeAt(end)) === kind.letter) end += 1;
  return end;
};

const after = (view: View, at: number, table: Forms): { currency: Currency; factor: number } | null => {
  let place = skipSpaces(view.text, at);
  let factor = 1;
  for (let step = 0; step < 2; step += 1) {
    const form = forms(view, place, table);
    if (form === null) return null;
    const end = formEnd(view, place, form[0]);
    if (!form[1].startsWith('x')) return { currency: { code: form[1], end }, factor };
    factor *= Number(form[1].slice(1));
    place = skipSpaces(view.text, view.text.charAt(end) === '.' ? end + 1 : end);
  }
  return null;
};

const before = (view: View, start: number, table: Forms): { code: string; start: number } | null => {
  let place = start;
  while (place > 0 && start - place < 2 && kindOf(view.text.charCodeAt(place - 1)) === kind.space) place -= 1;
  for (const [form, code] of table) {
    if (code.startsWith('x') || form.endsWith('*')) continue;
    const from = place - form.length;
    if (from < 0 || !view.folded.startsWith(form, from)) continue;
    const lettersBefore = from > 0 && kindOf(form.charCodeAt(0)) === kind.letter && kindOf(view.folded.charCodeAt(from - 1)) === kind.letter;
    if (!lettersBefore) return { code, start: from };
  }
  return null;
};

/** 1.200,50 and 1,200.50 are the same: the last mark before one or two digits is the decimal one. */
export const readAmount = (written: string): number | null => {
  const plain = written.replaceAll(/\s/g, '');
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const decimal = /[.,](\d{1,2})$/.exec(plain);
  const whole = (decimal ? plain.slice(0, -decimal[0].length) : plain).replaceAll(/[.,]/g, '');
  const value = Number(decimal ? `${whole}.${decimal[1]}` : whole);
  return Number.isFinite(value) && whole.length <= 15 ? value : null;
};

export const formatAmount = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** 12 400 is one number where a single space stands before exactly three digits. */
const numberEnd = (view: View, word: number): number => {
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

export const findMoney = (view: View, table: Forms): Fact[] => {
  const found: Fact[] = [];
  const { words, text } = view;
  if (table.length === 0) return found;
  for (let word = 0; word < words.count; word += 1) {
    if (words.kind[word] !== wordKind.number) continue;
    const start = words.start[word]!;
    const last = numberEnd(view, word);
    const end = words.end[last]!;
    const amount = readAmount(text.slice(start, end));
    word = last;
    if (amount === null) continue;
    const behind = after(view, end, table);
    const front = behind ? null : before(view, start, table);
    if (behind) found.push({ kind: 'money', start, end: behind.currency.end, value: `${formatAmount(amount * behind.factor)} ${behind.currency.code}` });
    else if (front) found.push({ kind: 'money', start: front.start, end, value: `${formatAmount(amount)} ${front.code}` });
  }
  return found;
};
