// The state of one delivery. Vendors' receipts come late, twice and out of order; a delivery only ever moves forward.
import type { Instant } from '../identifier.ts';

export const deliveryStates = ['queued', 'sending', 'accepted', 'delivered', 'read', 'failed', 'unknown', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export type Progress = {
  readonly state: DeliveryState;
  readonly acceptedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  readonly failedAt: Instant | null;
};

export type Receipt = { readonly state: 'accepted' | 'delivered' | 'read' | 'bounced'; readonly at: Instant };

const rank: Readonly<Record<DeliveryState, number>> = { queued: 0, sending: 1, unknown: 2, cancelled: 2, failed: 3, accepted: 3, delivered: 4, read: 5 };

/**
 * What a receipt makes of a delivery; null where it changes nothing. A bounce after acceptance fails the delivery, but
 * never one that was delivered or read: some other machine's complaint does not undo what the customer has seen.
 * A receipt proves acceptance even where the answer to our send was lost (`unknown`).
 */
export function afterReceipt(progress: Progress, receipt: Receipt): Progress | null {
  if (receipt.state === 'bounced') {
    if (rank[progress.state] >= rank.delivered || progress.state === 'failed') return null;
    return { ...progress, state: 'failed', failedAt: receipt.at };
  }
  const times = {
    acceptedAt: progress.acceptedAt ?? receipt.at,
    deliveredAt: receipt.state === 'accepted' ? progress.deliveredAt : (progress.deliveredAt ?? receipt.at),
    readAt: receipt.state === 'read' ? (progress.readAt ?? receipt.at) : progress.readAt,
  };
  const forward = rank[receipt.state] > rank[progress.state] || (progress.state === 'failed' && receipt.state !== 'accepted');
  const next: Progress = { ...progress, ...times, state: forward ? receipt.state : progress.state, failedAt: forward ? null : progress.failedAt };
  return same(progress, next) ? null : next;
}

function same(one: Progress, other: Progress): boolean {
  return one.state === other.state && one.acceptedAt === other.acceptedAt && one.deliveredAt === other.deliveredAt
    && one.readAt === other.readAt && one.failedAt === other.failedAt;
}
