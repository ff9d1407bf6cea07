// Conversations that are joined, and what each is when they are parted again.
import type { Instant } from '../identifier.ts';
import type { Direction, State } from './message.ts';
import type { Standing } from './transition.ts';
import { afterThirdParty } from './third-party.ts';
import { afterFailure, afterIncoming, afterReply, isSpam } from './transition.ts';

/**
 * Whatever still wants something from us wins: open before snoozed before waiting before closed; of two times to come back, the
 * earlier. Spam says nothing about the rest: it is only spam when all of it is.
 */
export function joined(survivor: Standing, others: readonly Standing[]): Standing {
  const all = [survivor, ...others].filter((one) => !isSpam(one.state));
  if (all.length === 0) return survivor;
  const state = all.map((one) => one.state).toSorted(byWish)[0]!;
  const waiting = all.flatMap((one) => one.waitingSince ?? []).toSorted();
  return { state, waitingSince: state.is === 'closed' ? null : (waiting[0] ?? null) };
}

const wish: Readonly<Record<State['is'], number>> = { open: 0, snoozed: 1, waiting: 2, closed: 3 };

/** Sorting is stable, so of two that want the same the survivor's stays. */
function byWish(one: State, other: State): number {
  if (one.is === 'snoozed' && other.is === 'snoozed') return Date.parse(one.until) - Date.parse(other.until);
  return wish[one.is] - wish[other.is];
}

/** A message that was written while they were joined. `home`: the conversation it would be in otherwise; a reply's is found here. */
export type WrittenMeanwhile = {
  readonly id: string; readonly direction: Direction; readonly home: string; readonly byPerson: boolean; readonly machineSent: boolean;
};

/**
 * To which conversation each reply goes when they are parted: a reply that answers only one of them goes with it; what answers
 * several, or nothing in particular, stays where it was written. Notes stay too.
 * @param waiting conversations whose customer was waiting when they were joined
 */
export function homesOfReplies(survivor: string, waiting: readonly string[], written: readonly WrittenMeanwhile[]): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  let unanswered = new Set(waiting);
  for (const message of written) {
    if (message.direction === 'in' && !message.machineSent) unanswered.add(message.home);
    if (message.direction !== 'out') continue;
    const [only, ...more] = [...unanswered];
    homes.set(message.id, only !== undefined && more.length === 0 ? only : survivor);
    // A machine's answer ends nobody's waiting.
    if (message.byPerson) unanswered = new Set();
  }
  return homes;
}

/** What moved the joined conversation on, each with the conversation that it concerns when they are parted. */
export type Meanwhile =
  | { readonly is: 'incoming'; readonly of: string; readonly at: Instant; readonly machineSent: boolean }
  | { readonly is: 'reply'; readonly of: string; readonly at: Instant; readonly byPerson: boolean; readonly then: 'open' | 'waiting' | 'closed' }
  | { readonly is: 'third party'; readonly of: string; readonly machineSent: boolean }
  | { readonly is: 'failed'; readonly of: string; readonly sentAt: Instant | null }
  | { readonly is: 'decided'; readonly of: string; readonly state: State };

/**
 * Each conversation as it stood before, with what happened to it since. Decisions by hand were made about the survivor and stay
 * there. Where nothing happened, everything is exactly as it was.
 */
export function parted(before: ReadonlyMap<string, Standing>, meanwhile: readonly Meanwhile[]): ReadonlyMap<string, Standing> {
  const standings = new Map(before);
  const unanswered = new Map([...before].map(([id, standing]) => [id, standing.waitingSince]));
  for (const one of meanwhile) {
    const standing = standings.get(one.of);
    if (!standing) continue;
    standings.set(one.of, after(standing, one, unanswered.get(one.of) ?? null));
    if (one.is === 'incoming' && !one.machineSent && (unanswered.get(one.of) ?? null) === null) unanswered.set(one.of, one.at);
    if (one.is === 'reply' && one.byPerson) unanswered.set(one.of, null);
  }
  return standings;
}

function after(standing: Standing, one: Meanwhile, unanswered: Instant | null): Standing {
  switch (one.is) {
    case 'incoming':
      return afterIncoming(standing, one);
    case 'reply':
      return afterReply(standing, one);
    case 'third party':
      return afterThirdParty(standing, one);
    case 'failed':
      return afterFailure(standing, one);
    case 'decided':
      if (one.state.is === 'closed') return { state: one.state, waitingSince: null };
      return { state: one.state, waitingSince: standing.state.is === 'closed' ? unanswered : standing.waitingSince };
  }
}

/** A value that the merge changed and nobody has changed since goes back; what was decided meanwhile stays. */
export function restored<Value>(before: Value, after: Value, now: Value): Value {
  return same(now, after) ? before : now;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
