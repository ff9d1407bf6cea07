// One request to an address that somebody entered: into the open network only, without following it elsewhere, within a time
// and a size. The address that a name leads to is checked in the lookup that the connection itself uses, so that a name which
// leads elsewhere a moment later (DNS rebinding) gains nothing.
import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { isPrivateAddress } from '../operations/network-address.ts';
import type { Posted } from '../operations/send-webhooks.ts';

export type PostSettings = {
  readonly privateAllowed: boolean;
  readonly userAgent: string;
  readonly timeoutMs?: number;
  /** The system's, but for tests. */
  readonly lookup?: LookupFunction;
};

const patienceMs = 10_000;
const answerKept = 1_000;
/** What is longer is not read to its end. */
const answerRead = 65_536;
const idleMs = 5_000;

class PrivateAddress extends Error {}

export type Post = (address: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array) => Promise<Posted>;

export function openPost(settings: PostSettings): { readonly post: Post; close(): void } {
  const lookup = settings.privateAllowed ? (settings.lookup ?? systemLookup) : guarded(settings.lookup ?? systemLookup);
  const agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: idleMs, maxSockets: 16 }),
    'https:': new https.Agent({ keepAlive: true, timeout: idleMs, maxSockets: 16 }),
  };
  return {
    post: async (address, headers, body) => {
      const began = performance.now();
      const since = () => Math.round(performance.now() - began);
      try {
        const url = new URL(address);
        const literal = url.hostname.replace(/^\[|\]$/g, '');
        // An address that is none by name is looked up by nobody.
        if (!settings.privateAllowed && isIP(literal) !== 0 && isPrivateAddress(literal)) throw new PrivateAddress();
        const scheme = url.protocol === 'https:' ? https : http;
        const answered = await ask(scheme.request(url, {
          method: 'POST', agent: agents[url.protocol as 'http:' | 'https:'], lookup,
          headers: { 'user-agent': settings.userAgent, accept: '*/*', ...headers, 'content-length': Buffer.byteLength(body) },
        }), body, settings.timeoutMs ?? patienceMs);
        return { ...answered, durationMs: since() };
      } catch (error) {
        return { status: null, problem: problemOf(error), answer: reasonOf(error), durationMs: since(), retryAfter: null };
      }
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function guarded(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const open = (found as unknown as LookupAddress[]).filter(({ address }) => !isPrivateAddress(address));
      if (open.length === 0) return callback(new PrivateAddress(), '');
      if (options.all) return callback(null, open);
      callback(null, open[0]!.address, open[0]!.family);
    });
  };
}

async function ask(request: http.ClientRequest, body: string | Uint8Array, timeoutMs: number): Promise<Omit<Posted, 'durationMs'>> {
  return new Promise((resolve, reject) => {
    const kept: Buffer[] = [];
    let bytes = 0;
    let answered: http.IncomingMessage | null = null;
    const done = (): void => {
      clearTimeout(timer);
      if (answered) resolve(told(answered, Buffer.concat(kept).subarray(0, answerKept)));
    };
    // What came with the status counts, even where the rest of the answer is late or endless.
    const timer = setTimeout(() => {
      done();
      request.destroy(new Error('timeout'));
    }, timeoutMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.on('response', (response) => {
      answered = response;
      response.on('data', (piece: Buffer) => {
        if (bytes < answerKept) kept.push(piece);
        bytes += piece.length;
        if (bytes <= answerRead) return;
        done();
        response.destroy();
      });
      response.on('end', done);
      response.on('error', done);
    });
    request.end(body);
  });
}

function told(response: http.IncomingMessage, answer: Buffer): Omit<Posted, 'durationMs'> {
  const status = response.statusCode ?? 0;
  const problem = status >= 500 ? 'broken' : status >= 400 ? 'refused' : status >= 300 ? 'redirected' : status >= 200 ? null : 'broken';
  // PostgreSQL's text cannot hold the character U+0000; the last character may have been cut in two.
  const text = answer.toString('utf8').replaceAll('\0', '\uFFFD').replace(/\uFFFD$/, '');
  return { status, problem, answer: text, retryAfter: secondsOf(response.headers['retry-after']) };
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1_000));
}

function problemOf(error: unknown): Posted['problem'] {
  if (error instanceof PrivateAddress) return 'private-address';
  const { code, message } = error as NodeJS.ErrnoException;
  if (message === 'timeout') return 'timeout';
  // Names that Node and OpenSSL give to certificates that cannot be trusted: https://nodejs.org/api/tls.html#x509-certificate-error-codes
  return /EPROTO|CERT|UNABLE_TO|SELF_SIGNED|HOSTNAME_MISMATCH|ALTNAME|SSL/.test(code ?? '') ? 'certificate' : 'unreachable';
}

function reasonOf(error: unknown): string {
  if (error instanceof PrivateAddress) return '';
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message.slice(0, answerKept) : String(error);
}
