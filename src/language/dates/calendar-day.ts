// A day by its date: 5 March, March 5th, 05.03.2026, 2026-03-05, 3月5日, the 5th.
import { addMonths, daysBetween, daysIn } from './calendar.ts';
import { at, day, fillers, isAny, isRole, numberAt, wide } from './run.ts';
import type { Local } from './calendar.ts';
import type { Element, Role, Run } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

const valid = (year: number, month: number, dayOfMonth: number): boolean => month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month);

/** A letter tells of what has happened more often than of what will: further ahead than this, the last one is meant. */
const soonEnough = 60;

/** How much further away a day may be that lies the way the sentence speaks than one that lies the other way: of the days of months, and of those of years. */
const favour = 6;
const favourOfYears = 3;

/** Of the days that may be meant the nearest; what the sentence tells of lies behind, what it asks for ahead, unless that is far. */
export const likeliest = ({ now, direction }: DateQuery, candidates: readonly Local[], times = favour): Local | null => {
  const away = (local: Local): number => {
    const days = daysBetween(now, local);
    const wrongWay = (direction === 'future' && days < 0) || (direction === 'past' && days > 0);
    const unlikely = (direction === 'nearest' || direction === 'now') && days > soonEnough;
    return Math.abs(days) * (wrongWay || unlikely ? times : 1);
  };
  return candidates.toSorted((one, other) => away(one) - away(other))[0] ?? null;
};

/** A day and month without a year: the next one for a promise, the nearest one in a letter. */
const withoutYear = (query: DateQuery, month: number, dayOfMonth: number): Local | null => {
  const { now } = query;
  if (query.year) return valid(query.year, month, dayOfMonth) ? { year: query.year, month, day: dayOfMonth, hour: 0, minute: 0 } : null;
  const candidates = [now.year - 1, now.year, now.year + 1].filter((year) => valid(year, month, dayOfMonth)).map((year) => ({ year, month, day: dayOfMonth, hour: 0, minute: 0 }));
  if (query.letter) return likeliest(query, candidates, favourOfYears);
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
  if (year) return valid(year.year, month, dayOfMonth) ? named(day(year.end, { year: year.year, month, day: dayOfMonth, hour: 0, minute: 0 })) : null;
  const local = withoutYear(query, month, dayOfMonth);
  return local && named(day(end, local));
};

/** What stands between the first and the last day of a span, or between days that share a month. */
const joints: readonly Role[] = ['and', 'nth', 'from'];

const mostJoints = 2;
const mostShared = 4;

const behindFrom: readonly Role[] = ['and', 'nth', 'from', 'filler', 'at', 'by'];

/** "С 14 на 15 июня": behind "from" any small word leads to the other end. */
const otherEnd = (run: Run, index: number, end: number): number => {
  const allowed = isRole(run, index - 1, 'from') ? behindFrom : joints;
  let place = end;
  while (place - end < mostJoints && isAny(run, place, allowed)) place += 1;
  return place;
};

/** "The 3rd to the 14th of March", с 5 по 8 января, "2, 3 and 17 December", 9月3号和5号: a number that takes its month from the one behind it. */
export const shared = (run: Run, index: number, query: DateQuery, depth = 0): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || element.counting || depth > mostShared || (isRole(run, index - 1, 'at') && isRole(run, index + 1, 'nth'))) return null;
  const first = numberAt(run, index, 1, 31);
  if (first === null) return null;
  const end = isRole(run, index + 1, 'day-mark') ? index + 2 : index + 1;
  const place = otherEnd(run, index, end);
  const last = withMonth(run, place, query) ?? shared(run, place, query, depth + 1);
  if (last === null || last.wide) return null;
  const { year, month } = last.at;
  const here = first < last.at.day ? { year, month } : addMonths({ ...last.at, day: 1 }, -1);
  return valid(here.year, here.month, first) ? named(day(end, { ...last.at, year: here.year, month: here.month, day: first })) : null;
};

const named = (found: Day): Day => ({ ...found, named: true });

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
  const year = yearOfNext(run, index, month.value);
  if (year !== null) return wide(index + 1, { year, month: month.value, day: 1, hour: 0, minute: 0 }, { year, month: month.value, day: daysIn(year, month.value), hour: 0, minute: 0 }, true);
  const second = isArticle(at(run, fillers(run, index + 1))) ? null : numberAt(run, fillers(run, index + 1), 1, 31);
  const end = fillers(run, index + 1) + 1;
  // "За март два раза": what is counted is no day.
  if (second !== null && at(run, end)?.is !== 'thing' && at(run, end)?.is !== 'unit') {
    return inMonth(run, query, isRole(run, end, 'day-mark') ? end + 1 : end, month.value, second);
  }
  return monthAlone(run, index, query, month.value);
};

/** "From January to June 2026": the year is that of the second. */
const yearOfNext = (run: Run, index: number, month: number): number | null => {
  const next = isRole(run, index + 1, 'and') || isRole(run, index + 1, 'nth') ? at(run, index + 2) : undefined;
  const year = next?.is === 'month' ? yearAt(run, index + 3) : null;
  return year === null || next?.is !== 'month' ? null : year.year - (month > next.value ? 1 : 0);
};

