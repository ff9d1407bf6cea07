// Keeps outgoing webhooks going: several at once, so that a slow address holds up nobody but itself, and beside everything
// else that a worker does, so that it holds up no message either.
import type { Announcement, Desk } from '../operations/desk.ts';
import type { WebhookIo } from '../operations/send-webhooks.ts';
import { beginWebhookTurn } from '../operations/send-webhooks.ts';
import { removeOldWebhookDeliveries } from '../store/webhook-delivery.ts';
import { findNextDueWebhook } from '../store/webhook.ts';
import { messageOf } from '../store/failure.ts';
import { gathered, runLoop } from './loop.ts';

const idleMs = 1_000;
/** A burst of events is looked at once. */
const gatherMs = 25;
const atOnce = 8;
const logDays = 30;
const cleanUpMs = 3_600_000;

export interface WebhookWork {
  look(what: Announcement | null): void;
  stop(): Promise<void>;
}

export function sendWebhooks(desk: Desk, io: WebhookIo): WebhookWork {
  const stopping = new AbortController();
  const turns = new Set<Promise<void>>();
  let cleanedAt = 0;
  let timer: NodeJS.Timeout | null = null;

  const take = async (): Promise<boolean> => {
    if (turns.size >= atOnce) return false;
    const turn = await beginWebhookTurn(desk, io, stopping.signal);
    if (turn === null) return false;
    const kept = turn.done.catch((error: unknown) => desk.log.warn({ error: messageOf(error) }, 'A webhook could not be served; it is taken up again.')).then(() => {
      turns.delete(kept);
      loop.wake();
    });
    turns.add(kept);
    return true;
  };

  const step = async (): Promise<boolean> => {
    if (await take()) return true;
    const now = Date.parse(desk.now());
    if (now - cleanedAt > cleanUpMs) {
      cleanedAt = now;
      while ((await removeOldWebhookDeliveries(desk.db, new Date(now - logDays * 86_400_000).toISOString(), 1_000)) >= 1_000);
    }
    if (timer) clearTimeout(timer);
    const due = await findNextDueWebhook(desk.db);
    const wait = due === null ? null : due.getTime() - now;
    if (wait !== null && wait > 0 && wait < idleMs) timer = setTimeout(() => loop.wake(), Math.max(wait, 10));
    return false;
  };

  const loop = runLoop('webhooks', step, idleMs, desk.log);
  const soon = gathered(() => loop.wake(), gatherMs);
  return {
    look: (what) => {
      if (what === null || what.news.includes('webhooks')) loop.wake();
      else if (what.news.includes('events')) soon();
    },
    stop: async () => {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await loop.stop();
      await Promise.all(turns);
    },
  };
}
