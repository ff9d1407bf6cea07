// A time of day: 18:00, 5 pm, 17 часов, 下午3点半, noon.
import type { Element, Role, Run } from './elements.ts';

export type Time = { readonly end: number; readonly hour: number; readonly minute: number; readonly precise: boolean; /** Only "morning", without an hour. */ readonly part: boolean; /** Midnight belongs to the day before it: the next one begins. */ readonly nextDay?: boolean; /** "At six" may be either half of the day. */ readonly either?: boolean };

const at = (run: Run, index: number): Element | undefined => run[index]?.element;
const isRole = (element: Element | undefined, role: Role): boolean => element?.is === 'role' && element.role === role;

const clock = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/;

const afternoon = (hour: number, run: Run, index: number): { hour: number; end: number } => {
  if (isRole(at(run, index), 'pm') && hour <= 12) return { hour: hour === 12 ? 12 : hour + 12, end: index + 1 };
  if (isRole(at(run, index), 'am') && hour <= 12) return { hour: hour === 12 ? 0 : hour, end: index + 1 };
  return { hour, end: index };
};

/** 下午3点 and "evening 7": the part of the day stands first and decides the half. */
const shifted = (hour: number, part: number | null): number => (part !== null && part >= 13 && hour < 12 ? hour + 12 : hour);

const clockTime = (run: Run, index: number, part: number | null, led: boolean): Time | null => {
  const element = at(run, index);
  if (element?.is !== 'number' || !element.digits) return null;
  const found = clock.exec(element.raw);
  if (!found) return null;
  const next = afternoon(Number(found[1]), run, index + 1);
  const minute = Number(found[2]);
  // 12.50 may be a price: with a point a time needs a word that leads in.
  if (element.raw.includes('.') && !led && part === null) return null;
  if (next.hour > 24 || minute > 59) return null;
  return { end: next.end, hour: shifted(next.hour, part) % 24, minute, precise: true, part: false };
};

const minutesAfter = (run: Run, index: number): { minute: number; end: number } => {
  if (isRole(at(run, index), 'half')) return { minute: 30, end: index + 1 };
  const element = at(run, index);
  if (element?.is !== 'number' || run[index]!.paused || !(element.value >= 0 && element.value < 60)) return { minute: 0, end: index };
  return { minute: element.value, end: isRole(at(run, index + 1), 'minute-mark') ? index + 2 : index + 1 };
};

type Hour = Extract<Element, { readonly is: 'number' }>;

const hourAt = (run: Run, index: number): Hour | null => {
  const element = at(run, index);
  return element?.is === 'number' && !element.counting && !element.ordinal && element.value >= 0 && element.value <= 24 ? element : null;
};

const durations: ReadonlySet<Role> = new Set(['in', 'within', 'moment']);

/** "Сегодня, 19 часов", "до трёх часов": where a word leads to an hour, the hours are of the clock. */
const countsHours = (run: Run, index: number): boolean => {
  const [before, next] = [at(run, index - 1), at(run, index + 1)];
  return next?.is === 'unit' && next.unit === 'hour' && !(before?.is === 'role' && durations.has(before.role));
};

const follow: ReadonlySet<Element['is']> = new Set(['feast', 'day', 'weekday', 'part']);

/** Nothing is counted by the number: behind it the phrase ends or something else of a date begins. */
const isBare = (run: Run, index: number): boolean => {
  const next = at(run, index + 1);
  if (next === undefined || run[index + 1]!.paused || follow.has(next.is)) return true;
  return next.is === 'role' && next.role !== 'day-mark' && next.role !== 'month-mark';
};

const hourTime = (run: Run, index: number, part: number | null, led: boolean): Time | null => {
  const element = hourAt(run, index);
  if (element === null) return null;
  const next = at(run, index + 1);
  if (isRole(next, 'am') || isRole(next, 'pm')) {
    const { hour, end } = afternoon(element.value, run, index + 1);
    return { end, hour, minute: 0, precise: true, part: false };
  }
  if (isRole(next, 'hour-mark') || (led && countsHours(run, index))) {
    const { minute, end } = minutesAfter(run, index + 2);
    return { end, hour: (part === null ? awake(element) : shifted(element.value, part)) % 24, minute, precise: true, part: false, either: part === null, nextDay: element.value === 24 };
  }
  if (!led || !isBare(run, index)) return null;
  const following = at(run, index + 1);
  const half = following?.is === 'part' ? following.value : part;
  return { end: following?.is === 'part' ? index + 2 : index + 1, hour: (half === null ? awake(element) : shifted(element.value, half)) % 24, minute: 0, precise: true, part: false, either: half === null };
};

/** "On Friday at four" is the afternoon: nobody means an hour at which all sleep. 06 and 6:00 say what they say. */
const awake = ({ value, raw }: { readonly value: number; readonly raw: string }): number => (value >= 1 && value <= 5 && !raw.startsWith('0') ? value + 12 : value);

/** "Half past seven": half an hour stands before its hour only where a word leads in. */
const halfPast = (run: Run, index: number, led: boolean): Time | null => {
  const hour = led && isRole(at(run, index), 'half') ? hourAt(run, index + 1) : null;
  return hour && { end: index + 2, hour: awake(hour) % 24, minute: 30, precise: true, part: false, either: true };
};

/** `led`: a word such as "at" or "by" stands before, so that a bare number may be an hour. */
export const readTime = (run: Run, index: number, led: boolean): Time | null => {
  const element = at(run, index);
  // "Domenica ore 13": the hour is named before its number.
  if (element?.is === 'unit' && element.unit === 'hour' && at(run, index + 1)?.is === 'number') return clockTime(run, index + 1, null, true) ?? hourTime(run, index + 1, null, true);
  if (element?.is === 'part') {
    let next = index + 1;
    while (isRole(at(run, next), 'at') || isRole(at(run, next), 'by') || isRole(at(run, next), 'filler')) next += 1;
    const exact = clockTime(run, next, element.value, true) ?? hourTime(run, next, element.value, next > index + 1);
    // Noon and midnight are hours, whatever they are called.
    if (exact) return element.value >= 18 && exact.hour === 12 ? { ...exact, hour: 0, nextDay: true } : exact;
    return { end: index + 1, hour: element.value % 24, minute: 0, precise: true, part: element.value % 12 !== 0, nextDay: element.value === 24 };
  }
  return halfPast(run, index, led) ?? clockTime(run, index, null, led) ?? hourTime(run, index, null, led && roleLeads(run, index));
};

const roleLeads = (run: Run, index: number): boolean => isRole(at(run, index - 1), 'at') || isRole(at(run, index - 1), 'and') || isRole(at(run, index - 1), 'from') || isRole(at(run, index - 1), 'by') || at(run, index - 1)?.is === 'part';
