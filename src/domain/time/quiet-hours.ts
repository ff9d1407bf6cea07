// Hours in which somebody would rather not be written to, by their own clock; from the evening to the morning as well.
import type { Instant } from '../identifier.ts';
import { instantOf, localTime, minutesOf } from './working-time.ts';

/** `from` equal to `to` is no time at all. */
export function quietUntil(now: Instant, quiet: { readonly from: string; readonly to: string } | null, timeZone: string): Instant | null {
  if (quiet === null) return null;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const { year, month, day, minutes } = localTime(now, timeZone);
  const overnight = from > to;
  const isQuiet = overnight ? minutes >= from || minutes < to : minutes >= from && minutes < to;
  if (!isQuiet) return null;
  const date = new Date(Date.UTC(year, month - 1, day + (overnight && minutes >= from ? 1 : 0)));
  return instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), to, timeZone);
}
