// Connections whose other side has fallen silent without a word: a frozen server, a network that swallows everything, a failover
// that nobody announced. The system itself gives up on them only after a quarter of an hour.
import type { Pool, PoolClient } from 'pg';
import type { Log } from './connection.ts';

/** What a socket tells of the bytes that passed it. */
type Line = { readonly bytesRead: number; readonly bytesWritten: number; destroy(): void };
type Seen = { readonly bytes: number; readonly at: number };

/**
 * Cuts connections in use over which nothing has come or gone for `silenceMs`; whoever waits on one is told that it is lost.
 * Must be longer than the server lets a statement run.
 * @returns ends the watch
 */
export function cutSilent(pool: Pool, { silenceMs, log }: { readonly silenceMs: number; readonly log: Log }): () => void {
  const inUse = new Map<PoolClient, Seen>();
  const acquired = (client: PoolClient): void => void inUse.set(client, { bytes: -1, at: Date.now() });
  // The pool tells of a release with the error first: https://github.com/brianc/node-postgres/tree/master/packages/pg-pool
  const released = (_error: unknown, client: PoolClient): void => void inUse.delete(client);
  const removed = (client: PoolClient): void => void inUse.delete(client);
  pool.on('acquire', acquired);
  pool.on('release', released);
  pool.on('remove', removed);
  const timer = setInterval(() => {
    for (const [client, seen] of inUse) {
      const line = lineOf(client);
      const bytes = line.bytesRead + line.bytesWritten;
      if (bytes !== seen.bytes) inUse.set(client, { bytes, at: Date.now() });
      else if (Date.now() - seen.at >= silenceMs) {
        inUse.delete(client);
        log.warn({ silenceMs }, 'A database connection fell silent and was cut.');
        line.destroy();
      }
    }
  }, silenceMs / 5);
  timer.unref();
  return () => {
    clearInterval(timer);
    pool.off('acquire', acquired);
    pool.off('release', released);
    pool.off('remove', removed);
  };
}

function lineOf(client: PoolClient): Line {
  return (client as unknown as { readonly connection: { readonly stream: Line } }).connection.stream;
}
