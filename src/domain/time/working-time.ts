// Working hours of a workspace in its own time zone: several intervals a day, so that a lunch break is one.
// Zone arithmetic uses Intl, the platform's own time-zone database; `now` is always given.
import type { Instant } from '../identifier.ts';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** `[["09:00","13:00"],["14:00","18:00"]]` a day, local time, in order, not overlapping; an absent day is a day off. */
export type WorkingHours = Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>;

export const usualWorkingHours: WorkingHours = {
  monday: [['09:00', '18:00']], tuesday: [['09:00', '18:00']], wednesday: [['09:00', '18:00']],
  thursday: [['09:00', '18:00']], friday: [['09:00', '18:00']],
};

/** Local calendar fields of a moment. */
export type Local = { readonly year: number; readonly month: number; readonly day: number; readonly minutes: number; readonly weekday: Weekday };

/** Making a formatter costs a hundred times what using one does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', {
    timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', weekday: 'long', hourCycle: 'h23',
  });
  formatters.set(timeZone, known);
  return known;
}

export function localTime(at: Instant, timeZone: string): Local {
  const parts = formatterOf(timeZone).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '0';
  return {
    year: Number(part('year')), month: Number(part('month')), day: Number(part('day')),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
    weekday: part('weekday').toLowerCase() as Weekday,
  };
}

/**
 * The moment at which local clocks in `timeZone` show this date and time. A time that a change of clocks skips gives
 * the first moment after it; one that occurs twice gives the first.
 */
export function instantOf(year: number, month: number, day: number, minutes: number, timeZone: string): Instant {
  const wanted = Date.UTC(year, month - 1, day, 0, minutes);
  const offsetAt = (moment: number) => {
    const local = localTime(new Date(moment).toISOString(), timeZone);
    return Date.UTC(local.year, local.month - 1, local.day, 0, local.minutes) - Math.floor(moment / 60_000) * 60_000;
  };
  const candidates = [wanted - offsetAt(wanted - 86_400_000), wanted - offsetAt(wanted + 86_400_000)].sort((one, other) => one - other);
  const exact = candidates.find((moment) => moment + offsetAt(moment) === wanted);
  return new Date(exact ?? candidates.at(-1) ?? wanted).toISOString();
}

export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

export function isWorkingTime(at: Instant, timeZone: string, hours: WorkingHours): boolean {
  const local = localTime(at, timeZone);
  return (hours[local.weekday] ?? []).some(([from, to]) => local.minutes >= minutesOf(from) && local.minutes < minutesOf(to));
}

/** The end of the present working day, or of the next one when today's is over or a day off; null when no day is worked. */
export function endOfWorkingDay(at: Instant, timeZone: string, hours: WorkingHours): Instant | null {
  const local = localTime(at, timeZone);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = new Date(Date.UTC(local.year, local.month - 1, local.day + ahead));
    const weekday = weekdays[(date.getUTCDay() + 6) % 7]!;
    const last = (hours[weekday] ?? []).at(-1);
    if (!last) continue;
    const end = minutesOf(last[1]);
    if (ahead === 0 && local.minutes >= end) continue;
    return instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), end, timeZone);
  }
  return null;
}
