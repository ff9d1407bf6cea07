// Listens to a community for as long as its inbox exists. Where VK calls us, only what it stopped telling is looked for.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo, Problem, RawRequest, Stop } from '../channel.ts';
import type { VkConfig } from './config.ts';
import { type Cursor, readCursor } from './listening/cursor.ts';
import { takeMissed } from './listening/missed.ts';
import { ListeningBroke } from './listening/problem.ts';
import { inputOf, openQueue, poll } from './listening/queue.ts';

const longestPause = 300_000;
const betweenLooks = 600_000;

export function listen(config: VkConfig, io: ListenIo): Promise<Stop> {
  const stopping = new AbortController();
  const signal = AbortSignal.any([io.signal, stopping.signal]);
  const running = keepListening(config, { ...io, signal });
  return Promise.resolve(async () => {
    stopping.abort();
    await running;
  });
}

/** What one session leaves to the next. */
type Place = { cursor: Cursor | null };

async function keepListening(config: VkConfig, io: ListenIo): Promise<void> {
  const place: Place = { cursor: readCursor(io.cursor, config.groupId) };
  const say = teller(io);
  const session = config.receiveBy === 'polling' ? readQueue : lookNowAndThen;
  let failures = 0;
  while (!io.signal.aborted) {
    try {
      await session(place, config, io, () => {
        failures = 0;
        say(null);
      });
    } catch (error) {
      if (io.signal.aborted) return;
      const problem = error instanceof ListeningBroke ? error.problem : { code: 'storing-failed', detail: error instanceof Error ? error.message : 'no reason given' };
      say(problem);
      io.log('warn', 'the community could not be listened to', { code: problem.code });
      failures += 1;
      await pause(pauseAfter(failures), undefined, { signal: io.signal }).catch(() => {});
    }
  }
}

function teller(io: ListenIo): (problem: Problem | null) => void {
  let said = '';
  return (problem) => {
    const now = problem ? `${problem.code} ${problem.detail}` : 'connected';
    if (now === said) return;
    said = now;
    io.health(problem ? { is: 'failing', problem } : { is: 'connected' });
  };
}

/** Doubles with every failure; a random part keeps many inboxes from coming back all at once. */
const pauseAfter = (failures: number): number => Math.min(longestPause, 1_000 * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);

/** Durable before anything moves on. */
async function keep(place: Place, inputs: readonly RawRequest[], cursor: Cursor, io: ListenIo): Promise<void> {
  await io.deliver(inputs, cursor);
  place.cursor = cursor;
}

async function readQueue(place: Place, config: VkConfig, io: ListenIo, wellNow: () => void): Promise<void> {
  let queue = await openQueue(config, io.signal);
  // What was written before an inbox was connected is not ours to take in.
  if (place.cursor?.ts === undefined || place.cursor.ts === null) await keep(place, [], { group: config.groupId, ts: queue.ts, completeUntil: place.cursor?.completeUntil ?? io.now() }, io);
  queue = { ...queue, ts: place.cursor!.ts! };
  let forgotten = false;
  while (!io.signal.aborted) {
    if (forgotten || Date.parse(io.now()) - Date.parse(place.cursor!.completeUntil) > betweenLooks) await lookForMissed(place, queue.ts, config, io);
    forgotten = false;
    const polled = await poll(queue, io.signal);
    wellNow();
    if (polled.is === 'events') {
      const receivedAt = io.now();
      if (polled.ts !== queue.ts || polled.events.length > 0) await keep(place, polled.events.map((event) => inputOf(event, receivedAt)), { ...place.cursor!, ts: polled.ts }, io);
      queue = { ...queue, ts: polled.ts };
      continue;
    }
    // A key holds for about an hour; the number of the last event outlives it.
    const opened = polled.is === 'closed' || polled.ts === null ? await openQueue(config, io.signal) : queue;
    forgotten = polled.is === 'forgotten';
    if (forgotten) io.log('warn', 'the queue of events has forgotten some of them; the dialogs are looked through');
    queue = { ...opened, ts: polled.is === 'closed' ? queue.ts : (polled.ts ?? opened.ts) };
  }
}

/** The cursor's number moves only when the dialogs have been looked through: what follows a loss does not cover it. */
async function lookForMissed(place: Place, ts: string | null, config: VkConfig, io: ListenIo): Promise<void> {
  const since = place.cursor!.completeUntil;
  await takeMissed(since, config, io, (inputs, completeUntil) => keep(place, inputs, { group: config.groupId, ts, completeUntil }, io));
}

async function lookNowAndThen(place: Place, config: VkConfig, io: ListenIo, wellNow: () => void): Promise<void> {
  if (!place.cursor) await keep(place, [], { group: config.groupId, ts: null, completeUntil: io.now() }, io);
  await lookForMissed(place, place.cursor!.ts, config, io);
  wellNow();
  await pause(betweenLooks, undefined, { signal: io.signal }).catch(() => {});
}
