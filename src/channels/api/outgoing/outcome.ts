// What an answer of the program means for a message. The contract asks it to take one id once, so whatever may have arrived is sent
// again under the same id.
import type { Sent } from '../../channel.ts';
import type { Answer, Called } from './call.ts';

type Failed = Extract<Sent, { readonly ok: false }>;

export function failed(retry: Failed['retry'], code: string, reason: string, more: Pick<Failed, 'retryAfterSeconds' | 'ofInbox'> = {}): Failed {
  return { ok: false, retry, code, reason, ...more };
}

/** What every message of the inbox would meet. */
const ofInbox = (code: string, reason: string): Failed => failed('later', code, reason, { ofInbox: true });

const mostId = 500;

/** @param own the id under which the message was sent, for programs that give none of their own */
export function outcomeOf(called: Called, own: string): Sent {
  if (called.was !== 'answered') return failureOf(called);
  const { status } = called;
  if (status >= 200 && status < 300) return { ok: true, externalId: idIn(called.text) ?? own };
  return refusal(called);
}

function failureOf({ was, reason }: Exclude<Called, { readonly was: 'answered' }>): Failed {
  if (was === 'untrusted') return ofInbox('api.certificate', reason);
  return was === 'unreached' ? ofInbox('api.unreachable', reason) : failed('later', 'api.answer-lost', reason);
}

export function refusal(answer: Answer): Failed {
  const { status, retryAfterSeconds } = answer;
  const said = wordsOf(answer);
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  if (status >= 300 && status < 400) return ofInbox('api.address-moved', said);
  if (status === 401 || status === 403) return ofInbox('api.signature-refused', said);
  if (status === 410) return failed('never', 'api.person-gone', said);
  if (status === 429 || status === 503) return failed('later', 'api.program-busy', said, wait);
  if (status === 408 || status === 425 || status >= 500) return failed('later', 'api.program-broke', said, wait);
  if (status === 413) return failed('never', 'api.too-large-there', said);
  return failed('never', 'api.message-refused', said);
}

/** The program's own id of the message: `{"id": "…"}`, or a number. */
function idIn(text: string): string | null {
  const id = fieldOf(text, ['id']);
  const written = typeof id === 'number' && Number.isFinite(id) ? String(id) : id;
  return typeof written === 'string' && written.trim() !== '' && written.length <= mostId && !written.includes('\0') && written.isWellFormed() ? written.trim() : null;
}

/** What the program said, short and in one line; of a page for people only the status. */
function wordsOf({ status, text }: Answer): string {
  const field = fieldOf(text, ['error', 'message', 'detail', 'problem']);
  const said = typeof field === 'string' ? field : /^\s*[<{[]/.test(text) ? '' : text;
  const plain = said.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
  return plain === '' ? `status ${status}` : `${status}: ${plain}`;
}

function fieldOf(text: string, names: readonly string[]): unknown {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return undefined;
    return names.map((name) => (Object.hasOwn(read, name) ? (read as Record<string, unknown>)[name] : undefined)).find((value) => value !== undefined);
  } catch {
    return undefined;
  }
}
