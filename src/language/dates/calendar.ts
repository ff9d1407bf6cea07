// Civil time without a clock: a day and a time of day as the writer means them, and the instant `now` they are counted from.

export type Local = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number };
export type Now = Local & { readonly offset: string; readonly weekday: number };

const dayLength = 86_400_000;

const utc = (local: Local): number => Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);

const fromUtc = (at: number): Local => {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes() };
};

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (local: Local): number => ((new Date(utc(local)).getUTCDay() + 6) % 7) + 1;

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads ISO 8601; null when it is not. A missing offset is UTC. */
export const readNow = (text: string): Now | null => {
  const found = iso.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour = '0', minute = '0', zone = 'Z'] = found;
  const local = { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) };
  const real = fromUtc(utc(local));
  if (real.month !== local.month || real.day !== local.day || real.hour !== local.hour) return null;
  const offset = zone === 'Z' ? '+00:00' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return { ...local, offset, weekday: weekdayOf(local) };
};

export const addDays = (local: Local, days: number): Local => fromUtc(utc(local) + days * dayLength);
export const addMinutes = (local: Local, minutes: number): Local => fromUtc(utc(local) + minutes * 60_000);

/** 31 January and one month is the last day of February. */
export const addMonths = (local: Local, months: number): Local => {
  const index = local.year * 12 + local.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { ...local, year, month, day: Math.min(local.day, daysIn(year, month)) };
};

/** Monday to Friday: a promise in working days does not count the weekend. Public holidays belong to the workspace's calendar. */
export const addWorkdays = (local: Local, days: number): Local => {
  let at = local;
  let left = days;
  while (left > 0) {
    at = addDays(at, 1);
    if (weekdayOf(at) <= 5) left -= 1;
  }
  return at;
};

export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const compare = (one: Local, other: Local): number => utc(one) - utc(other);

/** How far apart, in days. */
export const daysBetween = (from: Local, to: Local): number => (utc({ ...to, hour: 0, minute: 0 }) - utc({ ...from, hour: 0, minute: 0 })) / dayLength;

const two = (value: number): string => String(value).padStart(2, '0');

export const formatMonth = (local: Local): string => `${String(local.year).padStart(4, '0')}-${two(local.month)}`;
export const formatDay = (local: Local): string => `${formatMonth(local)}-${two(local.day)}`;
export const formatMinute = (local: Local): string => `${formatDay(local)}T${two(local.hour)}:${two(local.minute)}`;
/** ISO 8601 with the offset that `now` was given in. */
export const formatInstant = (local: Local, offset: string): string => `${formatMinute(local)}:00${offset}`;
