// One call to the Bot API, and what is known of it afterwards. Whether the vendor can have taken it matters more than why it failed:
// a message may be sent again only where nobody can have it.
import { Api, type ApiClientOptions, GrammyError, type RawApi } from 'grammy';
import type { TelegramConfig } from './config.ts';

export type Refused = { readonly ok: false; readonly what: 'refused'; readonly status: number; readonly said: string; readonly retryAfterSeconds?: number };
export type Failure =
  /** The vendor's own answer. */
  | Refused
  /** Somebody answered, but not as the vendor does: a proxy, an overloaded front, a page that asks to sign in. */
  | { readonly ok: false; readonly what: 'strange'; readonly status: number; readonly said: string }
  /** Nothing, or not all of it, was handed over. */
  | { readonly ok: false; readonly what: 'unreached'; readonly said: string }
  /** All of it may have been handed over, and no answer came. */
  | { readonly ok: false; readonly what: 'lost'; readonly said: string }
  /** A file of ours could not be read. */
  | { readonly ok: false; readonly what: 'source'; readonly said: string };
export type Answered<Result> = { readonly ok: true; readonly result: Result } | Failure;

/** What one call left behind. A body that is streamed is handed over when its last byte is; one that is not, at once. */
export type Trace = { status: number | null; handedOver: boolean; brokenSource: string | null };

export type Limits = { readonly ms: number; readonly signal: AbortSignal };

/** @param make makes the one call with the methods that it is given */
export async function call<Result>(config: TelegramConfig, { ms, signal }: Limits, make: (methods: RawApi, trace: Trace) => Promise<Result>): Promise<Answered<Result>> {
  if (signal.aborted) return { ok: false, what: 'unreached', said: 'this desk is being stopped' };
  const trace: Trace = { status: null, handedOver: true, brokenSource: null };
  const stop = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  const options = { apiRoot: config.apiAddress, fetch: fetching(trace, stop) as unknown as NonNullable<ApiClientOptions['fetch']> };
  try {
    const result = await make(new Api(config.botToken, options).raw, trace);
    return result === null || result === undefined ? strangeAnswer(trace.status ?? 200) : { ok: true, result };
  } catch (error) {
    return failureOf(error, trace);
  }
}

type Asked = { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: string | AsyncIterable<Uint8Array>; readonly signal: { addEventListener(what: 'abort', then: () => void): void } };

/**
 * Node's own fetch instead of the library's: it says whether a connection came about, and a redirect cannot carry the token elsewhere.
 * The library aborts when a file breaks off, before the body would end as if it were whole.
 */
function fetching(trace: Trace, stop: AbortSignal): (address: string, asked: Asked) => Promise<Response> {
  return async (address, { method, headers, body, signal }) => {
    const broken = new AbortController();
    signal.addEventListener('abort', () => broken.abort());
    trace.handedOver = typeof body === 'string';
    const answer = await fetch(address, {
      method,
      headers: { 'content-type': headers['content-type'] ?? 'application/json' },
      body: typeof body === 'string' ? body : noticing(body, trace),
      redirect: 'manual',
      signal: AbortSignal.any([stop, broken.signal]),
      ...(typeof body === 'string' ? {} : { duplex: 'half' as const }),
    });
    trace.status = answer.status;
    return answer;
  };
}

async function* noticing(body: AsyncIterable<Uint8Array>, trace: Trace): AsyncGenerator<Uint8Array> {
  for await (const piece of body) yield piece;
  trace.handedOver = true;
}

/** The bytes of a file on their way; if they break off, it is remembered that this was our own doing. */
export async function* read(open: () => Promise<AsyncIterable<Uint8Array>>, trace: Trace): AsyncGenerator<Uint8Array> {
  try {
    yield* await open();
  } catch (error) {
    trace.brokenSource = error instanceof Error ? error.message : 'no reason given';
    throw error;
  }
}

/** Codes of failures before a byte of the request went out. */
const neverConnected = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

function failureOf(error: unknown, trace: Trace): Failure {
  if (error instanceof GrammyError && Number.isInteger(error.error_code)) {
    const wait = error.parameters.retry_after;
    return { ok: false, what: 'refused', status: error.error_code, said: plain(error.description), ...(typeof wait === 'number' && wait >= 0 ? { retryAfterSeconds: Math.min(wait, 86_400) } : {}) };
  }
  if (trace.brokenSource !== null) return { ok: false, what: 'source', said: plain(trace.brokenSource) };
  const said = reasonOf(error);
  if (trace.status !== null) return strangeAnswer(trace.status);
  return { ok: false, what: neverConnected.test(said) || !trace.handedOver ? 'unreached' : 'lost', said };
}

export const strangeAnswer = (status: number): Failure => ({ ok: false, what: 'strange', status, said: `status ${status}, and not the answer of a Bot API` });

/** Only the code or the name: the message of a failed call can hold its address, and with it the token. */
function reasonOf(error: unknown): string {
  for (let inner: unknown = error, depth = 0; typeof inner === 'object' && inner !== null && depth < 6; depth += 1) {
    const { code, name, error: library, cause } = inner as { readonly code?: unknown; readonly name?: unknown; readonly error?: unknown; readonly cause?: unknown };
    if (typeof code === 'string') return code;
    if (name === 'TimeoutError') return 'no answer in time';
    if (name === 'AbortError') return 'interrupted';
    inner = library ?? cause;
  }
  return 'the connection broke';
}

const plain = (said: unknown): string => (typeof said === 'string' ? said : 'no reason given').replace(/\s+/g, ' ').replaceAll('\0', '').toWellFormed().trim().slice(0, 300);
