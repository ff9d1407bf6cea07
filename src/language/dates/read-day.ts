// A day: a date with a month, a weekday, "tomorrow", "in two weeks", "the end of the month".
import { addDays, addMinutes, addMonths, addWorkdays, compare, daysBetween, daysIn } from './calendar.ts';
import type { Local } from './calendar.ts';
import type { Element, Role, Run, Unit } from './elements.ts';
import type { DateQuery } from './find-dates.ts';

export type Day = {
  readonly end: number;
  readonly at: Local;
  readonly until: Local;
  /** Counted in minutes or hours: an instant, no longer a day. */
  readonly exact: boolean;
  /** A week, month or year rather than a day. */
  readonly wide: boolean;
  readonly wholeMonth: boolean;
};

const at = (run: Run, index: number): Element | undefined => run[index]?.element;
const isRole = (run: Run, index: number, role: Role): boolean => {
  const element = at(run, index);
  return element?.is === 'role' && element.role === role;
};
const numberAt = (run: Run, index: number, from: number, to: number): number | null => {
  const element = at(run, index);
  return element?.is === 'number' && element.value >= from && element.value <= to ? element.value : null;
};

const day = (end: number, local: Local): Day => {
  const start = { ...local, hour: 0, minute: 0 };
  return { end, at: start, until: start, exact: false, wide: false, wholeMonth: false };
};
const wide = (end: number, from: Local, to: Local, wholeMonth: boolean): Day => ({ end, at: { ...from, hour: 0, minute: 0 }, until: { ...to, hour: 0, minute: 0 }, exact: false, wide: true, wholeMonth });

const valid = (year: number, month: number, dayOfMonth: number): boolean => month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month);

/** A letter tells of what has happened more often than of what will: further ahead than this, the last one is meant. */
const soonEnough = 60;

/** A day and month without a year: the next one for a promise, the nearest one in a letter. */
const withoutYear = (query: DateQuery, month: number, dayOfMonth: number): Local | null => {
  const { now } = query;
  const candidates = [now.year - 1, now.year, now.year + 1].filter((year) => valid(year, month, dayOfMonth)).map((year) => ({ year, month, day: dayOfMonth, hour: 0, minute: 0 }));
  if (query.direction === 'future') return candidates.find((one) => daysBetween(now, one) >= 0) ?? null;
  const likely = candidates.filter((one) => daysBetween(now, one) <= soonEnough);
  return likely.sort((a, b) => Math.abs(daysBetween(now, a)) - Math.abs(daysBetween(now, b)))[0] ?? null;
};

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

const fillers = (run: Run, index: number): number => {
  let next = index;
  while (isRole(run, next, 'filler')) next += 1;
  return next;
};

const yearAt = (run: Run, index: number): { year: number; end: number } | null => {
  const place = fillers(run, index);
  const year = numberAt(run, place, 1990, 2100);
  return year === null ? null : { year, end: isRole(run, place + 1, 'year-mark') ? place + 2 : place + 1 };
};

const inMonth = (run: Run, query: DateQuery, end: number, month: number, dayOfMonth: number): Day | null => {
  const year = yearAt(run, end);
  if (year) return valid(year.year, month, dayOfMonth) ? day(year.end, { year: year.year, month, day: dayOfMonth, hour: 0, minute: 0 }) : null;
  const local = withoutYear(query, month, dayOfMonth);
  return local && day(end, local);
};

/** 5 March, 5 марта, il 5 di marzo, March 5th, marzo 2026. */
const withMonth = (run: Run, index: number, query: DateQuery): Day | null => {
  const first = numberAt(run, index, 1, 31);
  if (first !== null) {
    const place = fillers(run, isRole(run, index + 1, 'day-mark') ? index + 2 : index + 1);
    const month = at(run, place);
    return month?.is === 'month' ? inMonth(run, query, place + 1, month.value, first) : null;
  }
  const month = at(run, index);
  if (month?.is !== 'month') return null;
  const second = numberAt(run, fillers(run, index + 1), 1, 31);
  if (second !== null) {
    const end = fillers(run, index + 1) + 1;
    return inMonth(run, query, isRole(run, end, 'day-mark') ? end + 1 : end, month.value, second);
  }
  return monthAlone(run, index, query, month.value);
};

