// A day counted from today: a weekday, "tomorrow", "in two weeks", "next month", "the end of the week".
import { addDays, addMinutes, addMonths, addWorkdays, compare, daysIn, weekdayOf } from './calendar.ts';
import { likeliest, numeric, withMarks, withMonth } from './calendar-day.ts';
import { at, day, fillers, isAny, isRole, numberAt, wide } from './run.ts';
import type { Local } from './calendar.ts';
import type { Role, Run, Unit } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

const isEndOfDay = (run: Run, index: number): boolean => {
  const element = at(run, index);
  return element?.is === 'ending' && element.unit === 'day';
};

/** "Today, 5 March", "close of business on Friday 14 November", 12月1日下班前: the date says which day. */
const dated = (run: Run, index: number, query: DateQuery): Day | null => {
  const place = fillers(run, index + 1);
  const found = withMonth(run, place, query) ?? numeric(run, place, query) ?? (isEndOfDay(run, index) ? (weekday(run, place, query) ?? withMarks(run, place, query)) : null);
  return found?.wide === false ? found : null;
};

export const relative = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'day') return null;
  return (query.letter && !element.evening ? dated(run, index, query) : null) ?? day(index + 1, addDays(query.now, element.value));
};

/** Where "the end of the day" stands behind a date, it belongs to it. */
export const pastEndOfDay = (run: Run, found: Day): Day => (!found.wide && isEndOfDay(run, found.end) ? { ...found, end: found.end + 1 } : found);

/** "Friday the 16th", "giovedì 29", "понедельник, 5 марта": the number says which one. */
const numberedWeekday = (run: Run, place: number, value: number, query: DateQuery): Day | null => {
  const index = fillers(run, place);
  const whole = withMonth(run, index, query) ?? numeric(run, index, query);
  if (whole !== null && !whole.wide) return whole;
  const number = numberAt(run, index, 1, 31);
  const end = index + 1;
  const element = at(run, index);
  const marked = isRole(run, end, 'day-mark');
  const bare = element?.is === 'number' && /^\d+$/.test(element.raw) && at(run, end)?.is !== 'unit' && !isRole(run, end, 'hour-mark') && !isRole(run, end, 'am') && !isRole(run, end, 'pm');
  if (number === null || !(marked || bare)) return null;
  const months = [-1, 0, 1, 2].map((ahead) => ({ ...addMonths({ ...query.now, day: 1 }, ahead), day: number })).filter((one) => number <= daysIn(one.year, one.month) && weekdayOf(one) === value);
  const local = likeliest(query, months);
  return local === null ? null : day(marked ? end + 1 : end, local);
};

export const weekday = (run: Run, index: number, query: DateQuery): Day | null => {
  const direct = at(run, index);
  const turn = direct?.is === 'role' ? direct.role : null;
  const place = turn === 'next' || turn === 'last' || turn === 'this' ? fillers(run, index + 1) : index;
  const element = at(run, place);
  if (element?.is !== 'weekday') return null;
  const numbered = numberedWeekday(run, place + 1, element.value, query);
  if (numbered !== null) return numbered;
  if (query.letter && anyOne(run, index, query)) return null;
  const { which, end } = place === index ? turnAfter(run, place + 1) : { which: turn, end: place + 1 };
  const shifted = addDays(query.now, weekdayShift(sinceThen(run, index, query), element.value, which, place !== index));
  return which === null && isWeek(run, end) ? day(end + 1, addDays(shifted, 7)) : day(end, shifted);
};

const turnAfter = (run: Run, index: number): { readonly which: string | null; readonly end: number } => {
  const which = isRole(run, index, 'next') ? 'next' : isRole(run, index, 'last') ? 'last' : null;
  return { which, end: which === null ? index : index + 1 };
};

/** "Senz'acqua da domenica": from when something has lasted, unless a word says that it is to come. */
const sinceThen = (run: Run, index: number, query: DateQuery): DateQuery => (query.letter && query.direction === 'nearest' && isRole(run, index - 1, 'from') ? { ...query, direction: 'past' } : query);

/** "Friday week": not "Friday, a week ago". */
const isWeek = (run: Run, index: number): boolean => {
  const unit = at(run, index);
  return unit?.is === 'unit' && unit.unit === 'week' && run[index]!.from === run[index - 1]!.to && at(run, index + 1)?.is !== 'role';
};

/** "On a Friday", "ogni lunedì", по средам, 每周二: any of them, or all. "Il lunedì" is every one unless it is told of. */
const anyOne = (run: Run, index: number, { direction }: DateQuery): boolean => {
  const before = at(run, index - 1);
  return before?.is === 'every' || at(run, index + 1)?.is === 'thing' || (before?.is === 'number' && before.counting && before.value === 1) || (isRole(run, index - 1, 'nth') && direction !== 'past');
};

