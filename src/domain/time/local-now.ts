// A moment with the offset of a time zone, so that "tomorrow at 12" is the team's noon and not Greenwich's.
import type { Instant } from '../identifier.ts';

/** Making a formatter costs a hundred times what using one does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** @returns the same moment, for example `2026-03-09T13:02:11.000+03:00` */
export function localNow(now: Instant, timeZone: string): string {
  const offset = /([+-])(\d{2}):(\d{2})/.exec(offsetOf(now, timeZone));
  if (!offset) return now;
  const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
  return new Date(Date.parse(now) + minutes * 60_000).toISOString().replace('Z', `${offset[1]}${offset[2]}:${offset[3]}`);
}

function offsetOf(now: Instant, timeZone: string): string {
  const known = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, known);
  return known.formatToParts(new Date(now)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
}
