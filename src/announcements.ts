// "Look": how processes learn at once that something new is stored. Within a process directly, between processes by NOTIFY.
// A signal may be lost; every listener also looks by itself from time to time.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Announcement, News } from './operations/desk.ts';
import type { Log } from './store/connection.ts';
import type { Database } from './store/open.ts';

const channel = 'attune';
const kinds: readonly News[] = ['events', 'incoming', 'outgoing', 'inboxes', 'webhooks'];

export interface Announcements {
  announce(what: Announcement): void;
  /** null: signals may have been missed; look everywhere. */
  on(listener: (what: Announcement | null) => void): () => void;
  close(): void;
}

/** Screens of other processes may wait so long for a signal: a burst is told of once, and what this process does itself goes first. */
const gatherMs = 3;

/** @param here whether this process works itself: then nobody else is woken for work that it takes at once */
export function openAnnouncements(database: Database, log: Log, here: { readonly works: boolean }): Announcements {
  const self = randomUUID().slice(0, 8);
  const listeners = new Set<(what: Announcement | null) => void>();
  const waiting = new Map<string, Set<News>>();
  let sending = false;

  const tell = (what: Announcement | null): void => {
    for (const listener of listeners) listener(what);
  };

  /** One at a time: while one NOTIFY is on its way, what comes is gathered, so that a burst costs a few of them. */
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      await pause(gatherMs);
      while (waiting.size > 0) {
        const payloads = [...waiting].map(([workspace, news]) => `${self} ${workspace} ${[...news].join(',')}`);
        waiting.clear();
        await sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) as payload`.execute(database.db);
      }
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Other processes could not be told to look; they look by themselves.');
    } finally {
      sending = false;
    }
  };

  const stop = database.listen(channel, (payload) => {
    if (payload === null) return tell(null);
    const [from, workspace, news] = payload.split(' ');
    if (from !== self && workspace && news) tell({ workspace, news: kinds.filter((kind) => news.split(',').includes(kind)) });
  });

  return {
    announce: (what) => {
      tell(what);
      const elsewhere = here.works ? what.news.filter((kind) => kind === 'events' || kind === 'inboxes') : what.news;
      if (elsewhere.length === 0) return;
      waiting.set(what.workspace, new Set([...(waiting.get(what.workspace) ?? []), ...elsewhere]));
      void send();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: stop,
  };
}