/** "next Friday" said on a Tuesday: of the next week where the word stands before (下周五, next Friday), as most customers mean it. */
const weekdayShift = (query: DateQuery, value: number, which: string | null, before: boolean): number => {
  const { weekday: today } = query.now;
  const ahead = (value - today + 7) % 7;
  if (which === 'next') return before || query.letter ? value - today + 7 : ahead === 0 ? 7 : ahead;
  if (which === 'last') return before ? value - today - 7 : ahead - 7;
  if (which === 'this') return query.direction === 'future' ? ahead : value - today;
  if (query.direction === 'now') return ahead;
  if (query.direction === 'past') return ahead === 0 && !query.letter ? 0 : ahead - 7;
  // Of a message what nothing tells of lies ahead; elsewhere the nearer one is meant, and yesterday is called yesterday.
  if (query.direction === 'nearest' && !query.letter) return ahead <= 3 || ahead === 6 ? ahead : ahead - 7;
  return ahead === 0 ? 7 : ahead;
};

const minutesOf = (unit: Unit): number | null => ({ minute: 1, 'quarter-hour': 15, 'half-hour': 30, hour: 60 })[unit as string] ?? null;

const shift = (query: DateQuery, unit: Unit, amount: number): Day => {
  const { now } = query;
  const end = 0;
  const minutes = minutesOf(unit);
  if (minutes !== null) {
    const local = addMinutes(now, amount * minutes);
    return { end, at: local, until: local, exact: true, wide: false, wholeMonth: false };
  }
  if (unit === 'day') return day(end, addDays(now, amount));
  if (unit === 'workday') return day(end, amount >= 0 ? addWorkdays(now, amount) : addDays(now, amount));
  if (unit === 'week') return day(end, addDays(now, amount * 7));
  return day(end, addMonths(now, amount * (unit === 'year' ? 12 : 1)));
};

/** "Four months ago", "a year later": in a letter nobody means a day. */
const tooLong = (unit: Unit, query: DateQuery): boolean => query.letter && (unit === 'month' || unit === 'year');

const durations: readonly Role[] = ['in', 'within', 'moment'];
const limits: readonly Role[] = [...durations, 'by'];

/** "in two days", "two days ago", "a week later", "within 24 hours", 三天内 */
export const counted = (run: Run, index: number, query: DateQuery): Day | null => {
  const backwards = isRole(run, index - 1, 'ago');
  const behind = query.order === 'year-first';
  const amount = amountOf(run, index, behind);
  if (amount === null) return null;
  const { value, end: unitPlace } = amount;
  const unit = at(run, unitPlace);
  // 三日内: the mark of a day counts days where "within" follows.
  if (isRole(run, unitPlace, 'day-mark') && isRole(run, unitPlace + 1, 'in')) return { ...shift(query, 'day', value), end: unitPlace + 2 };
  if (unit?.is !== 'unit' || value > 1000 || tooLong(unit.unit, query)) return null;
  const end = unitPlace + 1;
  // Where dates begin with the year, "before" (三天前) and "within" (三天内) stand behind an amount.
  const past = isAny(run, end, behind ? ['ago', 'by'] : ['ago']);
  if (past || backwards) return { ...shift(query, unit.unit, -value), end: past ? end + 1 : end };
  const later = (isRole(run, end, 'later') && !query.letter) || (behind && isRole(run, end, 'in'));
  if (!later && !isAny(run, index - 1, behind ? durations : limits)) return null;
  return { ...shift(query, unit.unit, value), end: later ? end + 1 : end };
};

/** "An hour ago" and "in settimana" count one where the number may be left out. */
const amountOf = (run: Run, index: number, behind: boolean): { value: number; end: number } | null => {
  if (at(run, index)?.is !== 'unit') return rangeEnd(run, index);
  return behind ? null : { value: 1, end: index };
};

/** "3-5 days" is five: a promise ends when its range ends. */
const rangeEnd = (run: Run, index: number): { value: number; end: number } | null => {
  const element = at(run, index);
  if (element?.is !== 'number') return null;
  const range = /^(\d{1,3})[-–](\d{1,3})$/.exec(element.raw);
  const value = range ? Number(range[2]) : element.value;
  if (!(value >= 0)) return null;
  const second = isRole(run, index + 1, 'filler') ? numberAt(run, index + 2, 0, 1000) : numberAt(run, index + 1, 0, 1000);
  if (second !== null && at(run, isRole(run, index + 1, 'filler') ? index + 3 : index + 2)?.is === 'unit') return { value: second, end: isRole(run, index + 1, 'filler') ? index + 3 : index + 2 };
  return { value, end: fillers(run, index + 1) };
};

