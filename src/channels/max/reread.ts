// After an outage: messages of the dialogs that are known are read again, and what was never told is taken in.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo } from '../channel.ts';
import { call, Refusal } from './api.ts';
import type { MaxConfig } from './config.ts';
import { seen, without, type Cursor } from './cursor.ts';
import { fields, list, whole, words, type Fields } from './fields.ts';
import { asInput } from './update.ts';

/** Where the listener stands; what is delivered moves it. */
export type Place = { cursor: Cursor };

const perPage = 100;
const mostPages = 20;
const mostRecent = 50;
const recentMs = 86_400_000;
/** Clocks differ, and what was told last may have been told out of its order. */
const marginMs = 10 * 60_000;
const dayMs = 86_400_000;
/** A third of what the vendor lets a bot ask, so that answers go out meanwhile. */
const betweenMs = 100;

/** `recent`: dialogs of the last day, for every few minutes; `all` after an outage. */
export async function reread(config: MaxConfig, io: ListenIo, place: Place, which: 'all' | 'recent', signal: AbortSignal): Promise<void> {
  const now = Date.parse(io.now());
  const dialogs = which === 'all' ? place.cursor.dialogs : place.cursor.dialogs.filter(([, at]) => at > now - recentMs).slice(0, mostRecent);
  const counts = { found: 0, takenIn: 0, fetchedNow: 0 };
  for (const [chat, at] of dialogs) {
    const messages = await messagesSince(config, chat, Math.max(at - marginMs, now - io.rememberedDays * dayMs, 0), signal);
    if (messages === 'closed') place.cursor = without(place.cursor, chat);
    else if (messages.length > 0) await takeIn(messages, io, place, counts);
    await pause(betweenMs, undefined, { signal });
  }
  io.reconciled({ at: io.now(), ...counts });
}

async function takeIn(messages: readonly Fields[], io: ListenIo, place: Place, counts: { found: number; takenIn: number; fetchedNow: number }): Promise<void> {
  const updates = messages.map((message): Fields => ({ update_type: 'message_created', timestamp: message['timestamp'], message }));
  const inputs = updates.map((update) => asInput(update, 'message', io.now()));
  const known = await io.known(inputs.map(({ key }) => key!));
  const missing = inputs.filter(({ key }) => !known.has(key!));
  const cursor = seen(place.cursor, updates);
  if (missing.length > 0) {
    await io.deliver(missing, cursor);
    io.log('info', 'messages that had not been told were read again', { messages: missing.length });
  }
  place.cursor = cursor;
  counts.found += inputs.length;
  counts.takenIn += inputs.length - missing.length;
  counts.fetchedNow += missing.length;
}

/** Oldest first, the customer's own. `closed`: the vendor does not show this dialog any more. */
async function messagesSince(config: MaxConfig, chat: number, after: number, signal: AbortSignal): Promise<readonly Fields[] | 'closed'> {
  const found = new Map<string, Fields>();
  let before: number | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query: Readonly<Record<string, number>> = { chat_id: chat, after, count: perPage, ...(before === null ? {} : { before }) };
    const answered: Fields | null = await call(config, signal, { method: 'GET', path: '/messages', query }).catch((error: unknown) => {
      if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return null;
      throw error;
    });
    if (answered === null) return 'closed';
    const messages = list(answered['messages']).map(fields);
    const unseen = messages.filter((message) => !found.has(midOf(message)));
    for (const message of unseen) found.set(midOf(message), message);
    const oldest = Math.min(...messages.map((message) => whole(message['timestamp']) ?? Number.MAX_SAFE_INTEGER));
    if (messages.length < perPage) break;
    // One more than the oldest: others may have come in its millisecond. Where that leads nowhere, on from there.
    before = unseen.length > 0 ? oldest + 1 : oldest;
  }
  return [...found.values()].filter(isOfCustomer).toReversed();
}

const midOf = (message: Fields): string => words(fields(message['body'])['mid']) ?? '';

function isOfCustomer(message: Fields): boolean {
  const sender = fields(message['sender']);
  return midOf(message) !== '' && fields(message['recipient'])['chat_type'] === 'dialog' && sender['is_bot'] !== true && whole(sender['user_id']) !== null;
}
