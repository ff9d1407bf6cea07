// What a cascade does next. One pure function decides; a worker carries it out and asks again when something has changed or `until` has come.
import type { Instant } from '../identifier.ts';
import { quietUntil } from '../time/quiet-hours.ts';
import type { Cascade, NextMove, Signals, Tried } from './cascade.ts';
import { hasReached } from './cascade.ts';

/**
 * Never twice on one channel, never in the customer's quiet hours, and never after an answer. A step that may have been sent
 * (`unknown`) is waited for as if it had been: it may have reached them.
 */
export function nextMove(cascade: Cascade, tried: readonly Tried[], signals: Signals, now: Instant): NextMove {
  const { steps } = cascade;
  const waiting = tried.filter(({ state }) => state === 'queued').map(({ step }) => step);
  if (signals.answeredAt !== null) return { do: 'stop', because: 'answered', drop: waiting };
  if (tried.some(({ step, state }) => steps[step] !== undefined && hasReached(state, steps[step].until))) return { do: 'stop', because: 'reached', drop: waiting };
  const last = tried.reduce<Tried | null>((latest, one) => (latest === null || one.step > latest.step ? one : latest), null);
  const until = last === null ? null : patienceOf(cascade, last);
  if (last?.state === 'sending') return { do: 'wait', until: null, because: 'on its way' };
  if (until !== null && until > now) return { do: 'wait', until, because: last!.state === 'queued' ? 'on its way' : 'not reached yet' };
  const used = new Set(tried.map(({ step }) => steps[step]?.channel));
  const next = steps.findIndex(({ channel }, step) => step > (last?.step ?? -1) && !used.has(channel) && !signals.closed.includes(channel));
  if (next < 0) return { do: 'stop', because: 'exhausted', drop: [] };
  const quiet = quietUntil(now, signals.quiet, signals.timeZone);
  if (quiet !== null) return { do: 'wait', until: quiet, because: 'quiet hours' };
  return { do: 'send', step: next, drop: waiting };
}

/** Until when a step is given time; null: it is over at once. What cannot leave (a vendor that is away) is given as long as what has left. */
function patienceOf({ steps }: Cascade, { step, state, queuedAt, acceptedAt }: Tried): Instant | null {
  if (state === 'failed' || state === 'cancelled') return null;
  const wait = steps[step]?.wait ?? 0;
  return new Date(Date.parse(acceptedAt ?? queuedAt) + wait * 60_000).toISOString();
}