const aloneAt = (run: Run, index: number): boolean => {
  const element = at(run, index);
  return element?.is === 'month' && element.alone;
};

/** 九月底, "March end" */
const monthEnd = (index: number, query: DateQuery, month: number): Day | null => {
  const local = withoutYear(query, month, 1);
  return local && named(day(index, { ...local, day: daysIn(local.year, local.month) }));
};

const monthAlone = (run: Run, index: number, query: DateQuery, month: number): Day | null => {
  if (isRole(run, index + 1, 'end')) return monthEnd(index + 2, query, month);
  const year = yearAt(run, index + 1);
  const led = isRole(run, index - 1, 'in') || isRole(run, index - 1, 'by') || isRole(run, index - 1, 'end') || isRole(run, index - 1, 'this') || isRole(run, index - 1, 'from') || isRole(run, index - 1, 'since') || isRole(run, index - 1, 'within');
  if (!year && !led && !(query.letter && aloneAt(run, index))) return null;
  const local = year ? { year: year.year, month, day: 1, hour: 0, minute: 0 } : withoutYear(query, month, 1);
  return local && wide(year?.end ?? index + 1, local, { ...local, day: daysIn(local.year, local.month) }, true);
};

/** A month by its mark, 2026年3月 and 3月底 with it. */
const markedMonth = (run: Run, next: number, year: number | null, month: number, query: DateQuery): Day | null => {
  if (isRole(run, next, 'end')) return monthEnd(next + 1, query, month);
  const first = year === null ? withoutYear(query, month, 1) : { year: fullYear(year), month, day: 1, hour: 0, minute: 0 };
  return first && wide(next, first, { ...first, day: daysIn(first.year, first.month) }, true);
};

/** 5号; 三日内 counts, and "the 4th floor" and 12号楼 are no days. */
const markedDay = (run: Run, next: number, dayOfMonth: number, query: DateQuery): Day | null => {
  if (isRole(run, next + 2, 'in') || (query.letter && besideThing(run, next, next + 2))) return null;
  return ofMonth(run, next + 2, dayOfMonth, query) ?? ordinalDay(next + 2, dayOfMonth, query);
};

/** 3月5日, 2026年3月5号, 5号, 5月底 */
export const withMarks = (run: Run, index: number, query: DateQuery): Day | null => {
  let next = index;
  const whole = at(run, index + 1);
  const ends = whole?.is === 'ending' && whole.unit === 'month' ? numberAt(run, index, 1, 12) : null;
  if (ends !== null) return monthEnd(index + 2, query, ends);
  const year = isRole(run, next + 1, 'year-mark') ? numberAt(run, next, 1, 2100) : null;
  if (year !== null) next += 2;
  const month = isRole(run, next + 1, 'month-mark') ? numberAt(run, next, 1, 12) : null;
  if (month !== null) next += 2;
  const dayOfMonth = isRole(run, next + 1, 'day-mark') ? numberAt(run, next, 1, 31) : null;
  if (dayOfMonth === null) return month === null ? null : markedMonth(run, next, year, month, query);
  if (month === null) return markedDay(run, next, dayOfMonth, query);
  const local = year === null ? withoutYear(query, month, dayOfMonth) : inYear(fullYear(year), month, dayOfMonth);
  return local && named(day(next + 2, local));
};

const besideThing = (run: Run, from: number, to: number): boolean => at(run, from - 1)?.is === 'thing' || at(run, to)?.is === 'thing';

/** "the twentieth", двадцатого, "il 27": a number that can only be a day, unless something that it counts comes after it; "the first" needs its month. */
export const numbered = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || !(element.value >= 1 && element.value <= 31)) return null;
  const alone = element.ordinal || (query.letter && isRole(run, index - 1, 'nth') && /^\d+$/.test(element.raw));
  const next = at(run, index + 1);
  if (next?.is === 'unit' || isTimeMark(next) || (query.letter && besideThing(run, index, index + 1))) return null;
  if (!alone) return element.counting || element.digits ? null : ofMonth(run, index + 1, element.value, query);
  return ofMonth(run, index + 1, element.value, query) ?? ordinalDay(isRole(run, index + 1, 'day-mark') ? index + 2 : index + 1, element.value, query);
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

/** Of a tale that goes on: the next such day after the one of which it spoke. */
const followingDay = (since: Local, dayOfMonth: number): Local | null => {
  const month = dayOfMonth >= since.day ? since : addMonths({ ...since, day: 1 }, 1);
  return valid(month.year, month.month, dayOfMonth) ? { ...since, year: month.year, month: month.month, day: dayOfMonth, hour: 0, minute: 0 } : null;
};

/** "the 5th": this month, or the next one once it has passed, or of what was told the last one. */
const ordinalDay = (end: number, dayOfMonth: number, query: DateQuery): Day | null => {
  const { now } = query;
  const here = { year: now.year, month: now.month, day: 1, hour: 0, minute: 0 };
  if (query.letter) {
    const following = query.since ? followingDay(query.since, dayOfMonth) : null;
    if (following) return day(end, following);
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
