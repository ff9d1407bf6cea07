import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import { startPooler } from '../../test/setup/pooler.ts';
import { silentLog } from '../store/connection.ts';
import type { Database } from '../store/open.ts';
import { openDatabase } from '../store/open.ts';
import type { JobQueue } from './open.ts';
import { Hopeless, openJobs } from './open.ts';

const workspace = '01935a00-0000-7000-8000-000000000001';
const payload = (sealed: string) => ({ notice: 'invitation' as const, workspace, sealed: Buffer.from(sealed).toString('base64') });

async function until<Found>(look: () => Promise<Found> | Found, patienceMs = 20_000): Promise<NonNullable<Found>> {
  for (const began = Date.now(); ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() - began > patienceMs) throw new Error('waited in vain');
    await pause(25);
  }
}

describe.each(databaseKinds())('jobs on %s', (kind) => {
  let clone: Clone;
  let database: Database;
  const open: JobQueue[] = [];
  const openQueue = async (): Promise<JobQueue> => {
    const queue = await openJobs({ url: clone.url, log: silentLog });
    open.push(queue);
    return queue;
  };
  beforeAll(async () => {
    clone = await cloneDatabase(kind);
    database = await openDatabase({ url: clone.url, poolSize: 1, applicationName: 'test' });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.close()));
    await database.pool.query('DELETE FROM job.job');
  });
  afterAll(async () => {
    await database?.close();
    await clone?.drop();
  });

  test('several processes may open it at once on an empty database', async () => {
    const queues = await Promise.all(Array.from({ length: 6 }, () => openQueue()));
    expect(queues).toHaveLength(6);
  });

  test('also behind a pooler with fewer connections than processes', async () => {
    const empty = await cloneDatabase(kind);
    const pooler = await startPooler(empty.url);
    const queues = await Promise.all(Array.from({ length: 5 }, () => openJobs({ url: pooler.url, log: silentLog })));
    expect(queues).toHaveLength(5);
    await Promise.all(queues.map((queue) => queue.close()));
    await pooler.stop();
    await empty.drop();
  });

  test('a job exists when its transaction commits, and not when it does not', async () => {
    const queue = await openQueue();
    const taken: string[] = [];
    await queue.work('send-notice', async (given) => void taken.push(Buffer.from(given.sealed, 'base64').toString()));
    // One connection only: adding outside of the transaction would hang here.
    await expect(database.db.transaction().execute(async (db) => {
      await queue.add(db, 'send-notice', payload('undone'));
      throw new Error('undo');
    })).rejects.toThrow('undo');
    await database.db.transaction().execute(async (db) => queue.add(db, 'send-notice', payload('done')));
    await until(() => taken.length > 0);
    await pause(200);
    expect(taken).toEqual(['done']);
  });

  test('another process takes it', async () => {
    const [asking, working] = [await openQueue(), await openQueue()];
    const taken = Promise.withResolvers<string>();
    await working.work('send-notice', async ({ sealed }) => taken.resolve(sealed));
    await asking.add(database.db, 'send-notice', payload('from elsewhere'));
    expect(await taken.promise).toBe(payload('from elsewhere').sealed);
  });

  test('a payload of another shape is refused before it is stored', async () => {
    const queue = await openQueue();
    await expect(queue.add(database.db, 'send-notice', { notice: 'gossip', workspace, sealed: '' } as never)).rejects.toThrow();
    await expect(queue.add(database.db, 'send-notice', { ...payload('x'), sealed: 'not base64!' })).rejects.toThrow();
    expect((await database.pool.query('SELECT 1 FROM job.job')).rows).toEqual([]);
  });

  test('what fails is tried again with growing pauses, and the others of its batch are not held back', async () => {
    const queue = await openQueue();
    const done: string[] = [];
    await Promise.all(['bad', 'good one', 'good two'].map((name) => queue.add(database.db, 'send-notice', payload(name))));
    await queue.work('send-notice', async ({ sealed }) => {
      const name = Buffer.from(sealed, 'base64').toString();
      if (name === 'bad') throw new Error('the server said no');
      done.push(name);
    });
    await until(() => done.length === 2);
    const { rows } = await until(async () => {
      const found = await database.pool.query<{ state: string; retry_limit: number; wait: number; output: unknown }>(`SELECT state, retry_limit, output, extract(epoch FROM start_after - now())::float AS wait FROM job.job WHERE state = 'retry'`);
      return found.rows.length > 0 ? found : null;
    });
    expect(rows[0]).toMatchObject({ retry_limit: 8, output: { problem: 'the server said no' } });
    expect(rows[0]!.wait).toBeGreaterThan(3);
  });

  test('what cannot succeed is laid aside where it can be seen, and revived', async () => {
    const queue = await openQueue();
    let mended = false;
    const taken: number[] = [];
    await queue.work('send-notice', async (_payload, { attempt }) => {
      if (!mended) throw new Hopeless('nobody lives at this address');
      taken.push(attempt);
    });
    await queue.add(database.db, 'send-notice', payload('lost'));
    const dead = await until(async () => (await queue.listDead())[0]);
    expect(dead).toMatchObject({ task: 'send-notice', problem: 'nobody lives at this address', payload: payload('lost') });
    mended = true;
    expect(await queue.reviveDead([dead.id])).toBe(1);
    await until(() => taken.length > 0);
    expect(taken).toEqual([1]);
    expect(await queue.listDead()).toEqual([]);
  });

  test('a payload of another version is laid aside, not tried for ever', async () => {
    const queue = await openQueue();
    const id = await queue.add(database.db, 'send-notice', payload('old'));
    await database.pool.query(`UPDATE job.job SET data = '{"notice":"telegram"}' WHERE id = $1`, [id]);
    await queue.work('send-notice', async () => undefined);
    expect((await until(async () => (await queue.listDead())[0]))?.problem).toMatch(/unreadable payload: .*notice/);
  });

  test('a job is not begun before its time', async () => {
    const queue = await openQueue();
    const taken: string[] = [];
    await queue.work('send-notice', async ({ sealed }) => void taken.push(sealed));
    await queue.add(database.db, 'send-notice', payload('tomorrow'), { at: new Date(Date.now() + 86_400_000).toISOString() });
    await queue.add(database.db, 'send-notice', payload('now'));
    await until(() => taken.length > 0);
    await pause(300);
    expect(taken).toEqual([payload('now').sealed]);
  });

  test('losing every connection loses no job and stops no work', async () => {
    const queue = await openQueue();
    const taken: string[] = [];
    await queue.work('send-notice', async ({ sealed }) => void taken.push(sealed));
    const end = async () => database.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    // The first to meet a broken connection is told so, and asks again, as every caller of the database does.
    const insist = async (add: () => Promise<unknown>) => until(() => add().then(() => true, () => false));
    await end();
    await insist(() => database.db.transaction().execute(async (db) => queue.add(db, 'send-notice', payload('after the loss'))));
    await until(() => taken.length > 0);
    await end();
    await insist(() => queue.add(database.db, 'send-notice', payload('again')));
    await until(() => taken.length > 1);
    expect(taken).toEqual([payload('after the loss').sealed, payload('again').sealed]);
  });

  test('closing waits for what is running', async () => {
    const queue = await openJobs({ url: clone.url, log: silentLog });
    const steps: string[] = [];
    await queue.work('send-notice', async () => {
      steps.push('begun');
      await pause(400);
      steps.push('ended');
    });
    await queue.add(database.db, 'send-notice', payload('slow'));
    await until(() => steps.length > 0);
    await queue.close();
    expect(steps).toEqual(['begun', 'ended']);
  });
});
