// What an answer of Meta's means for a message: taken, to be tried later, refused for ever, or nobody knows.
import type { Sent } from '../../channel.ts';
import { causeOf, type Cause } from '../causes.ts';
import type { WhatsAppConfig } from '../config.ts';
import { line, text, thing, type Thing } from '../incoming/payload.ts';
import type { Answer } from './graph.ts';

export type Failed = Extract<Sent, { ok: false }>;

/** @param reachesCustomer whether the call, once carried out, shows something to the customer: then a lost answer is a doubt. */
export function failureOf(answer: Answer, reachesCustomer: boolean, config: WhatsAppConfig): Failed {
  if (answer.is === 'broken') {
    if (answer.untouched || !reachesCustomer) return { ...failed('later', 'whatsapp.unreachable', answer.reason, config), ofInbox: true };
    return failed('unknown', 'whatsapp.answer-lost', answer.reason, config);
  }
  const error = thing(answer.json['error']);
  const number = Number(text(error['code']) || Number.NaN);
  const reason = [`HTTP ${answer.status}`, saidBy(error)].filter((part) => part !== '').join(' ');
  // Something on the way answered instead of Meta: what became of the call is not known.
  if (Number.isNaN(number) && answer.status >= 500) return reachesCustomer ? failed('unknown', 'whatsapp.answer-lost', reason, config) : failed('later', 'whatsapp.broken', reason, config);
  const cause = causeFor(number, error) ?? otherwise(answer.status);
  const wait = answer.waitSeconds ?? cause.waitSeconds;
  return { ...failed(cause.retry, cause.code, reason, config), ...(cause.retry === 'later' && wait !== undefined ? { retryAfterSeconds: wait } : {}), ...(cause.ofInbox ? { ofInbox: true as const } : {}) };
}

/** 100 means many things; with this subcode, that the number in the address is not one of this account. */
function causeFor(number: number, error: Thing): Cause | null {
  if (number === 100 && Number(error['error_subcode']) === 33) return causeOf(33);
  return Number.isNaN(number) ? null : causeOf(number);
}

function otherwise(status: number): Cause {
  if (status === 401) return causeOf(190)!;
  if (status === 403) return causeOf(10)!;
  if (status === 429) return causeOf(80007)!;
  return status >= 500 ? causeOf(131000)! : { code: 'whatsapp.message-refused', retry: 'never' };
}

function saidBy(error: Thing): string {
  const details = thing(error['error_data'])['details'];
  return [text(error['code']), line(error['message'], 300), line(details, 300)].filter((part) => part !== '').join(': ');
}

/** Meta repeats a token that it cannot read; nobody else shall read it. */
export function failed(retry: Failed['retry'], code: string, reason: string, config: Pick<WhatsAppConfig, 'accessToken'> | null): Failed {
  const clean = (config === null ? reason : reason.replaceAll(config.accessToken, '…')).replaceAll(/\bEA[A-Za-z0-9]{18,}/g, '…');
  return { ok: false, retry, code, reason: line(clean, 500) };
}
