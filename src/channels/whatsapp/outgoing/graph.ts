// Calls of Meta's Graph interface. Tells apart what surely did nothing from what may have been carried out.
import type { ChannelIo } from '../../channel.ts';
import type { WhatsAppConfig } from '../config.ts';
import { line, text, thing, things, type Thing } from '../incoming/payload.ts';

export type Answer =
  | { readonly is: 'answered'; readonly status: number; /** Empty where the answer was no JSON object. */ readonly json: Thing; readonly waitSeconds: number | null }
  /** `untouched`: the call never left this machine; otherwise nobody knows. */
  | { readonly is: 'broken'; readonly untouched: boolean; readonly reason: string };

export type Body = { readonly type: string; readonly bytes?: number; readonly content: string | AsyncIterable<Uint8Array> };

export interface Graph {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: Body): Promise<Answer>;
  /** The bytes behind an address that Meta gave; the caller reads the body. null: this address is not given our token. */
  download(address: string): Promise<Response | null>;
}

/** Longer than Meta takes for anything but files. */
const patienceMs = 30_000;
/** A hundred megabytes over a slow line. */
const filePatienceMs = 280_000;

export function openGraph(config: WhatsAppConfig, io: Pick<ChannelIo, 'signal'>, patience = patienceMs): Graph {
  const authorization = `Bearer ${config.accessToken}`;
  const root = `${config.apiAddress}/${config.graphVersion}/`;
  const limited = (ms: number): AbortSignal => AbortSignal.any([io.signal, AbortSignal.timeout(ms)]);
  const call = async (address: string, how: RequestInit): Promise<Answer> => {
    try {
      return await answerOf(await fetch(address, { ...how, redirect: 'error' }));
    } catch (error) {
      return { is: 'broken', ...brokenBy(error) };
    }
  };
  return {
    get: (path, query = {}) => call(`${root}${path}?${new URLSearchParams(query).toString()}`, { headers: { authorization }, signal: limited(patience) }),
    post: (path, { type, bytes, content }) => call(root + path, {
      method: 'POST',
      headers: { authorization, 'content-type': type, ...(bytes === undefined ? {} : { 'content-length': String(bytes) }) },
      signal: limited(typeof content === 'string' ? patience : Math.max(patience, filePatienceMs)),
      ...(typeof content === 'string' ? { body: content } : ({ body: content, duplex: 'half' } as unknown as RequestInit)),
    }),
    download: async (address) => (mayHaveToken(address, config) ? fetch(address, { headers: { authorization }, signal: limited(filePatienceMs) }) : null),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const body = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = null;
  }
  return { is: 'answered', status: response.status, json: thing(json), waitSeconds: waitIn(response.headers) };
}

/** How long to wait, where Meta says it: in seconds, or in minutes beside how much of an account's calls are used up. */
function waitIn(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds, 86_400);
  try {
    const usage = Object.values(thing(JSON.parse(headers.get('x-business-use-case-usage') ?? '{}'))).flatMap(things);
    const minutes = Math.max(0, ...usage.map((one) => Number(one['estimated_time_to_regain_access']) || 0));
    return minutes > 0 ? Math.min(minutes * 60, 86_400) : null;
  } catch {
    return null;
  }
}

/** Errors that come before a single byte of a request has left. */
const before = /ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO|ERR_SSL|ERR_INVALID_URL/;

export function brokenBy(error: unknown): { readonly untouched: boolean; readonly reason: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const inner = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : cause;
  const code = text((inner as { readonly code?: unknown } | null)?.code);
  const named = inner instanceof Error ? inner : new Error(String(inner));
  return { untouched: before.test(code), reason: line([code, named.name === 'TimeoutError' ? 'no answer in time' : named.message].filter((part) => part !== '').join(': '), 300) };
}

/** Only hosts of Meta's, and whatever stands in for them. */
function mayHaveToken(address: string, config: WhatsAppConfig): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  if (url.origin === new URL(config.apiAddress).origin) return true;
  return url.protocol === 'https:' && /(^|\.)(facebook\.com|fbsbx\.com|fbcdn\.net|whatsapp\.net)$/.test(url.hostname);
}
