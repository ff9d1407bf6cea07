// Long polling: asks for updates, stores them together with the place behind them, and only then asks for what follows: an update
// counts as told to us with the next question, so that one which could not be stored is given again.
import { z } from 'zod';
import type { RawRequest } from '../../channel.ts';
import { type Answered, call, type Failure, strangeAnswer } from '../api.ts';
import type { TelegramConfig } from '../config.ts';
import { problemOf } from '../outcome.ts';
import { wantedUpdates } from '../receive.ts';
import { pauseAfter, type Session, waitFor } from './session.ts';

const shape = z.object({
  /** Updates are numbered by bot: of another one we begin at its beginning. */
  bot: z.string(),
  offset: z.int(),
});
type Cursor = z.infer<typeof shape>;

const mostAtOnce = 100;
/** After somebody else has read along, so many good answers, or one for which nobody disturbed the wait, until it counts as over. */
const calmAfter = 3;
const shortestAnswer = 500;

type Place = { cursor: Cursor | null; /** No webhook stands in the way. */ prepared: boolean; failures: number; /** So many good answers until another reader counts as gone. */ unrest: number };

export async function poll(session: Session): Promise<void> {
  const { config, io, signal } = session;
  const place: Place = { cursor: readCursor(io.cursor, config), prepared: false, failures: 0, unrest: 0 };
  while (!signal.aborted) {
    const failed = await round(session, place);
    if (!failed || signal.aborted) continue;
    place.failures += 1;
    await pauseAfter(place.failures, session, failed.askedSeconds);
  }
}

/** @returns null where it went well; else how long the vendor asks to wait */
async function round(session: Session, place: Place): Promise<{ readonly askedSeconds: number } | null> {
  const got = await ask(session, place);
  if (session.signal.aborted) return null;
  if (!got.ok) {
    if (isConflict(got)) Object.assign(place, { unrest: ofWebhook(got) ? 0 : calmAfter, prepared: false });
    tell(session, got);
    return { askedSeconds: got.what === 'refused' ? (got.retryAfterSeconds ?? 0) : 0 };
  }
  if (!(await store(session, got.result, place))) return { askedSeconds: 0 };
  place.failures = 0;
  place.unrest = got.calm ? 0 : Math.max(0, place.unrest - 1);
  if (place.unrest === 0) session.say(null);
  return null;
}

const readCursor = (stored: unknown, config: TelegramConfig): Cursor | null => {
  const read = shape.safeParse(stored);
  return read.success && read.data.bot === config.botId ? read.data : null;
};

/** A webhook that was set before, here or by another program, keeps everything from whoever asks; what waited for it is not lost. */
async function prepare({ config, signal }: Session): Promise<Failure | null> {
  const limits = { ms: 15_000, signal };
  const info = await call(config, limits, (methods) => methods.getWebhookInfo());
  if (!info.ok) return info;
  if (!info.result.url) return null;
  const removed = await call(config, limits, (methods) => methods.deleteWebhook({ drop_pending_updates: false }));
  return removed.ok ? null : removed;
}

async function ask(session: Session, place: Place): Promise<(Answered<readonly unknown[]> & { readonly ok: true; readonly calm: boolean }) | Failure> {
  const { config, paces, signal } = session;
  // After a failure the first answer comes at once, so that an inbox does not look broken for longer than it is. But whether somebody
  // else reads along shows only while one waits.
  let quick = place.failures > 0 && place.unrest === 0;
  if (!place.prepared) {
    const failure = await prepare(session);
    if (failure) return failure;
    place.prepared = true;
    quick = place.unrest === 0;
  }
  const timeout = quick ? 0 : paces.pollSeconds;
  const offset = place.cursor === null ? {} : { offset: place.cursor.offset };
  const from = performance.now();
  const got = await call(config, { ms: (timeout + 15) * 1_000, signal }, (methods) => methods.getUpdates({ ...offset, limit: mostAtOnce, timeout, allowed_updates: wantedUpdates }));
  if (!got.ok) return got;
  // Without numbers nothing could be confirmed, and the same would come again without end.
  if (!Array.isArray(got.result) || (got.result.length > 0 && got.result.every((update) => idOf(update) === null))) return strangeAnswer(200);
  const took = performance.now() - from;
  // A server that does not wait is not asked without end.
  if (got.result.length === 0 && took < shortestAnswer && !quick) await waitFor(paces.shortestPause, signal);
  return { ...got, calm: got.result.length === 0 && took >= timeout * 900 };
}

/**
 * The new place follows what came, also backwards: after a quiet week the vendor begins to number anew.
 * @returns whether everything that came is stored
 */
async function store({ config, io, say, signal, paces }: Session, updates: readonly unknown[], place: Place): Promise<boolean> {
  if (updates.length === 0) return true;
  const receivedAt = io.now();
  const ids = updates.map(idOf).filter((id) => id !== null);
  const next: Cursor = { bot: config.botId, offset: Math.max(...ids) + 1 };
  const inputs = updates.map((update): RawRequest => {
    const id = idOf(update);
    return { kind: 'update', headers: {}, body: new TextEncoder().encode(JSON.stringify(update)), receivedAt, key: id === null ? null : `${config.botId}:${id}` };
  });
  try {
    await io.deliver(inputs, next);
    // What came already comes again where its confirmation got lost: not as fast as it can.
    if (place.cursor && next.offset <= place.cursor.offset) await waitFor(paces.shortestPause, signal);
    place.cursor = next;
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    say({ code: 'telegram.cannot-store', detail: error instanceof Error ? error.message.slice(0, 300) : 'no reason given' });
    io.log('error', 'updates could not be stored; they are asked for again', { updates: updates.length });
    return false;
  }
}

const idOf = (update: unknown): number | null => {
  const id: unknown = (update as { readonly update_id?: unknown } | null)?.update_id;
  return Number.isSafeInteger(id) ? (id as number) : null;
};

const isConflict = (failure: Failure): boolean => failure.what === 'refused' && failure.status === 409;
const ofWebhook = (failure: Failure): boolean => 'said' in failure && /webhook/i.test(failure.said);

function tell({ io, say }: Session, failure: Failure): void {
  const problem = isConflict(failure)
    ? { code: ofWebhook(failure) ? 'telegram.webhook-in-the-way' : 'telegram.another-reader', detail: failure.said }
    : problemOf(failure);
  say(problem);
  io.log('warn', 'updates could not be asked for', { code: problem.code });
}
