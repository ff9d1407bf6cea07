// Sums of money: 49 €, 1 200,50 руб., ¥980, 3万元, Rs. 18,500, сорок рублей, eleven dollars; and bare ones where the words around speak of money.
import { kind, kindOf } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import { amountAt, mayBeginAmount } from './facts-amounts.ts';
import { listOf } from './facts-lists.ts';
import { sentenceIndex } from '../text/view.ts';
import { newColumn } from '../text/vocabulary.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';
import type { Amount, NumberForm, NumberForms } from './facts-amounts.ts';
import type { Fact } from './reading.ts';

type Forms = readonly (readonly [string, string])[];
type Currency = { readonly code: string; readonly parts: number; readonly end: number };
type Table = { readonly currencies: Forms; readonly minor: Forms; readonly numbers: NumberForms };

const numberForm = (value: string): NumberForm | null => {
  if (value === 'n&') return { joins: true };
  if (value === 'n?') return { vague: true };
  if (/^n\d/.test(value)) return { add: Number(value.slice(1)) };
  return /^x\d/.test(value) ? { times: Number(value.slice(1)) } : null;
};

const tables = new WeakMap<OpenPack, Table>();

const tableOf = (open: OpenPack): Table => {
  const known = tables.get(open);
  if (known) return known;
  const whole = new Map<string, NumberForm>();
  const beginnings: [string, NumberForm][] = [];
  const currencies: [string, string][] = [];
  for (const [written, value] of open.pack.money) {
    const form = open.grammar.fold(written);
    const number = numberForm(value);
    if (number === null) currencies.push([form, value]);
    else if (form.endsWith('*')) beginnings.push([form.slice(0, -1), number]);
    else whole.set(form, number);
  }
  beginnings.sort((a, b) => b[0].length - a[0].length);
  const table: Table = { currencies, minor: currencies.filter(([, code]) => code.includes('/')), numbers: { whole, beginnings, column: newColumn() } };
  tables.set(open, table);
  return table;
};

const letterAt = (view: View, at: number): boolean => kindOf(view.folded.charCodeAt(at)) === kind.letter;

const currencyAt = (view: View, at: number, forms: Forms): Currency | null => {
  let best: readonly [string, string] | null = null;
  for (const pair of forms) {
    const whole = !pair[0].endsWith('*');
    const word = whole ? pair[0] : pair[0].slice(0, -1);
    if (!view.folded.startsWith(word, at)) continue;
    if (whole && kindOf(word.charCodeAt(word.length - 1)) === kind.letter && letterAt(view, at + word.length)) continue;
    if (best === null || word.length > best[0].replace(/\*$/, '').length) best = pair;
  }
  if (best === null) return null;
  let end = at + best[0].replace(/\*$/, '').length;
  if (best[0].endsWith('*')) while (end < view.text.length && letterAt(view, end)) end += 1;
  const [code = '', parts] = best[1].split('/');
  return { code, parts: Number(parts ?? 1), end };
};

const skipSpaces = (view: View, at: number): number => {
  let next = at;
  while (next < view.text.length && next - at < 3 && kindOf(view.text.charCodeAt(next)) === kind.space) next += 1;
  return next;
};

const before = (view: View, start: number, forms: Forms): { code: string; start: number } | null => {
  let place = start;
  while (place > 0 && start - place < 2 && kindOf(view.text.charCodeAt(place - 1)) === kind.space) place -= 1;
  let best: { code: string; start: number } | null = null;
  for (const [form, code] of forms) {
    if (form.endsWith('*') || code.includes('/')) continue;
    // Rs. 500: the mark after a short form belongs to it.
    const dot = view.folded.charAt(place - 1) === '.' && kindOf(form.charCodeAt(form.length - 1)) === kind.letter ? 1 : 0;
    const from = place - dot - form.length;
    if (from < 0 || !view.folded.startsWith(form, from)) continue;
    if (from > 0 && kindOf(form.charCodeAt(0)) === kind.letter && letterAt(view, from - 1)) continue;
    if (best === null || from < best.start) best = { code, start: from };
  }
  return best;
};

export const formatAmount = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

const wordFrom = (view: View, word: number, at: number): number => {
  let next = word;
  while (next < view.words.count && view.words.start[next]! < at) next += 1;
  return next;
};

