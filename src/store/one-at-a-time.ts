// Work that several processes must not do at once, when all of them start together after a reboot.
import { setTimeout as pause } from 'node:timers/promises';
import { clientConfig, connectClient } from './connection.ts';

const lookAgainMs = 50;

/**
 * `key` is any fixed number. The lock lives in a transaction, which a pooler in transaction mode carries as well; whoever waits
 * holds none, so that a small pool is not used up by waiting.
 */
export async function oneAtATime<Result>(url: string, key: number, work: () => Promise<Result>): Promise<Result> {
  const client = await connectClient(clientConfig(url, 'attune start', null));
  try {
    for (;;) {
      await client.query('begin; set local idle_in_transaction_session_timeout = 0');
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [key]);
      if (rows[0]?.taken === true) return await work();
      await client.query('rollback');
      await pause(lookAgainMs);
    }
  } finally {
    // With the connection the transaction ends, and the lock with it.
    await client.end().catch(() => undefined);
  }
}
