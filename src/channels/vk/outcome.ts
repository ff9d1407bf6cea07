// What VK's answer means for a message: try later, never, or nobody knows. Numbers: dev.vk.com, "Errors" and messages.send.
import type { Sent } from '../channel.ts';
import type { Failure } from './api.ts';

export type Failed = Extract<Sent, { readonly ok: false }>;

type Rule = { readonly retry: 'later' | 'never'; readonly code: string; readonly ofInbox?: true; readonly wait?: number };

const refused: Rule = { retry: 'never', code: 'vk.message-refused' };
const busy: Rule = { retry: 'later', code: 'vk.busy' };
const token: Rule = { retry: 'later', code: 'vk.token-refused', ofInbox: true };
const rights: Rule = { retry: 'later', code: 'vk.rights-missing', ofInbox: true };
const off: Rule = { retry: 'later', code: 'vk.messages-off', ofInbox: true };
/** VK does not say how long: what it counts as a flood is over after some minutes. */
const flood: Rule = { retry: 'later', code: 'vk.flood', wait: 300 };
const gone: Rule = { retry: 'never', code: 'vk.customer-gone' };

const rules: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [1, busy], [6, { ...busy, wait: 2 }], [10, busy], [36, busy], [43, busy], [29, { retry: 'later', code: 'vk.busy', wait: 600 }],
  [9, flood], [14, flood], [984, { ...flood, wait: 3_600 }],
  [5, token], [17, token], [27, token], [28, token], [1116, token], [1117, token],
  [7, rights], [15, rights], [20, rights], [203, rights],
  [915, off], [916, off],
  [18, gone], [113, gone], [177, gone], [936, gone],
  [900, { retry: 'never', code: 'vk.blacklisted' }],
  [901, { retry: 'never', code: 'vk.not-allowed' }], [1021, { retry: 'never', code: 'vk.not-allowed' }],
  [902, { retry: 'never', code: 'vk.privacy' }],
  [911, { retry: 'never', code: 'vk.buttons-refused' }], [912, { retry: 'never', code: 'vk.buttons-refused' }],
  [914, { retry: 'never', code: 'vk.message-too-long' }],
]);

export function failed(retry: Failed['retry'], code: string, reason: string, retryAfterSeconds?: number): Failed {
  return { ok: false, retry, code, reason: reason.slice(0, 500), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

/** @param sending whether this was the call that makes the message, and not one of those before it, which leave no trace with the customer */
export function outcomeOf(failure: Failure, sending: boolean): Failed {
  if (failure.what === 'refused') {
    const { retry, code, ofInbox, wait } = rules.get(failure.code) ?? refused;
    return { ...failed(retry, code, `VK ${failure.code}: ${failure.said}`, wait), ...(ofInbox ? { ofInbox } : {}) };
  }
  if (failure.what === 'unreached') return { ...failed('later', 'vk.unreachable', failure.said), ofInbox: true };
  if (failure.what === 'strange') {
    // A front that turns callers away has not passed the call on; what else stands between may have.
    const turnedAway = failure.status === 429 || failure.status === 503 || (failure.status >= 300 && failure.status < 500);
    if (turnedAway || !sending) return { ...failed('later', failure.status === 429 ? 'vk.busy' : 'vk.strange-answer', failure.said, failure.retryAfterSeconds), ...(failure.status === 429 ? {} : { ofInbox: true as const }) };
  }
  return sending ? failed('unknown', 'vk.answer-lost', failure.said) : { ...failed('later', 'vk.unreachable', failure.said), ofInbox: true };
}
