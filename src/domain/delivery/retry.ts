// When a send that did not work is tried again, and when to stop and tell the author.
import type { Instant, Minutes, Seconds } from '../identifier.ts';

/** 20 s, 1 min, 3 min, 9 min, 27 min, then every hour: a mail server's greylisting passes early, an outage overnight is outlasted. */
const first: Seconds = 20;
const factor = 3;
const longest: Seconds = 3_600;

/** After this long without success the author is told. RFC 5321 section 4.5.4.1 lets a mail client give up after 4-5 days; people wait less. */
export const giveUpAfter: Minutes = 24 * 60;

/**
 * @param attempts how often it was tried so far (1 after the first try)
 * @param asked what the other side asked for, in seconds (`Retry-After`), or null
 * @returns the time of the next try, or null to give up
 */
export function nextAttempt(attempts: number, queuedAt: Instant, now: Instant, asked: Seconds | null): Instant | null {
  if (Date.parse(now) - Date.parse(queuedAt) >= giveUpAfter * 60_000) return null;
  const wait = Math.max(Math.min(first * factor ** (attempts - 1), longest), asked ?? 0);
  return new Date(Date.parse(now) + wait * 1_000).toISOString();
}