const startOf = (query: DateQuery, unit: Unit, turn: number): { from: Local; to: Local } | null => {
  const { now } = query;
  if (unit === 'day' || unit === 'workday') return { from: addDays(now, turn), to: addDays(now, turn) };
  if (unit === 'week') {
    const monday = addDays(now, 1 - now.weekday + turn * 7);
    return { from: monday, to: addDays(monday, 4) };
  }
  const first = { ...(unit === 'year' ? addMonths({ ...now, month: 1, day: 1 }, turn * 12) : addMonths({ ...now, day: 1 }, turn)), day: 1 };
  if (unit === 'month') return { from: first, to: { ...first, day: daysIn(first.year, first.month) } };
  return unit === 'year' ? { from: first, to: { ...first, month: 12, day: 31 } } : null;
};

const turns: Readonly<Record<string, number>> = { next: 1, last: -1, this: 0 };

const turnAt = (run: Run, index: number): number | undefined => {
  const element = at(run, index);
  return element?.is === 'role' ? turns[element.role] : undefined;
};

/** A desk's week ends on Friday, a customer's on Sunday; on a Saturday "this week" still ends on Sunday. */
const weekEnd = (query: DateQuery, bounds: { from: Local; to: Local }, turn: number, unit: Unit): Local => (unit === 'week' && (query.letter || (turn === 0 && compare(bounds.to, query.now) < 0)) ? addDays(bounds.from, 6) : bounds.to);

const isDays = (unit: Unit): boolean => unit === 'day' || unit === 'workday';

const markedNumber = (run: Run, index: number): number | null => (isRole(run, index + 1, 'day-mark') ? numberAt(run, index, 1, 31) : null);

/** 上个月28号 */
const ofThatMonth = (end: number, first: Local, dayOfMonth: number): Day | null => (dayOfMonth <= daysIn(first.year, first.month) ? day(end, { ...first, day: dayOfMonth }) : null);

/** A year cannot be written as a date of the contract; "the next day" of a tale is counted from the day before it, not from today. */
const namesNothing = (unit: Unit, { letter }: DateQuery): boolean => unit === 'year' || (letter && isDays(unit));

/** "next week", "la settimana prossima", "в этом месяце" */
export const period = (run: Run, index: number, query: DateQuery): Day | null => {
  const before = turnAt(run, index);
  const place = before === undefined ? index : fillers(run, index + 1);
  const unit = at(run, place);
  if (unit?.is !== 'unit' || namesNothing(unit.unit, query)) return null;
  const after = before === undefined ? turnAt(run, place + 1) : undefined;
  const turn = before ?? after;
  const bounds = turn === undefined ? null : startOf(query, unit.unit, turn);
  if (bounds === null || turn === undefined) return null;
  const end = after === undefined ? place + 1 : place + 2;
  // "Within this week" ends on a day; "this month" by itself is none that a letter names.
  if (query.letter && turn === 0 && bounded(run, index, end)) return day(isRole(run, end, 'in') ? end + 1 : end, weekEnd(query, bounds, turn, unit.unit));
  const number = unit.unit === 'month' ? markedNumber(run, end) : null;
  if (number !== null) return ofThatMonth(end + 2, bounds.from, number);
  if (isDays(unit.unit)) return day(end, bounds.from);
  return wide(end, bounds.from, weekEnd(query, bounds, turn, unit.unit), unit.unit === 'month' && !query.letter);
};

const bounded = (run: Run, index: number, end: number): boolean => isRole(run, end, 'in') || [index - 1, index - 2].some((place, step) => isAny(run, place, ['by', 'within']) && (step === 0 || isAny(run, place + 1, ['filler', 'nth'])));

/** 月底 and "month end" say it in one word. */
const endingWord = (run: Run, index: number, query: DateQuery): Day | null => {
  const whole = at(run, index);
  if (whole?.is !== 'ending') return null;
  if (whole.unit === 'day' && query.letter) return dated(run, index, query) ?? day(index + 1, query.now);
  const turn = turnAt(run, index - 1) ?? 0;
  const bounds = startOf(query, whole.unit, turn);
  return bounds && day(index + 1, weekEnd(query, bounds, turn, whole.unit));
};

/** "the end of June", "the end of Friday" */
const endOfNamed = (run: Run, index: number, query: DateQuery): Day | null => {
  const inner = withMonth(run, index, query) ?? weekday(run, index, query) ?? relative(run, index, query);
  return inner && day(inner.end, inner.until);
};

/** "the end of the month", "до конца следующей недели", "entro fine giugno", 月底 */
export const ending = (run: Run, index: number, query: DateQuery): Day | null => {
  if (!isRole(run, index, 'end')) return endingWord(run, index, query);
  const place = fillers(run, index + 1);
  const before = turnAt(run, place);
  const unitPlace = before === undefined ? place : fillers(run, place + 1);
  const unit = at(run, unitPlace);
  if (unit?.is !== 'unit') return endOfNamed(run, place, query);
  const after = before === undefined ? turnAt(run, unitPlace + 1) : undefined;
  const turn = before ?? after ?? 0;
  const bounds = startOf(query, unit.unit, turn);
  return bounds && day(after === undefined ? unitPlace + 1 : unitPlace + 2, weekEnd(query, bounds, turn, unit.unit));
};