/** "4 128 руб. 60 коп.", "一块五": what is said after the currency belongs to the sum. */
const smallChange = (view: View, table: Table, { code, end }: Currency, word: number, ideographs: boolean): { value: number; end: number } | null => {
  const next = wordFrom(view, word, end);
  if (next >= view.words.count || view.words.start[next]! - end > 2) return null;
  const amount = amountAt(view, next, table.numbers, ideographs);
  if (amount === null || amount.value >= 100) return null;
  const unit = currencyAt(view, skipSpaces(view, amount.end), table.minor);
  if (unit?.code === code) return { value: amount.value / unit.parts, end: unit.end };
  const bare = ideographs && unit === null && amount.items === 1 && amount.value < 10 && amount.start === end && kindOf(view.text.charCodeAt(amount.end)) !== kind.ideograph;
  return bare ? { value: amount.value / 10, end: amount.end } : null;
};

/** 一块 is also a piece, 三元 a ternary: a small number in words before such a currency needs the end of the phrase behind it. */
const otherwiseMeant = (view: View, amount: Amount, end: number, ideographs: boolean): boolean => {
  if (!ideographs || amount.digits || amount.scaled || end - amount.end !== 1 || amount.items > 1) return false;
  return amount.value === 1 || kindOf(view.text.charCodeAt(end)) === kind.ideograph;
};

const currencyBehind = (view: View, open: OpenPack, table: Table, amount: Amount): Currency | null => {
  let at = skipSpaces(view, amount.end);
  if (amount.scaled && view.text.charAt(amount.end) === '.') at = skipSpaces(view, amount.end + 1);
  const behind = currencyAt(view, at, table.currencies);
  if (behind === null) return null;
  // 80p is money, "at 4 p.m." is not.
  return behind.parts > 1 && behind.end - at === 1 && (at !== amount.end || /\.?m/.test(view.folded.slice(behind.end, behind.end + 2))) && open.pack.words !== 'none' ? null : behind;
};

const withCurrency = (view: View, open: OpenPack, table: Table, amount: Amount): Fact | null => {
  const ideographs = open.pack.words === 'none';
  const behind = currencyBehind(view, open, table, amount);
  if (behind) {
    const change = behind.parts === 1 ? smallChange(view, table, behind, amount.to, ideographs) : null;
    if (change === null && otherwiseMeant(view, amount, behind.end, ideographs)) return null;
    return { kind: 'money', start: amount.start, end: change?.end ?? behind.end, value: `${formatAmount(amount.value / behind.parts + (change?.value ?? 0))} ${behind.code}` };
  }
  const front = amount.digits || ideographs ? before(view, amount.start, table.currencies) : null;
  if (front === null || (ideographs && amount.start - front.start === 1 && kindOf(view.text.charCodeAt(front.start)) === kind.ideograph)) return null;
  return { kind: 'money', start: front.start, end: amount.end, value: `${formatAmount(amount.value)} ${front.code}` };
};

/** How many words (characters where words are not spaced) may stand between a word of money and its sum. */
const reach = 5;
const reachUnspaced = 10;

const joined = /[-/:]/;
const year = /^(?:19|20)\d\d$/;

/** A number that is no year, clause, hour, share or part of a longer number. */
const mayBeSum = (view: View, amount: Amount): boolean => {
  const { words, text } = view;
  const written = text.slice(amount.start, amount.end);
  if (joined.test(written) || (amount.value < 10 && !/[.,]\d\d$/.test(written))) return false;
  if (amount.digits && !amount.scaled && (year.test(written) || /^0\d|^\d{7,}$/.test(written))) return false;
  const sign = text.charAt(skipSpaces(view, amount.end));
  const close = text.charAt(amount.end);
  if (sign === '%' || sign === '°' || close === '-' || close === '–' || (close === '.' && /\d/.test(text.charAt(amount.end + 1)))) return false;
  const previous = amount.from - 1;
  return previous < 0 || words.kind[previous] === wordKind.ideograph || words.kind[previous] === wordKind.word || words.afterPause[amount.from]!;
};

/** Nothing is counted by it: behind it the phrase ends or a word without a meaning of its own stands. */
const countsNothing = (view: View, open: OpenPack, amount: Amount): boolean => {
  const { words, folded } = view;
  const next = amount.to;
  if (next >= words.count || words.afterPause[next] || view.sentenceOf[next] !== view.sentenceOf[amount.from]) return true;
  const following = folded.slice(words.start[next], words.end[next]);
  if (listOf(open, 'counted').has(following)) return false;
  return open.pack.words === 'none' || (words.kind[next] === wordKind.word && (open.frequent.has(following) || listOf(open, 'after-sum').has(following)));
};