const monthAlone = (run: Run, index: number, query: DateQuery, month: number): Day | null => {
  const year = yearAt(run, index + 1);
  const led = isRole(run, index - 1, 'in') || isRole(run, index - 1, 'by') || isRole(run, index - 1, 'end') || isRole(run, index - 1, 'this');
  if (!year && !led) return null;
  const local = year ? { year: year.year, month, day: 1, hour: 0, minute: 0 } : withoutYear(query, month, 1);
  return local && wide(year?.end ?? index + 1, local, { ...local, day: daysIn(local.year, local.month) }, true);
};

/** 3月5日, 2026年3月5号, 5号 */
const withMarks = (run: Run, index: number, query: DateQuery): Day | null => {
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
  if (month === null) return ordinalDay(next + 2, dayOfMonth, query);
  if (year === null) {
    const local = withoutYear(query, month, dayOfMonth);
    return local && day(next + 2, local);
  }
  return valid(fullYear(year), month, dayOfMonth) ? day(next + 2, { year: fullYear(year), month, day: dayOfMonth, hour: 0, minute: 0 }) : null;
};

/** "the 5th": this month, or the next one once it has passed. */
const ordinalDay = (end: number, dayOfMonth: number, query: DateQuery): Day | null => {
  const { now } = query;
  const here = { year: now.year, month: now.month, day: 1, hour: 0, minute: 0 };
  const month = query.direction === 'future' && dayOfMonth < now.day ? addMonths(here, 1) : here;
  return valid(month.year, month.month, dayOfMonth) ? day(end, { ...month, day: dayOfMonth }) : null;
};

const isoDate = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const shortDate = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/;

const numeric = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || !element.digits) return null;
  const full = isoDate.exec(element.raw);
  if (full) return valid(Number(full[1]), Number(full[2]), Number(full[3])) ? day(index + 1, { year: Number(full[1]), month: Number(full[2]), day: Number(full[3]), hour: 0, minute: 0 }) : null;
  const short = shortDate.exec(element.raw);
  if (!short) return null;
  // 5.3 may be a version and 5-3 a score: without a year only 05.03 and 5/3 are dates.
  if (short[4] === undefined && !(short[2] === '.' && /^\d{2}\.\d{2}$/.test(element.raw)) && short[2] !== '/') return null;
  const next = at(run, index + 1);
  if (short[4] === undefined && (next?.is === 'unit' || timeMark(next))) return null;
  const first = Number(short[1]);
  const second = Number(short[3]);
  // 25/3 can only be one thing, whatever the habit of the language.
  const monthFirst = query.order === 'month-first' && short[2] === '/' ? first <= 12 : second > 12 && first <= 12;
  const [month, dayOfMonth] = monthFirst ? [first, second] : [second, first];
  if (short[4] !== undefined) {
    const year = fullYear(Number(short[4]));
    return valid(year, month, dayOfMonth) ? day(index + 1, { year, month, day: dayOfMonth, hour: 0, minute: 0 }) : null;
  }
  if (led(run, index) && short[2] === '.' && Number(short[1]) <= 23 && second <= 59 && second > 12) return null;
  const local = valid(2024, month, dayOfMonth) ? withoutYear(query, month, dayOfMonth) : null;
  return local && day(index + 1, local);
};

const timeMark = (element: Element | undefined): boolean => element?.is === 'role' && (element.role === 'am' || element.role === 'pm' || element.role === 'hour-mark');
const led = (run: Run, index: number): boolean => isRole(run, index - 1, 'at') || isRole(run, index - 1, 'by');

const weekday = (run: Run, index: number, query: DateQuery): Day | null => {
  const direct = at(run, index);
  const turn = direct?.is === 'role' ? direct.role : null;
  const place = turn === 'next' || turn === 'last' || turn === 'this' ? fillers(run, index + 1) : index;
  const element = at(run, place);
  if (element?.is !== 'weekday') return null;
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
  return ahead === 0 ? 0 : ahead <= 3 ? ahead : ahead - 7;
};

