// Where a promise stands among others by its due time: what is late, what is for today, for this week, or for later.
import type { Instant } from '../identifier.ts';
import { localTime, weekdays } from '../time/working-time.ts';

export const dueGroups = ['overdue', 'today', 'week', 'later', 'undated'] as const;
export type DueGroup = (typeof dueGroups)[number];

/** By the clock of whoever looks. A week ends on Sunday. */
export function dueGroup(due: Instant | null, now: Instant, timeZone: string): DueGroup {
  if (due === null) return 'undated';
  if (Date.parse(due) <= Date.parse(now)) return 'overdue';
  const days = dayOf(due, timeZone) - dayOf(now, timeZone);
  if (days === 0) return 'today';
  const left = weekdays.length - 1 - weekdays.indexOf(localTime(now, timeZone).weekday);
  return days <= left ? 'week' : 'later';
}

function dayOf(at: Instant, timeZone: string): number {
  const { year, month, day } = localTime(at, timeZone);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}
