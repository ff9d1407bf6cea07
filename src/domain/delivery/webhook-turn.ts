// What follows from an address's answer to one event: on to the next, a pause, letting others pass, giving up, or switching off.
import type { Instant, Seconds } from '../identifier.ts';

/** What came of a request. `problem` where there was no answer that counts. */
export type Outcome = { readonly status: number | null; readonly retryAfter: Seconds | null };

export type Standing = {
  /** Of this event, with the try that is judged. */
  readonly attempts: number;
  readonly firstAt: Instant;
  /** Tried by itself, out of its turn. */
  readonly aside: boolean;
  /** How often in a row events in their turn have failed so far, without this try. */
  readonly failures: number;
  readonly failingSince: Instant | null;
};

export type Turn =
  | { readonly do: 'go-on' }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'let-others-pass'; readonly until: Instant }
  | { readonly do: 'give-up' }
  | { readonly do: 'switch-off'; readonly because: 'gone' | 'failing' };

/** 5 s, 15 s, 45 s, 2 min, 7 min, 20 min, then every hour. */
const first: Seconds = 5;
const factor = 3;
const longest: Seconds = 3_600;

/** An event that is tried by itself is tried for at least a day; an address that answers nothing well, for three. */
const eventMs = 24 * 3_600_000;
const addressMs = 72 * 3_600_000;

/** After so many tries an answer is taken to be about this one event, and later ones may pass it. */
const refusals = 3;
const breakdowns = 5;

export function nextTurn(outcome: Outcome, standing: Standing, now: Instant): Turn {
  const { status } = outcome;
  if (status !== null && status >= 200 && status < 300) return { do: 'go-on' };
  // RFC 9110 section 15.5.11: the address is gone for good.
  if (status === 410) return { do: 'switch-off', because: 'gone' };
  const { attempts, aside, failures, failingSince, firstAt } = standing;
  if (aside) return age(firstAt, now) >= eventMs ? { do: 'give-up' } : { do: 'wait', until: later(now, attempts, outcome) };
  if (failingSince !== null && age(failingSince, now) >= addressMs) return { do: 'switch-off', because: 'failing' };
  if (isAboutTheEvent(status) && attempts >= refusals) return { do: 'let-others-pass', until: later(now, attempts, outcome) };
  if (status === 500 && attempts >= breakdowns) return { do: 'let-others-pass', until: later(now, attempts, outcome) };
  return { do: 'wait', until: later(now, failures + 1, outcome) };
}

/** Answers by which a receiver says that it does not want what it was given; others speak of the address, or of its bad hour. */
function isAboutTheEvent(status: number | null): boolean {
  return status !== null && [400, 406, 409, 413, 415, 422].includes(status);
}

function later(now: Instant, tries: number, { status, retryAfter }: Outcome): Instant {
  const own = Math.min(first * factor ** Math.min(tries - 1, 20), longest);
  const asked = status === 429 || status === 503 ? Math.min(retryAfter ?? 0, longest) : 0;
  return new Date(Date.parse(now) + Math.max(own, asked) * 1_000).toISOString();
}

function age(since: Instant, now: Instant): number {
  return Date.parse(now) - Date.parse(since);
}
