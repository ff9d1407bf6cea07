import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from 'pg';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import { eventuallyHolds } from '../../test/setup/eventually.ts';
import { startPooler } from '../../test/setup/pooler.ts';
import type { Locks } from './advisory-lock.ts';
import { openLocks } from './advisory-lock.ts';
import { silentLog } from './connection.ts';

describe.each(databaseKinds().flatMap((kind) => (['directly', 'through a pooler in transaction mode'] as const).map((way) => ({ kind, way }))))('locks of processes on $kind, $way', ({ kind, way }) => {
  let clone: Clone;
  let url: string;
  let pooler: { stop(): Promise<void> } | null = null;
  const opened: Locks[] = [];
  const open = (): Locks => {
    const locks = openLocks(url, silentLog);
    opened.push(locks);
    return locks;
  };
  beforeAll(async () => {
    clone = await cloneDatabase(kind);
    url = clone.url;
    if (way === 'directly') return;
    const started = await startPooler(clone.url);
    [pooler, url] = [started, started.url];
  });
  afterAll(async () => {
    await Promise.all(opened.map((locks) => locks.close()));
    await pooler?.stop();
    await clone?.drop();
  });

  test('one holds it until it lets go of it, and keeps the others', async () => {
    const [one, other] = [open(), open()];
    expect([await one.take('first'), await one.take('second'), await one.take('third')]).toEqual([true, true, true]);
    expect([await other.take('first'), await other.take('second')]).toEqual([false, false]);
    await one.release('second');
    expect([await other.take('first'), await other.take('second'), await other.take('third')]).toEqual([false, true, false]);
    await one.close();
    await eventuallyHolds(async () => expect(await other.take('first')).toBe(true));
    await other.close();
  });

  test('a broken connection is told, and what it held is free', async () => {
    const [one, other] = [open(), open()];
    const lost = vi.fn();
    one.onLost(lost);
    expect(await one.take('mailbox')).toBe(true);
    await cutHolder();
    await eventuallyHolds(() => expect(lost).toHaveBeenCalledTimes(1));
    await eventuallyHolds(async () => expect(await other.take('mailbox')).toBe(true));
    expect(await one.take('mailbox')).toBe(false);
    await Promise.all([one.close(), other.close()]);
  });

  async function cutHolder(): Promise<void> {
    const client = new Client({ connectionString: clone.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ cut: boolean }>(`SELECT pg_terminate_backend(pid) AS cut FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory' AND datname = $1`, [new URL(clone.url).pathname.slice(1)]);
    await client.end();
    expect(rows).toEqual([{ cut: true }]);
  }
});

test('where nobody listens no lock is given, and nothing breaks', async () => {
  const locks = openLocks('postgres://attune:secret@127.0.0.1:9/desk', silentLog);
  expect(await locks.take('mailbox')).toBe(false);
  await locks.release('mailbox');
  await locks.close();
});
