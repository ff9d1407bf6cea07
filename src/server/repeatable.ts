// Idempotency-Key: a request that makes or changes something may be sent again with the same key, and is carried out once.
// The header as in https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header. A refused request changed nothing
// and leaves its key free, so that it is tried for real when it comes again.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { messageOf } from '../store/failure.ts';
import type { RepeatableRow, RequestKey } from '../store/repeatable-request.ts';
import { beginRequest, letGoOfRequest, prolongRequest, saveRequestAnswered, saveRequestChanged } from '../store/repeatable-request.ts';
import { seal, unseal } from '../store/sealed.ts';
import type { Route, SignedIn } from './route.ts';

export const keyHeader = 'idempotency-key';
export const repeatHours = 24;
const leaseMs = 30_000;

export const keyField = z.string().regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible ASCII characters').optional()
  .meta({ description: `Made by the caller, a new one for each new request: the same request with the same key within ${repeatHours} hours is carried out once and answered alike.` });

/** Routes whose caller is known, and whose answer can be kept. */
export function mayRepeat(route: Pick<Route, 'method' | 'who' | 'reply'>): boolean {
  return route.method !== 'GET' && route.who !== 'anyone' && route.who !== 'outside' && route.reply !== 'stream';
}

export async function onceByKey(desk: Desk, route: Route, request: FastifyRequest, answer: FastifyReply, signedIn: SignedIn | null, handle: (desk: Desk) => Promise<unknown>): Promise<unknown> {
  const key = request.headers[keyHeader];
  if (typeof key !== 'string' || signedIn === null || !mayRepeat(route)) return handle(desk);
  const { workspace, token, viewer } = signedIn;
  const named: RequestKey = { workspace, caller: token === null ? `agent ${viewer.id}` : `${token.kind} ${token.id}`, key };
  const now = desk.now();
  const later = (milliseconds: number) => new Date(Date.parse(desk.now()) + milliseconds).toISOString();
  const fingerprint = fingerprintOf(request, route);
  const earlier = await beginRequest(desk.db, named, { fingerprint, now, leaseUntil: later(leaseMs), forgottenBefore: later(-repeatHours * 3_600_000) });
  if (earlier !== null) return earlierAnswer(desk, named, earlier, fingerprint, answer);
  const lease = setInterval(() => void prolongRequest(desk.db, named, later(leaseMs)).catch(() => undefined), leaseMs / 3);
  try {
    const reply = await handle({ ...desk, alongChange: async (db) => saveRequestChanged(db, named) });
    await keepAnswer(desk, named, route, reply);
    return reply;
  } catch (error) {
    await letGoOfRequest(desk.db, named).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(lease);
  }
}

/** A body that is streamed is known by its size and name: its bytes are not kept to be compared. */
function fingerprintOf(request: FastifyRequest, route: Route): string {
  const body = route.rawBody ? [request.headers['content-length'] ?? null, request.headers['x-file-name'] ?? null] : (request.body ?? null);
  return createHash('sha256').update(JSON.stringify([request.method, request.url, body])).digest('base64url');
}

function earlierAnswer(desk: Desk, named: RequestKey, earlier: RepeatableRow, fingerprint: string, answer: FastifyReply): unknown {
  if (earlier.fingerprint !== fingerprint) throw new Refusal('key-reused');
  if (earlier.state === 'answered') {
    void answer.header('idempotency-replayed', 'true');
    return unseal(desk.key, boundTo(named), earlier.answer!);
  }
  const held = earlier.state === 'running' || (earlier.leased_until !== null && earlier.leased_until > new Date(desk.now()));
  throw held ? new Refusal('request-running', { seconds: 1 }) : new Refusal('answer-lost');
}

/** What was done is done, whether its answer can be kept or not. */
async function keepAnswer(desk: Desk, named: RequestKey, route: Route, reply: unknown): Promise<void> {
  try {
    await saveRequestAnswered(desk.db, named, route.reply === null ? 204 : (route.status ?? 200), seal(desk.key, boundTo(named), reply ?? null));
  } catch (error) {
    desk.log.warn({ error: messageOf(error) }, 'The answer to a repeatable request could not be kept.');
  }
}

function boundTo({ workspace, caller, key }: RequestKey): string {
  return `${workspace} ${caller} ${key}`;
}
