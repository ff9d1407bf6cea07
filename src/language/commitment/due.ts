// When a promise is due by all the dates that stand in it: "on Thursday, 10 July, between ten and twelve" is one moment.
import { compare } from '../dates/calendar.ts';
import type { FoundDate } from '../dates/find-dates.ts';
import type { Local } from '../dates/calendar.ts';

const sameDay = (one: Local, other: Local): boolean => one.year === other.year && one.month === other.month && one.day === other.day;

/** The first date tells the day; what stands close behind it may tell the hour, and what stands right behind that the later hour of a span. */
const closeBy = 4;
const rightBehind = 1;

const isDayEnd = ({ hour, minute }: Local): boolean => hour === 23 && minute === 59;

const onDay = (day: Local, { dayless, until }: FoundDate): Local => (dayless === null || dayless.part ? until : { ...day, hour: dayless.hour, minute: dayless.minute });

/** @param before when the promise before it in the same sentence is due: a bare hour is of that day */
export const dueOf = (dates: readonly FoundDate[], before: Local | null): Local | null => {
  const [first] = dates;
  if (first === undefined) return null;
  let until = before === null || compare(before, first.until) <= 0 ? first.until : onDay(before, first);
  let { to } = first;
  let timed = !isDayEnd(until);
  for (const next of dates.slice(1)) {
    if (next.from - to > (timed ? rightBehind : closeBy)) break;
    to = next.to;
    const at = onDay(until, next);
    if (!sameDay(at, until) || isDayEnd(at)) continue;
    if (!timed || compare(at, until) > 0) until = at;
    timed = true;
  }
  return until;
};
