// "Look": how processes learn at once that something new is stored. Within a process directly, between processes by NOTIFY.
// A signal may be lost; every listener also looks by itself from time to time.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Announcement } from './operations/desk.ts';
import type { Log } from './store/connection.ts';
import type { Database } from './store/open.ts';

const channel = 'attune';

export interface Announcements {
  announce(what: Announcement): void;
  /** null: signals may have been missed; look everywhere. */
  on(listener: (what: Announcement | null) => void): () => void;
  close(): void;
}

export function openAnnouncements(database: Database, log: Log): Announcements {
  const self = randomUUID().slice(0, 8);
  const listeners = new Set<(what: Announcement | null) => void>();
  const waiting = new Map<string, Announcement>();
  let sending = false;

  const tell = (what: Announcement | null): void => {
    for (const listener of listeners) listener(what);
  };

  /** One at a time: while one NOTIFY is on its way, what comes is gathered, so that a burst costs a few of them. */
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      while (waiting.size > 0) {
        const batch = [...waiting.values()];
        waiting.clear();
        const payloads = batch.map((what) => `${self} ${what.workspace} ${what.events ? 'e' : '-'}${what.work ? 'w' : '-'}`);
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
    const [from, workspace, flags] = payload.split(' ');
    if (from !== self && workspace && flags) tell({ workspace, events: flags.startsWith('e'), work: flags.endsWith('w') });
  });

  return {
    announce: (what) => {
      tell(what);
      const known = waiting.get(what.workspace);
      waiting.set(what.workspace, { workspace: what.workspace, events: what.events || known?.events === true, work: what.work || known?.work === true });
      void send();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: stop,
  };
}
