// Working hours and time zones as people enter them: what is wrong, named by day and interval.
import { minutesOf, weekdays } from './working-time.ts';

/** Empty when all is well; otherwise a sentence for each mistake, keyed by its path (`monday.0`). */
export function mistakesInWorkingHours(hours: Readonly<Record<string, readonly (readonly [string, string])[]>>): Readonly<Record<string, string>> {
  const mistakes: Record<string, string> = {};
  for (const [day, intervals] of Object.entries(hours)) {
    if (!weekdays.some((weekday) => weekday === day)) mistakes[day] = 'This is not a day of the week.';
    else if (intervals.length > 10) mistakes[day] = 'A day has at most ten intervals.';
    else intervals.forEach((interval, index) => {
      const mistake = mistakeIn(interval, intervals[index - 1]);
      if (mistake !== null) mistakes[`${day}.${index}`] = mistake;
    });
  }
  return mistakes;
}

function mistakeIn([from, to]: readonly [string, string], before: readonly [string, string] | undefined): string | null {
  if (!isClock(from) || !isClock(to)) return 'A time looks like 09:30; a day ends at 24:00 at the latest.';
  if (minutesOf(to) <= minutesOf(from)) return 'The end must be later than the beginning.';
  if (before && isClock(before[1]) && minutesOf(from) < minutesOf(before[1])) return 'This interval begins before the one above has ended.';
  return null;
}

function isClock(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}

/** A name from the time-zone database. Fixed offsets such as +03:00 are refused: they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9+\-_/]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
