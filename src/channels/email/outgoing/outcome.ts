// What an SMTP server's answer means for the message: sent, try later, never, or nobody knows.
import type { Sent } from '../../channel.ts';
import { TokenProblem } from '../connection/token.ts';

type Failed = Extract<Sent, { ok: false }>;

/** What nodemailer tells about a failure. */
export type SmtpFailure = { readonly code?: string; readonly originalCode?: string; readonly command?: string; readonly response?: string; readonly responseCode?: number; readonly message: string };

export function failureOf(error: unknown, handedOver: boolean): Failed {
  if (error instanceof TokenProblem) return ofInbox(error.problem, error.message);
  const failure: SmtpFailure = error instanceof Error ? error : { message: String(error) };
  const answer = failure.responseCode ?? 0;
  if (failure.code === 'EAUTH') return ofInbox(answer >= 400 && answer < 500 ? 'email.server-busy' : 'email.login-refused', said(failure));
  if (answer >= 500) return refused(failure, answer);
  if (answer >= 400) return deferred(failure);
  if (failure.code === 'ESTREAM') return failed('later', 'email.attachment-unreadable', failure.message);
  // Everything was given to the connection and no answer came: the server may or may not have taken it.
  if (handedOver) return failed('unknown', 'email.answer-lost', failure.message);
  if (failure.code === 'EENVELOPE') return failed('never', 'email.address-unusable', failure.message);
  if (failure.code === 'EMESSAGE' && /size larger/i.test(failure.message)) return failed('never', 'email.message-too-large', failure.message);
  // Our own process stops: that says nothing about the server.
  if (failure.code === 'EABORT') return failed('later', 'email.host-unreachable', failure.message);
  return ofInbox(connectionProblem(failure), failure.message);
}

/** Every message of the inbox would fail like this one; on the inbox's page it must be plain which of the two servers speaks. */
const ofInbox = (code: string, reason: string, retry: 'later' | 'never' = 'later'): Failed => ({ ...failed(retry, code, `SMTP: ${reason}`), ofInbox: true });

const failed = (retry: Failed['retry'], code: string, reason: string, retryAfterSeconds?: number): Failed => ({
  ok: false, retry, code, reason: reason.replace(/\s+/g, ' ').trim().slice(0, 500), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

const said = (failure: SmtpFailure): string => failure.response ?? failure.message;

/** RFC 3463 codes tell more than the three digits. */
function refused(failure: SmtpFailure, answer: number): Failed {
  const text = said(failure);
  const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0] ?? '';
  if (answer === 530 || answer === 538) return ofInbox('email.login-refused', text);
  if (enhanced === '5.2.2') return failed('never', 'email.mailbox-full', text);
  if (enhanced === '5.3.4' || enhanced === '5.2.3' || (answer === 552 && !enhanced.startsWith('5.2'))) return failed('never', 'email.message-too-large', text);
  if (failure.command === 'MAIL FROM') return ofInbox('email.sender-refused', text, 'never');
  if (failure.command === 'RCPT TO') return failed('never', enhanced.startsWith('5.7') ? 'email.refused-by-policy' : 'email.recipient-refused', text);
  return failed('never', enhanced.startsWith('5.7') ? 'email.refused-by-policy' : 'email.message-refused', text);
}

function deferred(failure: SmtpFailure): Failed {
  const text = said(failure);
  const greylisted = /gr[ea]y-?list/i.test(text);
  return failed('later', greylisted ? 'email.greylisted' : 'email.server-busy', text, waitIn(text) ?? (greylisted ? 300 : undefined));
}

/** `try again in 5 minutes`, as greylisting servers write it. */
function waitIn(text: string): number | undefined {
  const match = /(\d{1,4})\s*(s\b|sec|m\b|min)/i.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[1]) * (match[2]!.toLowerCase().startsWith('m') ? 60 : 1);
  return seconds > 0 && seconds <= 86_400 ? seconds + 5 : undefined;
}

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT/;

/** Why no connection came about, for IMAP as for SMTP. */
export function connectionProblem(failure: Pick<SmtpFailure, 'code' | 'originalCode' | 'message'>): string {
  const codes = `${failure.code ?? ''} ${failure.originalCode ?? ''}`;
  if (certificateCodes.test(codes) || /certificate|altnames/i.test(failure.message)) return 'email.certificate';
  if (/ENOTFOUND|EAI_|EDNS/.test(codes)) return 'email.host-unknown';
  if (/ETLS|EPROTO|ERR_SSL/.test(codes) || /wrong version number|STARTTLS/i.test(failure.message)) return 'email.no-encryption';
  return 'email.host-unreachable';
}
