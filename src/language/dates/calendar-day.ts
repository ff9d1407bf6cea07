// A day by its date: 5 March, March 5th, 05.03.2026, 2026-03-05, 3月5日, the 5th.
import { addMonths, daysBetween, daysIn } from './calendar.ts';
import { at, day, fillers, isRole, numberAt, wide } from './run.ts';
import type { Local } from './calendar.ts';
import type { Element, Run } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

const valid = (year: number, month: number, dayOfMonth: number): boolean => month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month);

/** A letter tells of what has happened more often than of what will: further ahead than this, the last one is meant. */
const soonEnough = 60;

/** How much further away a day may be that lies the way the sentence speaks than one that lies the other way. */
const favour = 6;

/** Of the days that may be meant the nearest; what the sentence tells of lies behind, what it asks for ahead, unless that is far. */
export const likeliest = ({ now, direction }: DateQuery, candidates: readonly Local[]): Local | null => {
  const away = (local: Local): number => {
    const days = daysBetween(now, local);
    const wrongWay = (direction === 'future' && days < 0) || (direction === 'past' && days > 0);
    const unlikely = direction === 'nearest' && days > soonEnough;
    return Math.abs(days) * (wrongWay || unlikely ? favour : 1);
  };
  return candidates.toSorted((one, other) => away(one) - away(other))[0] ?? null;
};

/** A day and month without a year: the next one for a promise, the nearest one in a letter. */
const withoutYear = (query: DateQuery, month: number, dayOfMonth: number): Local | null => {
  const { now } = query;
  const candidates = [now.year - 1, now.year, now.year + 1].filter((year) => valid(year, month, dayOfMonth)).map((year) => ({ year, month, day: dayOfMonth, hour: 0, minute: 0 }));
  if (query.letter) return likeliest(query, candidates);
  if (query.direction === 'future') return candidates.find((one) => daysBetween(now, one) >= 0) ?? null;
  const likely = candidates.filter((one) => daysBetween(now, one) <= soonEnough);
  return likely.sort((a, b) => Math.abs(daysBetween(now, a)) - Math.abs(daysBetween(now, b)))[0] ?? null;
};

/** 71 is a year of birth. */
const fullYear = (year: number): number => (year >= 100 ? year : year < 60 ? 2000 + year : 1900 + year);

const yearAt = (run: Run, index: number): { year: number; end: number } | null => {
  const place = fillers(run, index);
  const year = numberAt(run, place, 1990, 2100);
  const word = at(run, place + 1);
  const named = isRole(run, place + 1, 'year-mark') || (word?.is === 'unit' && word.unit === 'year');
  return year === null ? null : { year, end: named ? place + 2 : place + 1 };
};

const inMonth = (run: Run, query: DateQuery, end: number, month: number, dayOfMonth: number): Day | null => {
  const year = yearAt(run, end);
  if (year) return valid(year.year, month, dayOfMonth) ? day(year.end, { year: year.year, month, day: dayOfMonth, hour: 0, minute: 0 }) : null;
  const local = withoutYear(query, month, dayOfMonth);
  return local && day(end, local);
};

/** "In April a friend": the article counts, and is no day. */
const isArticle = (element: Element | undefined): boolean => element?.is === 'number' && element.counting;

/** 5 March, 5 марта, il 5 di marzo, March 5th, marzo 2026. */
export const withMonth = (run: Run, index: number, query: DateQuery): Day | null => {
  const first = isArticle(at(run, index)) ? null : numberAt(run, index, 1, 31);
  if (first !== null) {
    const place = fillers(run, isRole(run, index + 1, 'day-mark') ? index + 2 : index + 1);
    const month = at(run, place);
    return month?.is === 'month' ? inMonth(run, query, place + 1, month.value, first) : null;
  }
  const month = at(run, index);
  if (month?.is !== 'month') return null;
  const second = isArticle(at(run, fillers(run, index + 1))) ? null : numberAt(run, fillers(run, index + 1), 1, 31);
  if (second !== null) {
    const end = fillers(run, index + 1) + 1;
    return inMonth(run, query, isRole(run, end, 'day-mark') ? end + 1 : end, month.value, second);
  }
  return monthAlone(run, index, query, month.value);
};

const aloneAt = (run: Run, index: number): boolean => {
  const element = at(run, index);
  return element?.is === 'month' && element.alone;
};

const monthAlone = (run: Run, index: number, query: DateQuery, month: number): Day | null => {
  const year = yearAt(run, index + 1);
  const led = isRole(run, index - 1, 'in') || isRole(run, index - 1, 'by') || isRole(run, index - 1, 'end') || isRole(run, index - 1, 'this');
  if (!year && !led && !(query.letter && aloneAt(run, index))) return null;
  const local = year ? { year: year.year, month, day: 1, hour: 0, minute: 0 } : withoutYear(query, month, 1);
  return local && wide(year?.end ?? index + 1, local, { ...local, day: daysIn(local.year, local.month) }, true);
};

