// How web processes tell each other who is at their screens: by NOTIFY, in the order in which it happens. What is lost is asked again.
import { sql } from 'kysely';
import type { Signals } from './server/live/presence-elsewhere.ts';
import type { Database } from './store/open.ts';

const channel = 'attune_presence';

export function presenceSignals(database: Database): Signals {
  let waiting: string[] = [];
  let sending = false;

  /** One statement at a time: on two connections the later signal could overtake the earlier one. */
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await sql`select pg_notify(${channel}, payload) from unnest(${batch}::text[]) as payload`.execute(database.db).catch(() => undefined);
    }
    sending = false;
  };

  return {
    tell: (payload) => {
      waiting.push(payload);
      void send();
    },
    hear: (onSignal) => database.listen(channel, onSignal),
  };
}
