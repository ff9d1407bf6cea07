// Order and policy numbers, dates, money, phones, addresses and names, each with a normalised value.
// Earlier finders win where two overlap: a number after "order" is neither a phone nor a date.
import { findDates } from '../dates/find-dates.ts';
import { formatDay, formatMinute, formatMonth } from '../dates/calendar.ts';
import { findAddresses } from './facts-addresses.ts';
import { amountsIn, findBareMoney, findMoney } from './facts-money.ts';
import { findNames } from './facts-names.ts';
import { findUnspacedNames } from './facts-names-unspaced.ts';
import { findReferences } from './facts-references.ts';
import { findPhones } from './facts-phones.ts';
import { evidenceOf } from './evidence.ts';
import { caseOf } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import type { FoundDate, Lies } from '../dates/find-dates.ts';
import type { Now } from '../dates/calendar.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { PhoneReader } from './facts-phones.ts';
import type { Told } from './facts-references.ts';
import type { Fact } from './reading.ts';

export type DatedFact = Fact & { readonly date: FoundDate; readonly sentence: number };
export type Facts = { readonly facts: readonly Fact[]; readonly dates: readonly DatedFact[] };

/** The number at the end of "order number 1182"; a reference may stand right after the phrase as well. */
const reference = (view: View, kind: Told['kind'], { match }: Evidence): Told[] => {
  for (let word = match.to - 1; word >= match.from; word -= 1) {
    const is = view.words.kind[word];
    if (is !== wordKind.number && is !== wordKind.reference) continue;
    return [{ kind, start: view.words.start[word]! }];
  }
  return [];
};

const isCapitalised = (view: View, word: number): boolean => view.words.kind[word] === wordKind.word && caseOf(view.text.charCodeAt(view.words.start[word]!)) === 1;

const longestName = 4;

/** Capitalised words at the end of the phrase and after it; in a script without capitals the characters up to the next mark. */
const name = (view: View, { match, sentence }: Evidence): Fact[] => {
  const { words } = view;
  const limit = view.sentences[sentence]!.to;
  let from = match.to;
  if (isCapitalised(view, match.to - 1)) from = match.to - 1;
  let to = from;
  const fits = (word: number): boolean => isCapitalised(view, word) || words.kind[word] === wordKind.ideograph;
  while (to < limit && to - from < longestName && fits(to) && (to === from || !words.afterPause[to])) to += 1;
  if (to === from) return [];
  const start = words.start[from]!;
  const end = words.end[to - 1]!;
  return [{ kind: 'name', start, end, value: view.text.slice(start, end) }];
};

const dateValue = (date: FoundDate): string => {
  if (date.precision === 'month') return formatMonth(date.at);
  return date.precision === 'day' ? formatDay(date.at) : formatMinute(date.at);
};

const datesIn = (view: View, open: OpenPack, now: Now): DatedFact[] => {
  const { dates } = open.pack;
  if (dates === null || open.elements === null) return [];
  // Most texts name no day: which way one lies is asked when there is one.
  let told: Lies | null = null;
  const lies: Lies = (from, to) => (told ??= open.tense?.(view) ?? (() => 'nearest'))(from, to);
  return findDates(view, open.elements, { now, order: dates.order, direction: 'nearest', letter: true }, lies).map((date) => ({
    kind: 'date',
    start: view.words.start[date.from]!,
    end: view.words.end[date.to - 1]!,
    value: dateValue(date),
    date,
    sentence: view.sentenceOf[date.from]!,
  }));
};

export const readFacts = (view: View, table: EvidenceTable, open: OpenPack | null, now: Now | null, phones: PhoneReader | null): Facts => {
  const facts: Fact[] = [];
  let taken: Uint8Array | null = null;
  const take = <One extends Fact>(found: readonly One[]): One[] => {
    const kept: One[] = [];
    for (const fact of found) {
      taken ??= new Uint8Array(view.text.length);
      if (taken.subarray(fact.start, fact.end).includes(1)) continue;
      taken.fill(1, fact.start, fact.end);
      kept.push(fact);
      facts.push({ kind: fact.kind, start: fact.start, end: fact.end, value: fact.value });
    }
    return kept;
  };
  take(findAddresses(view.text));
  const dialled = findPhones(view.text, open?.pack.phoneCountry ?? null, phones);
  const amounts = open ? amountsIn(view, open) : [];
  if (open) {
    take(findMoney(view, open, amounts));
    take(findReferences(view, open, (['order', 'policy'] as const).flatMap((kind) => evidenceOf(table, 'fact', kind).flatMap((one) => reference(view, kind, one))), dialled));
  }
  // "Next week" presses, and is no day that a fact could name.
  const dates = open && now ? datesIn(view, open, now) : [];
  take(dates.filter(({ date }) => !date.wide || date.precision === 'month'));
  take(dialled);
  const unspaced = open?.pack.words === 'none';
  if (!unspaced) take(evidenceOf(table, 'fact', 'name').flatMap((one) => name(view, one)));
  if (open) take(unspaced ? findUnspacedNames(view, open) : findNames(view, open));
  if (open) take(findBareMoney(view, open, amounts, facts));
  return { facts: facts.sort((a, b) => a.start - b.start), dates };
};
