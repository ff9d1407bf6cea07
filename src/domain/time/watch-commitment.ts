// When an open promise warns its owner and when it counts as missed.
import type { Instant, Minutes } from '../identifier.ts';

/** A promise warns when a fifth of its time is left, but at least a quarter of an hour and at most four hours before it is due. */
const leastWarning: Minutes = 15;
const mostWarning: Minutes = 240;

export function warnAt(madeAt: Instant, due: Instant): Instant {
  const length = (Date.parse(due) - Date.parse(madeAt)) / 60_000;
  const ahead = Math.min(Math.max(length / 5, leastWarning), mostWarning);
  return new Date(Math.max(Date.parse(due) - ahead * 60_000, Date.parse(madeAt))).toISOString();
}

export type Watch = 'nothing' | 'warn' | 'miss';

export function watchCommitment(
  commitment: { readonly madeAt: Instant; readonly due: Instant | null; readonly warnedAt: Instant | null },
  now: Instant,
): Watch {
  if (commitment.due === null) return 'nothing';
  if (now >= commitment.due) return 'miss';
  if (commitment.warnedAt === null && now >= warnAt(commitment.madeAt, commitment.due)) return 'warn';
  return 'nothing';
}
