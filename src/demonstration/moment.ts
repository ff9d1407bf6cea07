// When something happens in a scenario, told from the moment at which it is played: `-35m`, `-1d2h`, `-2d 10:02` (by the desk's
// clock on the wall, two days ago), `+1d 09:00`.
import type { Instant } from '../domain/identifier.ts';

const form = /^([+-])(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?: (\d{2}):(\d{2}))?$/;

export function isMoment(text: string): boolean {
  const parts = form.exec(text);
  if (!parts) return false;
  const [, , days, hours, minutes, hour, minute] = parts;
  if (hour === undefined) return true;
  // Today's wall clock may lie in the future; hours from now never do.
  return days !== undefined && Number(days) > 0 && hours === undefined && minutes === undefined && Number(hour) < 24 && Number(minute) < 60;
}

export function resolveMoment(text: string, now: Instant, timeZone: string): Instant {
  const parts = form.exec(text);
  if (!parts) throw new Error(`"${text}" is no moment`);
  const [, sign, days = '0', hours = '0', minutes = '0', hour, minute] = parts;
  const direction = sign === '-' ? -1 : 1;
  if (hour === undefined || minute === undefined) {
    const away = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
    return atSecond(Date.parse(now) + direction * away);
  }
  const today = wallClock(Date.parse(now), timeZone);
  const wanted = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + direction * Number(days), Number(hour), Number(minute));
  return atSecond(instantOf(wanted, timeZone));
}

/** Nobody promises something for 10:07: up to the next five minutes. */
export function roundHour(at: Instant): Instant {
  return new Date(Math.ceil(Date.parse(at) / 300_000) * 300_000).toISOString();
}

/** What a clock on the wall shows, as if that were UTC. */
function wallClock(at: number, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(new Date(at));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')));
}

/** When the clock on the wall shows this. Looked at twice, since the offset may change between the guess and the moment. */
function instantOf(wall: number, timeZone: string): number {
  let guess = wall;
  for (let round = 0; round < 2; round += 1) guess += wall - wallClock(guess, timeZone).getTime();
  return guess;
}

/** A mail's date has no parts of a second. */
function atSecond(milliseconds: number): Instant {
  return new Date(Math.floor(milliseconds / 1_000) * 1_000).toISOString();
}
