// Why a connection to a centre did not come about or broke, in codes of the catalogue.
import { statusName } from './pdu.ts';

export class SessionProblem extends Error {
  readonly code: string;
  /** What was asked for may have arrived. */
  readonly handedOver: boolean;
  constructor(code: string, detail: string, handedOver = false) {
    super(detail);
    this.name = 'SessionProblem';
    this.code = code;
    this.handedOver = handedOver;
  }
}

/** A refused sign-in: SMPP 3.4, 5.1.3. */
export function bindProblem(status: number): SessionProblem {
  const detail = `bind was refused: ${statusName(status)}`;
  if (status === 0x05) return new SessionProblem('sms.already-bound', detail);
  if (status === 0x0d || status === 0x0e || status === 0x0f || status === 0x53) return new SessionProblem('sms.login-refused', detail);
  return new SessionProblem('sms.center-trouble', detail);
}

export function connectionProblem(error: unknown): SessionProblem {
  if (error instanceof SessionProblem) return error;
  const { code = '', message: said = String(error) } = error as { readonly code?: string; readonly message?: string };
  const message = said.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code) || /certificate|altnames/i.test(message)) return new SessionProblem('sms.certificate', message);
  if (/ENOTFOUND|EAI_/.test(code)) return new SessionProblem('sms.host-unknown', message);
  if (/EPROTO|ERR_SSL/.test(code) || /wrong version number/i.test(message)) return new SessionProblem('sms.no-encryption', message);
  return new SessionProblem('sms.host-unreachable', message);
}