/** 3月5日, 2026年3月5号, 5号 */
export const withMarks = (run: Run, index: number, query: DateQuery): Day | null => {
  let next = index;
  const year = isRole(run, next + 1, 'year-mark') ? numberAt(run, next, 1, 2100) : null;
  if (year !== null) next += 2;
  const month = isRole(run, next + 1, 'month-mark') ? numberAt(run, next, 1, 12) : null;
  if (month !== null) next += 2;
  const dayOfMonth = isRole(run, next + 1, 'day-mark') ? numberAt(run, next, 1, 31) : null;
  if (dayOfMonth === null) {
    if (month === null) return null;
    const first = year === null ? withoutYear(query, month, 1) : { year: fullYear(year), month, day: 1, hour: 0, minute: 0 };
    return first && wide(next, first, { ...first, day: daysIn(first.year, first.month) }, true);
  }
  // 三日内 counts.
  if (month === null && isRole(run, next + 2, 'in')) return null;
  if (month === null) return ofMonth(run, next + 2, dayOfMonth, query) ?? ordinalDay(next + 2, dayOfMonth, query);
  if (year === null) {
    const local = withoutYear(query, month, dayOfMonth);
    return local && day(next + 2, local);
  }
  return valid(fullYear(year), month, dayOfMonth) ? day(next + 2, { year: fullYear(year), month, day: dayOfMonth, hour: 0, minute: 0 }) : null;
};

/** "the twentieth", двадцатого, "il 27": a number that can only be a day, unless something that it counts comes after it. */
export const numbered = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || !(element.value >= 1 && element.value <= 31)) return null;
  const named = element.ordinal || (query.letter && isRole(run, index - 1, 'nth') && /^\d+$/.test(element.raw));
  const next = at(run, index + 1);
  if (!named || next?.is === 'unit' || isTimeMark(next)) return null;
  return ofMonth(run, index + 1, element.value, query) ?? ordinalDay(isRole(run, index + 1, 'day-mark') ? index + 2 : index + 1, element.value, query);
};

/** Christmas, 元旦 */
export const feast = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'feast') return null;
  const year = yearAt(run, index + 1);
  const local = year ? { year: year.year, month: element.month, day: element.day, hour: 0, minute: 0 } : withoutYear(query, element.month, element.day);
  return local && day(year?.end ?? index + 1, local);
};

const turns: Readonly<Record<string, number>> = { next: 1, last: -1, this: 0 };

/** "the 5th of next month" */
const ofMonth = (run: Run, place: number, dayOfMonth: number, query: DateQuery): Day | null => {
  const index = fillers(run, place);
  const turning = [at(run, index), at(run, index + 1)];
  const turn = turning.flatMap((element) => (element?.is === 'role' ? (turns[element.role] ?? []) : []))[0];
  if (turn === undefined || !turning.some((element) => element?.is === 'unit' && element.unit === 'month')) return null;
  const month = addMonths({ ...query.now, day: 1 }, turn);
  return valid(month.year, month.month, dayOfMonth) ? day(index + 2, { ...month, day: dayOfMonth }) : null;
};

/** "the 5th": this month, or the next one once it has passed, or of what was told the last one. */
const ordinalDay = (end: number, dayOfMonth: number, query: DateQuery): Day | null => {
  const { now } = query;
  const here = { year: now.year, month: now.month, day: 1, hour: 0, minute: 0 };
  if (query.letter) {
    const local = likeliest(query, [-1, 0, 1].map((months) => ({ ...addMonths(here, months), day: dayOfMonth })).filter((one) => valid(one.year, one.month, one.day)));
    return local && day(end, local);
  }
  const month = query.direction === 'future' && dayOfMonth < now.day ? addMonths(here, 1) : here;
  return valid(month.year, month.month, dayOfMonth) ? day(end, { ...month, day: dayOfMonth }) : null;
};

const isoDate = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const shortDate = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/;

type Short = { readonly first: number; readonly second: number; readonly mark: string; readonly year: number | null };

const readShort = (raw: string): Short | null => {
  const found = shortDate.exec(raw);
  if (!found) return null;
  return { first: Number(found[1]), second: Number(found[3]), mark: found[2]!, year: found[4] === undefined ? null : fullYear(Number(found[4])) };
};

const isTimeMark = (element: Element | undefined): boolean => element?.is === 'role' && (element.role === 'am' || element.role === 'pm' || element.role === 'hour-mark');

/** 5.3 may be a version, 5-3 a score, and "at 12.50" a time: without a year only 5/3 and 05.03 are dates. */
const looksLikeDate = (run: Run, index: number, raw: string, short: Short): boolean => {
  if (short.year !== null) return true;
  const next = at(run, index + 1);
  if (next?.is === 'unit' || isTimeMark(next)) return false;
  if (short.mark === '/') return true;
  const led = isRole(run, index - 1, 'at') || isRole(run, index - 1, 'by');
  return /^\d{2}\.\d{2}$/.test(raw) && !(led && short.second > 12 && short.second <= 59);
};

/** 25/3 can only be one thing, whatever the habit of the language. */
const monthAndDay = ({ first, second, mark }: Short, order: DateQuery['order']): readonly [number, number] => {
  const monthFirst = order === 'month-first' && mark === '/' ? first <= 12 : second > 12 && first <= 12;
  return monthFirst ? [first, second] : [second, first];
};

const inYear = (year: number, month: number, dayOfMonth: number): Local | null => (valid(year, month, dayOfMonth) ? { year, month, day: dayOfMonth, hour: 0, minute: 0 } : null);

export const numeric = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || !element.digits) return null;
  const full = isoDate.exec(element.raw);
  const short = full ? null : readShort(element.raw);
  let local: Local | null = null;
  if (full) local = inYear(Number(full[1]), Number(full[2]), Number(full[3]));
  else if (short && looksLikeDate(run, index, element.raw, short)) {
    const [month, dayOfMonth] = monthAndDay(short, query.order);
    local = short.year === null ? withoutYear(query, month, dayOfMonth) : inYear(short.year, month, dayOfMonth);
  }
  return local && day(index + 1, local);
};
