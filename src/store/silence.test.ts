import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import { silentLog } from './connection.ts';
import { isDatabaseLost } from './failure.ts';
import { cutSilent } from './silence.ts';

/** Longer than a busy machine stands still between a question and its answer. */
const silenceMs = 1_500;

/** A network that can swallow everything without a word. */
async function startNetwork(to: URL) {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const host = to.searchParams.get('host');
    const far = host?.startsWith('/') ? connect(`${host}/.s.PGSQL.5432`) : connect(Number(to.port), to.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.on('data', (data) => void (frozen || other.write(data)));
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = new URL(to);
  url.search = '';
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze: (on: boolean) => {
      frozen = on;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe.each(databaseKinds())('a silent other side on %s', (kind) => {
  let clone: Clone;
  let network: Awaited<ReturnType<typeof startNetwork>>;
  let pool: Pool;
  let stop: () => void;
  beforeEach(async () => {
    clone = await cloneDatabase(kind);
    network = await startNetwork(new URL(clone.url));
    pool = new Pool({ connectionString: network.url, max: 2, connectionTimeoutMillis: silenceMs });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    stop = cutSilent(pool, { silenceMs, log: silentLog });
  });
  afterEach(async () => {
    stop();
    network.stop();
    await pool.end();
    await clone.drop();
  });

  test('whoever waits is told, and new connections work as soon as the network does', async () => {
    await pool.query('SELECT 1');
    network.freeze(true);
    const failures = await Promise.all([1, 2, 3].map(() => pool.query('SELECT 1').catch((error: unknown) => error)));
    expect(failures.map(isDatabaseLost)).toEqual([true, true, true]);
    network.freeze(false);
    expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  });

  test('a transaction that breaks so does not come back to the pool', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    network.freeze(true);
    const failure = await client.query('SELECT 1').catch((error: unknown) => error);
    expect(isDatabaseLost(failure)).toBe(true);
    client.release();
    network.freeze(false);
    expect((await pool.query<{ at: boolean }>('SELECT now() = statement_timestamp() AS at')).rows).toEqual([{ at: true }]);
  });

  test('who works or rests is left alone', async () => {
    const busy = await pool.connect();
    for (let times = 0; times < 8; times += 1) {
      await busy.query('SELECT 1');
      await pause(silenceMs / 5);
    }
    busy.release();
    await pause(silenceMs * 1.6);
    const [one, again] = [await pool.query('SELECT pg_backend_pid() AS pid'), await pool.query('SELECT pg_backend_pid() AS pid')];
    expect(again.rows).toEqual(one.rows);
  });
});
