import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import { eventuallyHolds } from '../../test/setup/eventually.ts';
import { startPooler } from '../../test/setup/pooler.ts';
import type { Log } from './connection.ts';
import { silentLog } from './connection.ts';
import { isDatabaseLost, isSerializationFailure, isUniqueViolation } from './failure.ts';
import { migrate } from './migrate.ts';
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
    await eventuallyHolds(async () => expect(await database.reachable()).toBe(true));
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
    await eventuallyHolds(() => expect(heard).toContain(null));
    await eventuallyHolds(async () => {
      await database.pool.query(`SELECT pg_notify('desk', 'one')`);
      expect(heard).toContain('one');
    });
    heard.length = 0;
    await killConnections(clone);
    await eventuallyHolds(() => expect(heard).toContain(null));
    await eventuallyHolds(async () => {
      await database.pool.query(`SELECT pg_notify('desk', 'two')`);
      expect(heard).toContain('two');
    });
    stop();
    heard.length = 0;
    await database.pool.query(`SELECT pg_notify('desk', 'three')`);
    const other: (string | null)[] = [];
    database.listen('other', (payload) => other.push(payload));
    // Told once that it subscribed; on a busy machine once more by the polling that bridges the gap.
    await eventuallyHolds(() => expect(other).toContain(null));
    expect(new Set(other)).toEqual(new Set([null]));
    expect(heard).toEqual([]);
  });

  test('what is asked often is prepared on a direct connection', async () => {
    const direct = await openDatabase({ url: clone.url, poolSize: 1, applicationName: 'test' });
    for (let number = 0; number < 10; number++) await sql`SELECT ${number}::int AS number`.execute(direct.db);
    const { rows } = await direct.pool.query('SELECT statement FROM pg_prepared_statements');
    await direct.close();
    expect(rows).toEqual([{ statement: 'SELECT $1::int AS number' }]);
  });

  test('behind a pooler in transaction mode everything works, and it looks by itself where signals are swallowed', async () => {
    const pooler = await startPooler(clone.url);
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warn: (_fields, message) => warnings.push(message) };
    const through = await openDatabase({ url: pooler.url, poolSize: 8, applicationName: 'test', pollMs: 50, log });
    const heard: (string | null)[] = [];
    const direct: (string | null)[] = [];
    const aside = await openDatabase({ url: pooler.url, listenUrl: clone.url, poolSize: 2, applicationName: 'test', pollMs: 60_000 });
    try {
      through.listen('desk', (payload) => heard.push(payload));
      aside.listen('desk', (payload) => direct.push(payload));
      await migrate(through.pool);
      const counts = await Promise.all(Array.from({ length: 20 }, (_, number) =>
        through.db.transaction().execute(async (transaction) => (await sql<{ sum: number }>`SELECT ${number}::int + pg_backend_pid() * 0 AS sum`.execute(transaction)).rows[0]?.sum)));
      expect(counts).toEqual(Array.from({ length: 20 }, (_, number) => number));
      await eventuallyHolds(() => expect(heard.length).toBeGreaterThan(3));
      expect(new Set(heard)).toEqual(new Set([null]));
      expect(warnings.join()).toContain('DATABASE_LISTEN_URL');
      await eventuallyHolds(async () => {
        await through.pool.query(`SELECT pg_notify('desk', 'one')`);
        expect(direct).toContain('one');
      });
    } finally {
      await through.close();
      await aside.close();
      await pooler.stop();
    }
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
