// Compares what lies in the community's dialogs with what was taken in: VK stops telling after some tries, and its queue forgets.
import type { ListenIo, RawRequest } from '../../channel.ts';
import { call, type Values } from '../api.ts';
import type { VkConfig } from '../config.ts';
import { isPerson, listAt, wholeAt } from '../incoming/reading.ts';
import { messageKey } from '../receive.ts';
import { brokeBy } from './problem.ts';

const page = 200;
const mostPages = 25;
/** What is told and what is fetched may cross, and clocks may differ. */
const overlapMs = 15 * 60_000;

/** Takes in what people wrote since then and nobody told us. @returns until when all of it is here */
export async function takeMissed(since: string, config: VkConfig, io: ListenIo, store: (inputs: readonly RawRequest[], completeUntil: string) => Promise<void>): Promise<void> {
  const startedAt = io.now();
  const oldest = Math.max(Date.parse(since) - overlapMs, Date.parse(startedAt) - io.rememberedDays * 86_400_000) / 1_000;
  const found = new Map<string, unknown>();
  for (const peer of await peersSince(oldest, config, io)) {
    for (const message of await itemsSince('messages.getHistory', { peer_id: peer }, oldest, config, io)) {
      const place = wholeAt(message, 'conversation_message_id');
      if (wholeAt(message, 'from_id') === peer && place !== null && place > 0) found.set(messageKey(peer, place), message);
    }
  }
  const known = await io.known([...found.keys()]);
  const inputs = [...found].filter(([key]) => !known.has(key)).map(([key, message]) => inputOf(key, message, config, startedAt));
  await store(inputs, startedAt);
  io.reconciled({ at: startedAt, found: found.size, takenIn: found.size - inputs.length, fetchedNow: inputs.length });
}

async function peersSince(oldest: number, config: VkConfig, io: ListenIo): Promise<readonly number[]> {
  const conversations = await itemsSince('messages.getConversations', {}, oldest, config, io);
  return [...new Set(conversations.map((one) => wholeAt(one, 'conversation', 'peer', 'id')).filter(isPerson))];
}

/** Newest first, as far back as asked for. */
async function itemsSince(method: string, values: Values, oldest: number, config: VkConfig, io: ListenIo): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let place = 0; place < mostPages; place += 1) {
    const answered = await call(method, { ...values, count: page, offset: place * page }, config, { signal: io.signal });
    if (!answered.ok) throw brokeBy(answered);
    const items = listAt(answered.result, 'items');
    all.push(...items.filter((item) => dateOf(item) >= oldest));
    if (items.length < page || dateOf(items.at(-1)) < oldest) break;
  }
  return all;
}

const dateOf = (item: unknown): number => wholeAt(item, 'date') ?? wholeAt(item, 'last_message', 'date') ?? 0;

/** In the form in which VK tells of a new message, with the time of the fetch: the same bytes mean the same later. */
function inputOf(key: string, message: unknown, config: VkConfig, receivedAt: string): RawRequest {
  const event = { type: 'message_new', group_id: Number(config.groupId), v: config.apiVersion, object: { message } };
  return { kind: 'update', headers: {}, body: new TextEncoder().encode(JSON.stringify(event)), receivedAt, key };
}
