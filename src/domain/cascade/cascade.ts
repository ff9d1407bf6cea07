// A cascade: the ordered ways by which one important message may reach somebody, and what counts as having reached them.
import type { DeliveryState } from '../delivery/progress.ts';
import type { Instant, Minutes } from '../identifier.ts';

/** What a step waits for. `answered`: anything the customer says or presses, on any channel; it ends a cascade whatever its steps wait for. */
export const reaches = ['accepted', 'delivered', 'read', 'answered'] as const;
export type Reach = (typeof reaches)[number];

export type CascadeStep = {
  readonly channel: string;
  /** How long it may take to reach them before the next way is tried. */
  readonly wait: Minutes;
  readonly until: Reach;
};

export type Cascade = {
  readonly steps: readonly CascadeStep[];
  /** `by contact`: the ways that suit this contact best go first; otherwise exactly as written. */
  readonly order: 'as written' | 'by contact';
};

/** A day less a minute: a step that waits longer is no step but another message. */
export const longestWait: Minutes = 24 * 60 - 1;

/** What became of one step so far; a step without one has not been tried. */
export type Tried = {
  readonly step: number;
  readonly state: DeliveryState;
  readonly queuedAt: Instant;
  readonly acceptedAt: Instant | null;
};

/** What is known of the contact while it runs. */
export type Signals = {
  /** The first thing they said or pressed after the message was written, on any channel. */
  readonly answeredAt: Instant | null;
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly timeZone: string;
  /** Channels that may not be used for them: they have said so, blocked us, or have no address there. */
  readonly closed: readonly string[];
};

export type NextMove =
  /** `drop`: earlier steps that have not left yet and must not leave any more. */
  | { readonly do: 'send'; readonly step: number; readonly drop: readonly number[] }
  /** `until` null: something that is on its way says itself when it has changed. */
  | { readonly do: 'wait'; readonly until: Instant | null; readonly because: 'on its way' | 'not reached yet' | 'quiet hours' }
  | { readonly do: 'stop'; readonly because: 'answered' | 'reached' | 'exhausted'; readonly drop: readonly number[] };

/** Whether a delivery in this state has reached what its step waits for. A read message was delivered, a delivered one accepted. */
export function hasReached(state: DeliveryState, until: Reach): boolean {
  const rank = { accepted: 1, delivered: 2, read: 3 } as const;
  if (until === 'answered' || !(state in rank)) return false;
  return rank[state as keyof typeof rank] >= rank[until];
}
