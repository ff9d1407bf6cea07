// One request to MAX or its storage of files. node:https instead of fetch, because an inbox may trust a certificate of its own, because a
// file is sent as it is read, and because it must be known whether a request can have reached the other side.
import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as tls from 'node:tls';

export type Asked = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream says how long it is: the vendor wants to know beforehand. */
  readonly body?: string | { readonly content: AsyncIterable<Uint8Array>; readonly bytes: number };
  /** Until the head of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Certificates in PEM that are trusted besides the usual ones. */
  readonly trusted: string | null;
};

/** No answer came. `reached`: the other side may have the request, or a part of it. */
export class NotAnswered extends Error {
  readonly reached: boolean;
  readonly code: string;
  constructor(reached: boolean, code: string, why: string) {
    super(why);
    this.name = 'NotAnswered';
    this.reached = reached;
    this.code = code;
  }
}

/** What was to be sent could not be read here. */
export class SourceBroken extends Error {
  override readonly name = 'SourceBroken';
}

/** A quiet download is given up after so long. */
const idleMs = 60_000;

/** Every request has its own connection: on one that was kept nobody can say whether a lost request had arrived. */
export async function request(asked: Asked): Promise<IncomingMessage> {
  const { url, method, timeoutMs, signal, trusted, body } = asked;
  const secure = url.protocol === 'https:';
  const headers = { ...asked.headers, ...(body === undefined ? {} : { 'content-length': String(typeof body === 'string' ? Buffer.byteLength(body) : body.bytes) }) };
  // Not by AbortSignal.any: the desk's own signal lives as long as the process, and would remember every request.
  const giveUp = new AbortController();
  const end = (): void => giveUp.abort();
  signal.addEventListener('abort', end);
  const forget = (): void => signal.removeEventListener('abort', end);
  const patience = { over: false };
  const timer = setTimeout(() => {
    patience.over = true;
    end();
  }, timeoutMs);
  const reached = { yet: false };
  const source: Source = { broken: null };
  try {
    signal.throwIfAborted();
    const options = { method, headers, agent: false as const, signal: giveUp.signal };
    const outgoing = secure ? requestSecure(url, { ...options, ...(trusted === null ? {} : { secureContext: contextFor(trusted) }) }) : requestPlain(url, options);
    outgoing.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => {
      reached.yet = true;
    }));
    const answered = answerOf(outgoing);
    await Promise.all([answered, write(outgoing, body, answered, source)]);
    const answer = await answered;
    answer.setTimeout(idleMs, () => answer.destroy(new Error('the answer stopped in the middle')));
    answer.once('close', forget);
    return answer;
  } catch (error) {
    forget();
    if (source.broken !== null) throw new SourceBroken(source.broken);
    throw notAnswered(error, reached.yet, signal.aborted, patience.over);
  } finally {
    // The body of a download may take longer.
    clearTimeout(timer);
  }
}

function notAnswered(error: unknown, reached: boolean, stopped: boolean, late: boolean): NotAnswered {
  if (stopped) return new NotAnswered(reached, 'stopped', 'this desk is stopping');
  if (late) return new NotAnswered(reached, 'late', 'no answer in time');
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  // What several addresses of one name answered stands inside.
  const inner = error instanceof AggregateError ? (error.errors as readonly { readonly code?: string; readonly message: string }[])[0] : undefined;
  return new NotAnswered(reached, code || (inner?.code ?? ''), message || (inner?.message ?? 'no connection'));
}

const answerOf = (outgoing: ClientRequest): Promise<IncomingMessage> => new Promise((resolve, reject) => {
  outgoing.once('response', resolve);
  outgoing.once('error', reject);
});

/** Why what was to be sent could not be read, once that is known. */
type Source = { broken: string | null };

async function write(outgoing: ClientRequest, body: Asked['body'], answered: Promise<IncomingMessage>, source: Source): Promise<void> {
  if (body === undefined || typeof body === 'string') return void outgoing.end(body);
  const guarded = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* body.content;
    } catch (error) {
      source.broken = error instanceof Error ? error.message : 'it could not be read';
      throw error;
    }
  };
  try {
    await pipeline(Readable.from(guarded(), { objectMode: false }), outgoing);
  } catch (error) {
    // An early refusal ends the upload, and is the better answer.
    await answered.catch(() => {
      throw error;
    });
  }
}

const contexts = new Map<string, tls.SecureContext>();

/** Made once for each certificate: it holds a hundred others. */
function contextFor(trusted: string): tls.SecureContext {
  const known = contexts.get(trusted);
  if (known) return known;
  if (contexts.size > 50) contexts.clear();
  // Newer versions of Node also tell what NODE_EXTRA_CA_CERTS has added.
  const usual = 'getCACertificates' in tls ? tls.getCACertificates('default') : (tls as { readonly rootCertificates: readonly string[] }).rootCertificates;
  const context = tls.createSecureContext({ ca: [...usual, trusted] });
  contexts.set(trusted, context);
  return context;
}

export async function textOf(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new NotAnswered(true, 'too-long', 'the answer is longer than can be taken');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
