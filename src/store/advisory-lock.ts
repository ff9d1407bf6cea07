// Which process does a thing that only one may do (listening to a mailbox): PostgreSQL's session locks, which the server
// lets go of the moment a process dies. They need a direct connection, as LISTEN does.
import type { Client } from 'pg';
import type { Log } from './connection.ts';
import { clientConfig, connectClient } from './connection.ts';

export interface Locks {
  /** Does not wait. False: another process has it, or the database cannot be reached. */
  take(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
  /** The connection broke: everything that was held is lost and may be taken by others. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

export function openLocks(url: string, log: Log): Locks {
  let client: Promise<Client> | null = null;
  let closed = false;
  const lost = new Set<() => void>();
  const held = new Set<string>();

  const connection = (): Promise<Client> => {
    client ??= connectClient(clientConfig(url, 'attune locks', null)).then((opened) => {
      opened.on('end', () => {
        client = null;
        if (closed || held.size === 0) return;
        held.clear();
        log.warn({}, 'The connection that holds locks broke; what it held is taken anew.');
        for (const listener of lost) listener();
      });
      return opened;
    });
    client.catch(() => {
      client = null;
    });
    return client;
  };

  return {
    take: async (name) => {
      try {
        const { rows } = await (await connection()).query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [name]);
        if (rows[0]?.taken) held.add(name);
        return rows[0]?.taken === true;
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.message : String(error) }, 'A lock could not be taken.');
        return false;
      }
    },
    release: async (name) => {
      held.delete(name);
      await client?.then((opened) => opened.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]), () => undefined).catch(() => undefined);
    },
    onLost: (listener) => void lost.add(listener),
    close: async () => {
      closed = true;
      await client?.then((opened) => opened.end(), () => undefined);
    },
  };
}
