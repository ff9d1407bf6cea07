// When a promise is due by all the dates that stand in it: "on Thursday, 10 July, between ten and twelve" is one moment.
import { compare } from '../dates/calendar.ts';
import type { FoundDate } from '../dates/find-dates.ts';
import type { Local } from '../dates/calendar.ts';

const sameDay = (one: Local, other: Local): boolean => one.year === other.year && one.month === other.month && one.day === other.day;

/** The first date tells the day; what stands close behind it may tell the hour. */
const closeBy = 4;

export const dueOf = (dates: readonly FoundDate[]): Local | null => {
  const [first] = dates;
  if (first === undefined) return null;
  let { until } = first;
  let { to } = first;
  for (const next of dates.slice(1)) {
    if (next.from - to > closeBy) break;
    to = next.to;
    if (sameDay(next.until, until) && (first.precision !== 'minute' || compare(next.until, until) > 0)) until = next.until;
  }
  return until;
};
