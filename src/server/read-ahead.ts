// Reading begins while it is still being looked up who asks, as if they were who they were the last time: all of it is one way to the
// database and back instead of three. What was read is given only to whoever the database says they are by then; somebody who has
// signed out meanwhile, or has another role or other teams, is asked about anew and read for anew.
import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { readTogether, sendsAhead } from '../store/sent-ahead.ts';
import type { SignedIn } from './route.ts';
import type { Guard, Guarding } from './who-may.ts';

/** Whoever asked with the same cookie or token the last time, where they might ask this; null: not known, or not here. */
export function guessWho({ desk, signIn }: Guarding, guard: Guard, request: FastifyRequest): SignedIn | null {
  const guess = signIn.lastFound(request);
  if (!guess || !sendsAhead(desk.db)) return null;
  try {
    guard.refuseByRole(guess);
    return guess;
  } catch {
    return null;
  }
}

/** @returns what `handle` read for whoever asks, be they who was guessed or not */
export async function readAhead(parts: Guarding, guard: Guard, request: FastifyRequest, guess: SignedIn, handle: (desk: Desk, signedIn: SignedIn) => Promise<unknown>): Promise<unknown> {
  const read = request.validationError ? null : await readAsGuessed(parts, guard, request, guess, handle);
  if (read) return read.reply;
  const signedIn = await guard.admit(request);
  if (request.validationError) throw request.validationError;
  return handle(parts.desk, signedIn);
}

/** null: they are not who they were. */
async function readAsGuessed({ desk, signIn }: Guarding, guard: Guard, request: FastifyRequest, guess: SignedIn, handle: (desk: Desk, signedIn: SignedIn) => Promise<unknown>): Promise<{ readonly reply: unknown } | null> {
  return readTogether(desk.db, async (db) => {
    const there = { ...desk, db };
    const [found, seen, reply] = await Promise.allSettled([signIn.find(request, db), guard.refuseUnseen(there, guess, request), handle(there, guess)]);
    const signedIn = given(found);
    if (!signedIn) throw new Refusal('not-signed-in');
    if (!isDeepStrictEqual(signedIn, guess)) return null;
    given(seen);
    return { reply: given(reply) };
  });
}

function given<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
