// What becomes of a conversation when somebody decides about it without writing to the customer. The last decision counts,
// whatever the state was before, so that each can be taken back by the one before it.
import type { Instant } from '../identifier.ts';
import type { ClosedBecause } from './message.ts';
import type { Standing } from './transition.ts';

/** Closed again for the same reason, it stays as it was. Nobody owes an answer in a closed conversation. */
export function closedByHand(standing: Standing, at: Instant, because: ClosedBecause): Standing {
  if (standing.state.is === 'closed' && standing.state.because === because) return standing;
  return { state: { is: 'closed', at, because }, waitingSince: null };
}

/** @param unansweredSince when the customer first wrote after our last answer; null where our word was the last */
export function reopenedByHand(standing: Standing, unansweredSince: Instant | null): Standing {
  if (standing.state.is === 'open') return standing;
  return { state: { is: 'open' }, waitingSince: standing.state.is === 'closed' ? unansweredSince : standing.waitingSince };
}

/** Out of sight for a while; the customer's waiting goes on meanwhile. null: that time has passed already. */
export function snoozedByHand(standing: Standing, until: Instant, now: Instant, unansweredSince: Instant | null): Standing | null {
  if (Date.parse(until) <= Date.parse(now)) return null;
  return { state: { is: 'snoozed', until: new Date(until).toISOString() }, waitingSince: reopenedByHand(standing, unansweredSince).waitingSince };
}

/** Somebody else has to move. Only an answer ends the customer's waiting, so it is not ended here. */
export function waitingByHand(standing: Standing, whom: 'customer' | 'third party', unansweredSince: Instant | null): Standing {
  return { state: { is: 'waiting', for: whom }, waitingSince: reopenedByHand(standing, unansweredSince).waitingSince };
}

/** A snoozed conversation comes back when its time has come. */
export function woken(standing: Standing, now: Instant): Standing {
  if (standing.state.is !== 'snoozed' || Date.parse(standing.state.until) > Date.parse(now)) return standing;
  return { ...standing, state: { is: 'open' } };
}

export function isSameStanding(one: Standing, other: Standing): boolean {
  return one.waitingSince === other.waitingSince && keyOf(one.state) === keyOf(other.state);
}

function keyOf(state: Standing['state']): string {
  switch (state.is) {
    case 'open':
      return 'open';
    case 'waiting':
      return `waiting ${state.for}`;
    case 'snoozed':
      return `snoozed ${Date.parse(state.until)}`;
    case 'closed':
      return `closed ${state.because} ${Date.parse(state.at)}`;
  }
}
