// One call over fetch, tried again while trying again can help. What makes or changes something carries an Idempotency-Key, so
// that a repeat whose first answer was lost does nothing twice.
import type { DeskProblem } from './problem.ts';
import { isProblem, notReached, problemIn } from './problem.ts';

export type ClientSettings = {
  /** Where the desk is: https://desk.example.com. On a page of the desk's own: its origin. */
  readonly address: string;
  /** A personal or a service token; absent: the session of the page. */
  readonly token?: string;
  /** How often a call is tried again (4). */
  readonly retries?: number;
  /** How long one try may take (30 s). */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
};

export type Sending = {
  readonly method: string;
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** Sent as JSON; bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly signal?: AbortSignal;
};

const [firstPauseMs, longestPauseMs] = [250, 8_000];

export async function send(settings: ClientSettings, sending: Sending): Promise<unknown> {
  // The same for every try of this call.
  const key = sending.method === 'GET' ? null : (sending.key ?? crypto.randomUUID());
  for (let tries = 0; ; tries += 1) {
    const { answer, problem, pauseMs } = await once(settings, sending, key);
    if (!problem) return answer;
    if (pauseMs === null || tries >= (settings.retries ?? 4)) throw problem;
    // A little apart, so that many callers do not come back in the same moment.
    const own = Math.min(firstPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2);
    await pause(Math.max(own, pauseMs), sending.signal);
  }
}

type Tried = { readonly answer?: unknown; readonly problem?: DeskProblem; /** null: trying again would not help. */ readonly pauseMs: number | null };

async function once(settings: ClientSettings, sending: Sending, key: string | null): Promise<Tried> {
  const time = AbortSignal.timeout(settings.timeoutMs ?? 30_000);
  try {
    const response = await (settings.fetch ?? fetch)(urlOf(settings.address, sending), {
      method: sending.method,
      headers: {
        accept: 'application/json, */*',
        ...(settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` }),
        ...(key === null ? {} : { 'idempotency-key': key }),
        ...(isPlain(sending.body) ? { 'content-type': 'application/json' } : {}), ...sending.headers,
      },
      ...(sending.body === undefined ? {} : { body: isPlain(sending.body) ? JSON.stringify(sending.body) : (sending.body as NonNullable<RequestInit['body']>) }),
      signal: sending.signal ? AbortSignal.any([sending.signal, time]) : time,
    });
    if (!response.ok) return await failed(response);
    return { answer: await readAnswer(response), pauseMs: null };
  } catch (error) {
    sending.signal?.throwIfAborted();
    return isProblem(error) ? { problem: error, pauseMs: null } : { problem: notReached(error), pauseMs: 0 };
  }
}

async function failed(response: Response): Promise<Tried> {
  const problem = await problemIn(response);
  const again = [429, 502, 503, 504].includes(response.status) || problem.code === 'request-running';
  const asked = Number(response.headers.get('retry-after') ?? 0);
  return { problem, pauseMs: again ? (Number.isFinite(asked) ? asked * 1_000 : 0) : null };
}

/** Bytes and pages are handed over as they come. */
async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  return (response.headers.get('content-type') ?? '').startsWith('application/json') ? response.json() : response;
}

export function urlOf(address: string, { path, params = {}, query = {} }: Pick<Sending, 'path' | 'params' | 'query'>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined || value === null ? [] : [[name, String(value)]])));
  return `${address.replace(/\/+$/, '')}${filled}${asked.size > 0 ? `?${asked.toString()}` : ''}`;
}

function isPlain(body: unknown): boolean {
  return body !== undefined && !(body instanceof Blob || body instanceof Uint8Array || body instanceof ArrayBuffer || body instanceof ReadableStream);
}

export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const give = (): void => reject(signal!.reason as Error);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      give();
    }, { once: true });
  });
}
