import { createServer, connect, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import { isDatabaseLost, isSerializationFailure, isUniqueViolation } from './failure.ts';
import type { Database } from './open.ts';
import { openDatabase } from './open.ts';

describe.each(databaseKinds())('an open database on %s', (kind) => {
  let clone: Clone;
  let database: Database;
  beforeAll(async () => {
    clone = await cloneDatabase(kind);
    database = await openDatabase({ url: clone.url, poolSize: 4, applicationName: 'test', pollMs: 100 });
  });
  afterAll(async () => {
    await database?.close();
    await clone?.drop();
  });

  test('values arrive as the types of the schema say', async () => {
    const { rows } = await sql<{ count: number; day: string; at: Date; bag: unknown; bytes: Buffer; words: string[] }>`
      SELECT 9007199254740991::bigint AS count, date '2026-11-22' AS day, timestamptz '2026-11-22 10:00+03' AS at,
             '{"имя": ["王", 1]}'::jsonb AS bag, '\\x00ff'::bytea AS bytes, ARRAY['è', 'ё'] AS words`.execute(database.db);
    expect(rows).toEqual([{ count: 9007199254740991, day: '2026-11-22', at: new Date('2026-11-22T07:00:00Z'), bag: { имя: ['王', 1] }, bytes: Buffer.from([0, 255]), words: ['è', 'ё'] }]);
    await expect(sql`SELECT 9007199254740993::bigint`.execute(database.db)).rejects.toThrow(RangeError);
  });

  test('a killed connection, idle or borrowed, does not take the process down', async () => {
    const borrowed = await database.pool.connect();
    await database.pool.query('SELECT 1');
    await killConnections(clone);
    const failure = await borrowed.query('SELECT 1').catch((error: unknown) => error);
    borrowed.release(true);
    expect(isDatabaseLost(failure)).toBe(true);
    await vi.waitFor(async () => expect(await database.reachable()).toBe(true));
  });

  test('failures are told apart', async () => {
    await database.pool.query('CREATE TABLE pair (id int CONSTRAINT pair_once PRIMARY KEY, value int); INSERT INTO pair VALUES (1, 0)');
    const doubled = await database.pool.query('INSERT INTO pair VALUES (1, 0)').catch((error: unknown) => error);
    expect([isUniqueViolation(doubled), isUniqueViolation(doubled, 'pair_once'), isUniqueViolation(doubled, 'other'), isDatabaseLost(doubled), isSerializationFailure(doubled)]).toEqual([true, true, false, false, false]);
    const conflict = await conflictingUpdates(database).catch((error: unknown) => error);
    expect([isSerializationFailure(conflict), isUniqueViolation(conflict), isDatabaseLost(conflict)]).toEqual([true, false, false]);
  });

  test('signals arrive, and after a lost connection the listener is told to look', async () => {
    const heard: (string | null)[] = [];
    const stop = database.listen('desk', (payload) => heard.push(payload));
    await vi.waitFor(() => expect(heard).toContain(null));
    await vi.waitFor(async () => {
      await database.pool.query(`SELECT pg_notify('desk', 'one')`);
      expect(heard).toContain('one');
    });
    heard.length = 0;
    await killConnections(clone);
    await vi.waitFor(() => expect(heard).toContain(null), { timeout: 10_000 });
    await vi.waitFor(async () => {
      await database.pool.query(`SELECT pg_notify('desk', 'two')`);
      expect(heard).toContain('two');
    }, { timeout: 10_000 });
    stop();
    heard.length = 0;
    await database.pool.query(`SELECT pg_notify('desk', 'three')`);
    const other: (string | null)[] = [];
    database.listen('other', (payload) => other.push(payload));
    await vi.waitFor(() => expect(other).toEqual([null]));
    expect(heard).toEqual([]);
  });

  test('where signals are swallowed, it looks by itself', async () => {
    // Stands in for a pooler in transaction mode: it passes everything on, but drops NotificationResponse messages.
    const target = new URL(clone.url);
    const pooler = await swallowSignals(target);
    const through = await openDatabase({ url: clone.url, listenUrl: pooler.url, poolSize: 2, applicationName: 'test', pollMs: 50 });
    const heard: (string | null)[] = [];
    through.listen('desk', (payload) => heard.push(payload));
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(3), { timeout: 10_000 });
    expect(new Set(heard)).toEqual(new Set([null]));
    await through.close();
    await pooler.close();
  });
});

describe('a database that cannot be used', () => {
  test.each([
    ['nobody listens', 'postgres://attune:secret@127.0.0.1:9/desk', /127\.0\.0\.1:9\/desk cannot be reached \(ECONNREFUSED\)/],
    ['no such host', 'postgres://attune:secret@no-such-host.invalid/desk', /no-such-host\.invalid\/desk cannot be reached/],
    ['no such socket', 'postgres://attune:secret@localhost/desk?host=%2Fnowhere', /cannot be reached \(ENOENT\)/],
  ])('%s', async (_name, url, sentence) => {
    const failure = await openDatabase({ url, poolSize: 1, applicationName: 'test' }).catch((error: unknown) => error);
    expect(String(failure)).toMatch(sentence);
    expect(String(failure)).not.toContain('secret');
  });

  test.each(databaseKinds())('wrong password or database on %s', async (kind) => {
    const clone = await cloneDatabase(kind);
    const wrong = new URL(clone.url);
    wrong.password = 'wrong';
    await expect(openDatabase({ url: wrong.href, poolSize: 1, applicationName: 'test' })).rejects.toThrow(/refuses the user or password/);
    await clone.drop();
    await expect(openDatabase({ url: clone.url, poolSize: 1, applicationName: 'test' })).rejects.toThrow(/There is no database.*CREATE DATABASE/);
  });
});

async function killConnections(clone: Clone): Promise<void> {
  const client = new Client({ connectionString: clone.superuserUrl });
  await client.connect();
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [new URL(clone.url).pathname.slice(1)]);
  await client.end();
}

async function conflictingUpdates(database: Database): Promise<void> {
  await database.db.transaction().setIsolationLevel('repeatable read').execute(async (one) => {
    await sql`SELECT value FROM pair`.execute(one);
    await sql`UPDATE pair SET value = value + 1`.execute(database.db);
    await sql`UPDATE pair SET value = value + 1`.execute(one);
  });
}

async function swallowSignals(target: URL): Promise<{ url: string; close(): Promise<void> }> {
  const host = target.searchParams.get('host');
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = host?.startsWith('/') ? connect(`${host}/.s.PGSQL.5432`) : connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(upstream);
    let rest: Buffer = Buffer.alloc(0);
    upstream.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
        const length = 1 + rest.readUInt32BE(1);
        if (rest[0] !== 'A'.charCodeAt(0)) client.write(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(target.href);
  url.search = '';
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: url.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
