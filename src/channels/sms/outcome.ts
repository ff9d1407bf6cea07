// What a centre's answer to a message means for it: sent, to be tried later, refused for ever, or nobody knows.
import type { Sent } from '../channel.ts';
import { statusName } from './session/pdu.ts';
import { SessionProblem } from './session/problem.ts';

type Failed = Extract<Sent, { ok: false }>;

/** How long a centre that asks for patience is left alone; it does not say so itself. */
export const patienceSeconds = 5;

type Meaning = { readonly retry: 'later' | 'never'; readonly code: string; readonly ofInbox?: true; readonly retryAfterSeconds?: number };

const never = (code: string): Meaning => ({ retry: 'never', code });
const throttled: Meaning = { retry: 'later', code: 'sms.too-many', retryAfterSeconds: patienceSeconds };
const numberRefused = never('sms.number-refused');
/** The sender is a setting: every message would meet this. */
const senderRefused: Meaning = { retry: 'never', code: 'sms.sender-refused', ofInbox: true };
const notBound: Meaning = { retry: 'later', code: 'sms.login-refused', ofInbox: true };
const longRefused = never('sms.long-refused');
const notAllowed = never('sms.not-allowed');
const refused = never('sms.refused');

/** SMPP 3.4, 5.1.3. What is not here, vendors' own numbers among them, may be over later: a missing credit, a route that is being mended. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [0x01, never('sms.too-long')], [0x04, notBound], [0x0e, notBound], [0x0f, notBound],
  [0x0a, senderRefused], [0x48, senderRefused], [0x49, senderRefused],
  [0x0b, numberRefused], [0x33, numberRefused], [0x50, numberRefused], [0x51, numberRefused],
  [0x14, throttled], [0x58, throttled],
  [0x15, notAllowed], [0x100, notAllowed], [0x101, notAllowed], [0x102, notAllowed], [0x103, notAllowed],
  [0x43, longRefused], [0xc0, longRefused], [0xc1, longRefused], [0xc2, longRefused], [0xc3, longRefused], [0xc4, longRefused],
  [0x02, refused], [0x03, refused], [0x06, refused], [0x07, refused], [0x54, refused], [0x61, refused], [0x62, refused], [0x63, refused], [0x104, refused],
]);

export function isThrottled(status: number): boolean {
  return meanings.get(status) === throttled;
}

/** The centre refused it: it was not sent. */
export function refusal(status: number): Failed {
  const { retry, code, ofInbox, retryAfterSeconds } = meanings.get(status) ?? { retry: 'later', code: 'sms.center-trouble' };
  return { ok: false, retry, code, reason: statusName(status), ...(ofInbox ? { ofInbox } : {}), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

/** No answer: what was handed over may have been sent. */
export function failureOf(problem: unknown): Failed {
  if (!(problem instanceof SessionProblem)) throw problem;
  const reason = problem.message.slice(0, 500);
  if (problem.handedOver) return { ok: false, retry: 'unknown', code: 'sms.answer-lost', reason };
  return { ok: false, retry: 'later', code: problem.code, reason, ofInbox: true };
}
