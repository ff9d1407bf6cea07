// VK drops a repeated message by its `random_id` for an hour, and within the last hundred messages of a dialog. A send that is tried
// again later than that is looked for in the dialog's history first, which keeps the number for good.
import type { Instant } from '../../../domain/identifier.ts';
import { type Answered, call } from '../api.ts';
import type { VkConfig } from '../config.ts';
import { listAt, wholeAt } from '../incoming/reading.ts';
import { externalIdOf } from '../receive.ts';

/** Well within the hour that VK remembers, and too short for a hundred messages. */
const trustedMs = 10 * 60_000;
/** Clocks may differ by so much. */
const toleranceMs = 10 * 60_000;
const page = 200;
const mostPages = 10;

export const mayBeForgotten = (writtenAt: Instant, now: Instant): boolean => Date.parse(now) - Date.parse(writtenAt) > trustedMs;

export type Sought = { readonly peer: string; readonly writtenAt: Instant; readonly randomIds: readonly number[] };
export type Found = { readonly ok: true; readonly sent: ReadonlyMap<number, string> } | Extract<Answered, { readonly ok: false }>;

/** @returns the external ids of those parts that are with the customer already, by their numbers */
export async function findSent({ peer, writtenAt, randomIds }: Sought, config: VkConfig, signal: AbortSignal): Promise<Found> {
  const sent = new Map<number, string>();
  const since = (Date.parse(writtenAt) - toleranceMs) / 1_000;
  for (let place = 0; place < mostPages && sent.size < randomIds.length; place += 1) {
    const answered = await call('messages.getHistory', { peer_id: peer, count: page, offset: place * page }, config, { signal });
    if (!answered.ok) return answered;
    const items = listAt(answered.result, 'items');
    for (const item of items) {
      const [number, cmid] = [wholeAt(item, 'random_id'), wholeAt(item, 'conversation_message_id')];
      if (number !== null && cmid !== null && cmid > 0 && (wholeAt(item, 'from_id') ?? 0) < 0 && (wholeAt(item, 'date') ?? 0) >= since && randomIds.includes(number)) sent.set(number, externalIdOf(Number(peer), cmid));
    }
    if (items.length < page || (wholeAt(items.at(-1), 'date') ?? 0) < since) break;
  }
  return { ok: true, sent };
}
