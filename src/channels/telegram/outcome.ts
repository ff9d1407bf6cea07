// What a failed call means for the message: later, never, or nobody knows.
import type { Sent } from '../channel.ts';
import type { Failure, Refused } from './api.ts';

export type Failed = Extract<Sent, { ok: false }>;

export function outcomeOf(failure: Failure): Failed {
  switch (failure.what) {
    case 'source': return failed('later', 'telegram.attachment-unreadable', failure.said);
    case 'unreached': return { ...failed('later', 'telegram.unreachable', failure.said), ofInbox: true };
    case 'lost': return failed('unknown', 'telegram.answer-lost', failure.said);
    case 'strange': return strange(failure.status, failure.said);
    default: return refused(failure);
  }
}

export const failed = (retry: Failed['retry'], code: string, reason: string): Failed => ({ ok: false, retry, code, reason: reason.slice(0, 500) });

/** In front of the vendor something else spoke. Behind these three it may have been carried out all the same. */
function strange(status: number, said: string): Failed {
  if (status < 300 || status === 502 || status === 504) return failed('unknown', 'telegram.answer-lost', said);
  return { ...failed('later', 'telegram.unreachable', said), ofInbox: true };
}

function refused({ status, said, retryAfterSeconds }: Refused): Failed {
  if (status === 429) return { ...failed('later', 'telegram.too-many', said), retryAfterSeconds: retryAfterSeconds ?? 5 };
  if (isTokenRefused(status)) return { ...failed('later', 'telegram.token-refused', said), ofInbox: true };
  // A Bot API server that is restarted answers so to whatever it has begun: it may be with the customer.
  if (status >= 500) return /restart|aborted/i.test(said) ? failed('unknown', 'telegram.answer-lost', said) : failed('later', 'telegram.vendor-broken', said);
  if (status === 403) return failed('never', whyForbidden(said), said);
  if (status === 413) return failed('never', 'telegram.file-too-large', said);
  return failed('never', whyRefused(said), said);
}

/** 404 is the answer to a token that cannot be one, 421 to one of another server. */
export const isTokenRefused = (status: number): boolean => status === 401 || status === 404 || status === 421;

function whyForbidden(said: string): string {
  if (/blocked/i.test(said)) return 'telegram.blocked';
  if (/deactivated/i.test(said)) return 'telegram.account-gone';
  if (/initiate conversation/i.test(said)) return 'telegram.not-started';
  return 'telegram.message-refused';
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/chat not found|PEER_ID_INVALID|chat_id is empty|user not found/i, 'telegram.chat-unknown'],
  [/(message|caption|text) is too long|MESSAGE_TOO_LONG/i, 'telegram.text-too-long'],
  [/text is empty|text must be non-empty/i, 'telegram.empty'],
  [/BUTTON_|reply markup|keyboard/i, 'telegram.buttons-refused'],
  [/too big|too large/i, 'telegram.file-too-large'],
  [/PHOTO_|IMAGE_|file|media|document|photo|video|audio/i, 'telegram.file-refused'],
];

const whyRefused = (said: string): string => reasons.find(([pattern]) => pattern.test(said))?.[1] ?? 'telegram.message-refused';

/** What stands on the inbox, or is said by its test button, when a call of the inbox's own failed. */
export function problemOf(failure: Failure): { readonly code: string; readonly detail: string } {
  if (failure.what === 'lost') return { code: 'telegram.unreachable', detail: failure.said };
  const { code, reason } = outcomeOf(failure);
  return { code: code === 'telegram.answer-lost' ? 'telegram.vendor-broken' : code, detail: reason };
}
