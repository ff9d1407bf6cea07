// What an answer of MAX, or none, means for one message: sent, later, never, or nobody knows.
import type { Sent } from '../channel.ts';
import { connectionCode, Hindrance, problemOf, Refusal } from './api.ts';
import { NotAnswered } from './request.ts';

export type Failed = Extract<Sent, { ok: false }>;

/** Raised with what is to be answered, where that is known best. */
export class NotSent extends Error {
  readonly failed: Failed;
  constructor(failed: Failed) {
    super(failed.reason);
    this.name = 'NotSent';
    this.failed = failed;
  }
}

export const failure = (retry: Failed['retry'], code: string, reason: string, retryAfterSeconds?: number): Failed => ({
  ok: false, retry, code, reason: reason.replaceAll(/\s+/g, ' ').trim().slice(0, 300), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

const ofInbox = (failed: Failed): Failed => ({ ...failed, ofInbox: true });

/** `handedOver`: the request was the message itself, and not a file that goes before it. */
export function failureOf(error: unknown, handedOver: boolean): Failed {
  if (error instanceof NotSent) return error.failed;
  if (error instanceof Refusal) return refused(error, handedOver);
  if (error instanceof NotAnswered) return notAnswered(error, handedOver);
  if (error instanceof Hindrance) return ofInbox(failure('later', error.problem.code, error.problem.detail));
  return failure(handedOver ? 'unknown' : 'later', handedOver ? 'max.answer-lost' : 'max.upload-broke', problemOf(error).detail);
}

function notAnswered(error: NotAnswered, handedOver: boolean): Failed {
  if (handedOver && error.reached) return failure('unknown', 'max.answer-lost', error.message);
  // Our own process stops: that says nothing about the other side.
  if (error.code === 'stopped') return failure('later', 'max.unreachable', error.message);
  return ofInbox(failure('later', connectionCode(error), error.message));
}

export const isNotReady = (error: unknown): boolean => error instanceof Refusal && error.status === 400 && (error.code === 'attachment.not.ready' || /not\.processed/.test(error.message));

const isNobodyThere = ({ status, code, message }: Refusal): boolean => status === 404 && /(dialog|chat|user)\.?not\.?found/i.test(`${code} ${message}`);

/** Whether the same without the reference to an earlier message might be taken: that message may be gone. */
export const mayBeTheReference = (error: unknown): boolean => error instanceof Refusal && (error.status === 400 || error.status === 404) && !isNotReady(error) && !isNobodyThere(error);

function refused(error: Refusal, handedOver: boolean): Failed {
  const { status, message, retryAfterSeconds } = error;
  if (status === 401) return ofInbox(failure('later', 'max.token-refused', message));
  if (status === 403) return failure('never', /suspended|chat\.denied/.test(message) ? 'max.suspended' : 'max.refused', message);
  if (status === 404) return failure('never', isNobodyThere(error) ? 'max.no-dialog' : 'max.refused', message);
  if (status === 429) return failure('later', 'max.too-many-requests', message, retryAfterSeconds ?? 1);
  // "Service unavailable" is said by who did not take it; any other fault may have come after it was taken.
  if (status === 503 || (status >= 500 && !handedOver)) return failure('later', 'max.vendor-broken', message, retryAfterSeconds);
  if (status >= 500) return failure('unknown', 'max.answer-lost', message);
  if (isNotReady(error)) return failure('later', 'max.attachment-not-ready', message, 30);
  return failure('never', 'max.refused', message);
}