const shift = (query: DateQuery, unit: Unit, amount: number): Day => {
  const { now } = query;
  const end = 0;
  if (unit === 'minute' || unit === 'hour') {
    const local = addMinutes(now, amount * (unit === 'hour' ? 60 : 1));
    return { end, at: local, until: local, exact: true, wide: false, wholeMonth: false };
  }
  if (unit === 'day') return day(end, addDays(now, amount));
  if (unit === 'workday') return day(end, amount >= 0 ? addWorkdays(now, amount) : addDays(now, amount));
  if (unit === 'week') return day(end, addDays(now, amount * 7));
  return day(end, addMonths(now, amount * (unit === 'year' ? 12 : 1)));
};

/** "in two days", "two days ago", "a week later", "within 24 hours", 三天内 */
const counted = (run: Run, index: number, query: DateQuery): Day | null => {
  const backwards = isRole(run, index - 1, 'ago');
  const unitFirst = at(run, index)?.is === 'unit';
  const amount = unitFirst ? 1 : rangeEnd(run, index);
  if (amount === null) return null;
  const { value, end: unitPlace } = typeof amount === 'number' ? { value: amount, end: index } : amount;
  const unit = at(run, unitPlace);
  if (unit?.is !== 'unit' || value > 1000) return null;
  const end = unitPlace + 1;
  // After an amount "before" looks back (三天前) and "within" looks ahead (三天内).
  const past = isRole(run, end, 'ago') || isRole(run, end, 'by');
  if (past || backwards) return { ...shift(query, unit.unit, -value), end: past ? end + 1 : end };
  const later = isRole(run, end, 'later') || isRole(run, end, 'in');
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

/** On a Saturday "this week" still ends on Sunday. */
const weekEnd = (query: DateQuery, bounds: { from: Local; to: Local }, turn: number): Local => (turn === 0 && compare(bounds.to, query.now) < 0 ? addDays(bounds.from, 6) : bounds.to);

/** "next week", "la settimana prossima", "в этом месяце" */
const period = (run: Run, index: number, query: DateQuery): Day | null => {
  const before = turnAt(run, index);
  const place = before === undefined ? index : fillers(run, index + 1);
  const unit = at(run, place);
  if (unit?.is !== 'unit') return null;
  const after = before === undefined ? turnAt(run, place + 1) : undefined;
  const turn = before ?? after;
  const bounds = turn === undefined ? null : startOf(query, unit.unit, turn);
  if (bounds === null || turn === undefined) return null;
  const end = after === undefined ? place + 1 : place + 2;
  if (unit.unit === 'day' || unit.unit === 'workday') return day(end, bounds.from);
  return wide(end, bounds.from, weekEnd(query, bounds, turn), unit.unit === 'month' || unit.unit === 'year');
};

/** "the end of the month", "до конца следующей недели", "entro fine giugno", 月底 */
const ending = (run: Run, index: number, query: DateQuery): Day | null => {
  const whole = at(run, index);
  if (whole?.is === 'ending') {
    const turn = turnAt(run, index - 1) ?? 0;
    const bounds = startOf(query, whole.unit, turn);
    return bounds && day(index + 1, weekEnd(query, bounds, turn));
  }
  if (!isRole(run, index, 'end')) return null;
  const place = fillers(run, index + 1);
  const turn = turnAt(run, place);
  const unitPlace = turn === undefined ? place : fillers(run, place + 1);
  const unit = at(run, unitPlace);
  if (unit?.is !== 'unit') {
    const inner = unit?.is === 'month' || unit?.is === 'weekday' || unit?.is === 'day' ? readDay(run, place, query) : null;
    return inner && day(inner.end, inner.until);
  }
  const bounds = startOf(query, unit.unit, turn ?? turnAt(run, unitPlace + 1) ?? 0);
  const end = turn === undefined && turnAt(run, unitPlace + 1) !== undefined ? unitPlace + 2 : unitPlace + 1;
  return bounds && day(end, weekEnd(query, bounds, turn ?? 0));
};

const relative = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  return element?.is === 'day' ? day(index + 1, addDays(query.now, element.value)) : null;
};

export const readDay = (run: Run, index: number, query: DateQuery): Day | null =>
  relative(run, index, query) ??
  withMarks(run, index, query) ??
  withMonth(run, index, query) ??
  numeric(run, index, query) ??
  weekday(run, index, query) ??
  ending(run, index, query) ??
  period(run, index, query) ??
  counted(run, index, query);
