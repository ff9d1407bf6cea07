// A day counted from today: a weekday, "tomorrow", "in two weeks", "next month", "the end of the week".
import { addDays, addMinutes, addMonths, addWorkdays, compare, daysIn, weekdayOf } from './calendar.ts';
import { likeliest, numeric, withMonth } from './calendar-day.ts';
import { at, day, fillers, isRole, numberAt, wide } from './run.ts';
import type { Local } from './calendar.ts';
import type { Run, Unit } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

export const relative = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  return element?.is === 'day' ? day(index + 1, addDays(query.now, element.value)) : null;
};

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
  const after = isRole(run, place + 1, 'next') ? 'next' : isRole(run, place + 1, 'last') ? 'last' : null;
  const which = place === index ? after : turn;
  const end = place + (place === index && after ? 2 : 1);
  return day(end, addDays(query.now, weekdayShift(query, element.value, which, place !== index)));
};

/** "next Friday" said on a Tuesday: of the next week where the word stands before (下周五, next Friday), as most customers mean it. */
const weekdayShift = (query: DateQuery, value: number, which: string | null, before: boolean): number => {
  const { weekday: today } = query.now;
  const ahead = (value - today + 7) % 7;
  if (which === 'next') return before ? value - today + 7 : ahead === 0 ? 7 : ahead;
  if (which === 'last') return before ? value - today - 7 : ahead - 7;
  if (which === 'this') return query.direction === 'future' ? ahead : value - today;
  if (query.direction === 'future') return ahead === 0 ? 7 : ahead;
  if (query.direction === 'past') return ahead === 0 ? 0 : ahead - 7;
  // Yesterday is called yesterday: by its name a day is two days back or more.
  return ahead <= 3 || ahead === 6 ? ahead : ahead - 7;
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

/** "in two days", "two days ago", "a week later", "within 24 hours", 三天内 */
export const counted = (run: Run, index: number, query: DateQuery): Day | null => {
  const backwards = isRole(run, index - 1, 'ago');
  const amount = at(run, index)?.is === 'unit' ? { value: 1, end: index } : rangeEnd(run, index);
  if (amount === null) return null;
  const { value, end: unitPlace } = amount;
  const unit = at(run, unitPlace);
  // 三日内: the mark of a day counts days where "within" follows.
  if (isRole(run, unitPlace, 'day-mark') && isRole(run, unitPlace + 1, 'in')) return { ...shift(query, 'day', value), end: unitPlace + 2 };
  if (unit?.is !== 'unit' || value > 1000 || tooLong(unit.unit, query)) return null;
  const end = unitPlace + 1;
  // After an amount "before" looks back (三天前) and "within" looks ahead (三天内).
  const past = isRole(run, end, 'ago') || isRole(run, end, 'by');
  if (past || backwards) return { ...shift(query, unit.unit, -value), end: past ? end + 1 : end };
  const later = (isRole(run, end, 'later') && !query.letter) || isRole(run, end, 'in');
  const leads = isRole(run, index - 1, 'in') || isRole(run, index - 1, 'by');
  if (!later && !leads) return null;
  return { ...shift(query, unit.unit, value), end: later ? end + 1 : end };
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

/** "next week", "la settimana prossima", "в этом месяце" */
export const period = (run: Run, index: number, query: DateQuery): Day | null => {
  const before = turnAt(run, index);
  const place = before === undefined ? index : fillers(run, index + 1);
  const unit = at(run, place);
  // A year cannot be written as a date of the contract, and "this year" is none that anybody waits for.
  if (unit?.is !== 'unit' || unit.unit === 'year') return null;
  // "The next day" of a tale is counted from the day before it, not from today.
  if (query.letter && (unit.unit === 'day' || unit.unit === 'workday')) return null;
  const after = before === undefined ? turnAt(run, place + 1) : undefined;
  const turn = before ?? after;
  const bounds = turn === undefined ? null : startOf(query, unit.unit, turn);
  if (bounds === null || turn === undefined) return null;
  const end = after === undefined ? place + 1 : place + 2;
  const number = unit.unit === 'month' && isRole(run, end + 1, 'day-mark') ? numberAt(run, end, 1, 31) : null;
  // 上个月28号
  if (number !== null) return number <= daysIn(bounds.from.year, bounds.from.month) ? day(end + 2, { ...bounds.from, day: number }) : null;
  if (unit.unit === 'day' || unit.unit === 'workday') return day(end, bounds.from);
  return wide(end, bounds.from, weekEnd(query, bounds, turn, unit.unit), unit.unit === 'month');
};

/** 月底 and "month end" say it in one word. */
const endingWord = (run: Run, index: number, query: DateQuery): Day | null => {
  const whole = at(run, index);
  if (whole?.is !== 'ending') return null;
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
