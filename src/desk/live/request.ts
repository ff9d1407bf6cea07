// One way to the server: JSON in, JSON out; a refusal becomes Refused, a lost connection Unreachable.
import type { RefusalBody } from '../../contract/refusals.ts';

export class Refused extends Error {
  readonly status: number;
  readonly body: RefusalBody;
  constructor(status: number, body: RefusalBody) {
    super(body.message);
    this.name = 'Refused';
    this.status = status;
    this.body = body;
  }
}

/** Nothing came back: it may or may not have arrived, so only requests with a client-made id are repeated. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the desk cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Listener = () => void;

const signedOut = new Set<Listener>();

/** Called when the server says that nobody is signed in any more. */
export function onSignedOut(listener: Listener): Listener {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

let prepare: () => Promise<void> = async () => undefined;

/** What has to be there when a refusal is told: its words. */
export function beforeRefusal(work: () => Promise<void>): void {
  prepare = work;
}

export async function request<Reply>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Reply> {
  return send<Reply>(`/api${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal ? { signal } : {}),
  });
}

/** Sent even when the page closes at this moment; nobody hears the answer. */
export function parting(method: Method, path: string, body: unknown): void {
  const headers = { 'content-type': 'application/json' };
  void fetch(`/api${path}`, { method, body: JSON.stringify(body), headers, credentials: 'same-origin', keepalive: true }).catch(() => undefined);
}

export async function upload<Reply>(path: string, file: File, signal?: AbortSignal): Promise<Reply> {
  return send<Reply>(`/api${path}`, {
    method: 'POST',
    body: file,
    // A header holds ASCII only; the server decodes the name.
    headers: { 'content-type': file.type || 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
    ...(signal ? { signal } : {}),
  });
}

async function send<Reply>(address: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(address, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(error);
  });
  if (response.ok) return response.status === 204 ? (undefined as Reply) : ((await response.json()) as Reply);
  const refusal = await readRefusal(response);
  if (refusal.code === 'not-signed-in') for (const listener of signedOut) listener();
  await prepare().catch(() => undefined);
  throw new Refused(response.status, refusal);
}

/** A proxy in between may answer in its own words; those are no use to an agent. */
async function readRefusal(response: Response): Promise<RefusalBody> {
  const body: unknown = await response.json().catch(() => null);
  if (isRefusal(body)) return body;
  return { code: 'fault', message: `HTTP ${response.status}`, whatToDo: '', values: { fault: response.status } };
}

function isRefusal(body: unknown): body is RefusalBody {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

export function isRefused(error: unknown, code?: RefusalBody['code']): error is Refused {
  return error instanceof Refused && (code === undefined || error.body.code === code);
}
