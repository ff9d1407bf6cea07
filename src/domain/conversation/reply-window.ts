// Some vendors let a business write freely only for so long after the customer's own last message.
import type { Instant, Minutes } from '../identifier.ts';

/** Until when they can be written to freely; null: at any time. A customer who has never written there cannot be. */
export function windowUntil(replyWindow: Minutes | null, lastWrittenAt: Instant | null): Instant | null {
  if (replyWindow === null) return null;
  return new Date(Date.parse(lastWrittenAt ?? '1970-01-01T00:00:00.000Z') + replyWindow * 60_000).toISOString();
}

export function isWindowOpen(replyWindow: Minutes | null, lastWrittenAt: Instant | null, now: Instant): boolean {
  const until = windowUntil(replyWindow, lastWrittenAt);
  return until === null || now < until;
}