const stops = ['。', '!', '?', ';', '！', '？', '；', '\n'];

const moneyBeforeUnspaced = (view: View, open: OpenPack, amount: Amount): boolean => {
  const near = view.folded.slice(Math.max(0, amount.start - reachUnspaced), amount.start);
  const part = near.slice(Math.max(...stops.map((mark) => near.lastIndexOf(mark))) + 1).replace(/[\s"“”:,，]+$/, '');
  if (listOf(open, 'ordinal').has(part.slice(-1))) return false;
  const small = !amount.digits && !amount.scaled;
  for (const word of listOf(open, 'money-words').words) {
    const at = part.lastIndexOf(word);
    if (at >= 0 && part.length - at - word.length <= (small ? 0 : word.length === 1 ? 1 : reachUnspaced)) return true;
  }
  // 两千三百六, 一万三的: nobody counts like this but money.
  return amount.scaled && !amount.digits && amount.value >= 100 && amount.to - amount.from > 1 && kindOf(view.text.charCodeAt(amount.end)) !== kind.ideograph;
};

const moneyBefore = (view: View, open: OpenPack, amount: Amount): boolean => {
  const { words, folded } = view;
  const about = listOf(open, 'money-words');
  if (!amount.digits && !amount.scaled) return false;
  if (amount.scaled && amount.value >= 1000 && amount.to - amount.from > 1) return true;
  const day = amount.value < 32 && Number.isInteger(amount.value) && !/[.,]/.test(view.text.slice(amount.start, amount.end));
  for (let word = amount.from - 1; word >= 0 && amount.from - word <= (day ? 1 : reach) && view.sentenceOf[word] === view.sentenceOf[amount.from]; word -= 1) if (about.has(folded.slice(words.start[word], words.end[word]))) return true;
  return false;
};

/** "за что 590", "preventivo 1.200", "交了一万二": no currency, but a word of money before and nothing behind that is counted. */
const isBare = (view: View, open: OpenPack, amount: Amount): boolean => mayBeSum(view, amount) && countsNothing(view, open, amount) && (open.pack.words === 'none' ? moneyBeforeUnspaced(view, open, amount) : moneyBefore(view, open, amount));

/** All numbers of a text, in digits and in words; looked for once for money with a currency and without one. */
export const amountsIn = (view: View, open: OpenPack): Amount[] => {
  const { numbers } = tableOf(open);
  const ideographs = open.pack.words === 'none';
  const found: Amount[] = [];
  for (let word = 0; word < view.words.count; word += 1) {
    const amount = mayBeginAmount(view, word, numbers) ? amountAt(view, word, numbers, ideographs) : null;
    if (amount === null) continue;
    word = amount.to - 1;
    found.push(amount);
  }
  return found;
};

export const findMoney = (view: View, open: OpenPack, amounts: readonly Amount[] = amountsIn(view, open)): Fact[] => {
  const found: Fact[] = [];
  if (open.pack.money.length === 0) return found;
  for (const amount of amounts) {
    const fact = withCurrency(view, open, tableOf(open), amount);
    if (fact) found.push(fact);
  }
  return found;
};

/** Sums without a currency; asked for after everything else, since most numbers are something else. "46 euro and not 64": the sentence says of what. */
export const findBareMoney = (view: View, open: OpenPack, amounts: readonly Amount[], known: readonly Fact[]): Fact[] => {
  const found: Fact[] = [];
  if (amounts.length === 0 || listOf(open, 'money-words').words.size === 0) return found;
  const currencies = new Map(known.flatMap(({ kind: what, start, value }) => (what === 'money' && value.includes(' ') ? [[sentenceIndex(view, start), value.split(' ')[1]!] as const] : [])));
  for (const amount of amounts) {
    if (!isBare(view, open, amount)) continue;
    const currency = open.pack.words === 'none' ? undefined : currencies.get(sentenceIndex(view, amount.start));
    found.push({ kind: 'money', start: amount.start, end: amount.end, value: `${formatAmount(amount.value)}${currency === undefined ? '' : ` ${currency}`}` });
  }
  return found;
};
