// One signed request to the program, and what is known of it afterwards.
import type { ChannelIo } from '../../channel.ts';
import type { ApiConfig } from '../config.ts';
import { signedHeaders } from '../signature.ts';

export type Answer = { readonly status: number; readonly text: string; readonly retryAfterSeconds: number | null };
/** `unreached`: nobody can have taken it. `lost`: somebody may have, and no whole answer came. */
export type Called = ({ readonly was: 'answered' } & Answer) | { readonly was: 'unreached' | 'untrusted' | 'lost'; readonly reason: string };

const patienceMs = 30_000;
/** A slow line still takes so many bytes in a millisecond. */
const slowest = 50;
const mostAnswer = 65_536;

export async function call(config: ApiConfig, io: Pick<ChannelIo, 'now' | 'signal'>, { id, payload }: { readonly id: string; readonly payload: unknown }): Promise<Called> {
  if (io.signal.aborted) return { was: 'unreached', reason: 'this desk is being stopped' };
  const body = JSON.stringify(payload);
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(Math.round(patienceMs + body.length / slowest))]);
  try {
    const response = await fetch(config.programAddress, {
      method: 'POST', body, signal,
      // A redirect would carry what is signed for this address to another.
      redirect: 'manual',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...signedHeaders(config, { id, at: io.now(), body }) },
    });
    return { was: 'answered', status: response.status, text: await beginningOf(response), retryAfterSeconds: secondsOf(response.headers.get('retry-after'), io.now()) };
  } catch (error) {
    return failureOf(error);
  }
}

async function beginningOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > mostAnswer) break;
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** RFC 9110, section 10.2.3: seconds or a date. */
function secondsOf(header: string | null, now: string): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Math.min(Number(header), 86_400);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, Math.round((at - Date.parse(now)) / 1_000)), 86_400);
}

const neverConnected = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;
const certificate = /^(EPROTO|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** Only the code or the name: the message of a failed call can hold the address, and an address can hold a key. */
function failureOf(error: unknown): Called {
  for (let inner: unknown = error, depth = 0; typeof inner === 'object' && inner !== null && depth < 6; depth += 1) {
    const { code, name, message, cause, errors } = inner as { readonly code?: unknown; readonly name?: unknown; readonly message?: unknown; readonly cause?: unknown; readonly errors?: readonly unknown[] };
    if (typeof code === 'string') return { was: neverConnected.test(code) ? 'unreached' : certificate.test(code) ? 'untrusted' : 'lost', reason: code };
    // Ports of other protocols, which no web client calls (https://fetch.spec.whatwg.org/#port-blocking).
    if (message === 'bad port') return { was: 'unreached', reason: 'this port belongs to another protocol and is not called' };
    if (name === 'TimeoutError') return { was: 'lost', reason: 'no answer in time' };
    if (name === 'AbortError') return { was: 'lost', reason: 'interrupted' };
    inner = cause ?? errors?.[0];
  }
  return { was: 'lost', reason: 'the connection broke' };
}
