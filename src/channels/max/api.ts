// The bots' interface of MAX: one call, and what a refusal or a broken connection means for the inbox.
import type { Problem } from '../channel.ts';
import type { MaxConfig } from './config.ts';
import { fields, words, type Fields } from './fields.ts';
import { NotAnswered, request, textOf } from './request.ts';

const mostAnswerBytes = 32 * 1_048_576;
const patienceMs = 30_000;

export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly patienceMs?: number;
};

/** The vendor said no: its status, its own code and its words. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, code: string, said: string, retryAfterSeconds?: number) {
    super(said);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Something about the inbox that no repetition mends. */
export class Hindrance extends Error {
  readonly problem: Problem;
  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'Hindrance';
    this.problem = { code, detail };
  }
}

export async function call(config: MaxConfig, signal: AbortSignal, { method, path, query = {}, body, patienceMs: patience = patienceMs }: Call): Promise<Fields> {
  const url = new URL(`${config.apiAddress}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const answer = await request({
    method, url, signal, timeoutMs: patience, trusted: config.trustedCertificate,
    headers: { authorization: config.accessToken, accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await textOf(answer, mostAnswerBytes).catch((error: unknown) => {
    throw error instanceof NotAnswered ? error : new NotAnswered(true, 'broken-off', 'the answer broke off');
  });
  const said = fields(parsed(text));
  const status = answer.statusCode ?? 0;
  if (status === 200) return said;
  throw new Refusal(status, words(said['code'])?.slice(0, 100) ?? '', `${status} ${words(said['code']) ?? ''} ${words(said['message']) ?? ''}`.replaceAll(/\s+/g, ' ').trim().slice(0, 300), waitOf(answer.headers['retry-after']));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function waitOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header.trim()) ? Math.max(1, Number(header)) : undefined;
}

/** What keeps the inbox from working, in the words of the catalogue. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Hindrance) return error.problem;
  if (error instanceof Refusal) return { code: codeOf(error.status), detail: error.message };
  if (error instanceof NotAnswered) return { code: connectionCode(error), detail: error.message.slice(0, 300) };
  return { code: 'fault', detail: error instanceof Error ? error.message.slice(0, 300) : '' };
}

function codeOf(status: number): string {
  if (status === 401) return 'max.token-refused';
  if (status === 429) return 'max.too-many-requests';
  return status >= 500 ? 'max.vendor-broken' : 'max.refused';
}

export function connectionCode({ code, message }: Pick<NotAnswered, 'code' | 'message'>): string {
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code) || /certificate|altnames/i.test(message)) return 'max.certificate';
  return /ENOTFOUND|EAI_/.test(code) ? 'max.host-unknown' : 'max.unreachable';
}
