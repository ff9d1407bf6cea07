// A worker that carries out a batch, or takes a table in, is ended by SIGKILL again and again: no step is lost, and none done twice.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryOutBatch } from '../../src/operations/carry-out-batch.ts';
import { databaseKinds } from '../setup/clone.ts';
import { spawnDesk } from '../setup/process.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { startAgentsDesk, well } from './agents-desk.ts';

const many = 400;

describe.each(databaseKinds())('killed while it does much, on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk?.stop());

  /** Workers come and die until it is done. @returns how many died in the middle of it */
  const finish = async (path: string, progress: (body: Record<string, unknown>) => number, done: string): Promise<number> => {
    let deaths = 0;
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const worker = await spawnDesk(desk.environment, ['--roles=worker']);
      let before = -1;
      for (let looks = 0; looks < 300; looks += 1) {
        const body = await well(desk.anna.get(path));
        const at = (body['import'] ?? body) as Record<string, unknown>;
        if (at['state'] === done) {
          await worker.stop();
          return deaths;
        }
        if (before >= 0 && progress(at) > before && deaths < 3) break;
        before = before < 0 ? progress(at) : before;
        await pause(20);
      }
      await worker.kill();
      deaths += 1;
      // Its lease would run out by itself.
      await desk.desk.db.updateTable('batch').set({ leased_until: null }).execute();
      await desk.desk.db.updateTable('contact_import').set({ leased_until: null }).execute();
    }
    throw new Error('it was never done');
  };

  test('each conversation is tagged once, and each loses its tag once', { timeout: 300_000 }, async () => {
    for (let place = 0; place < many; place += 1) await desk.write(`Number ${place}`);
    const id = randomUUID();
    await well(desk.anna.post('/api/batches', { id, action: { do: 'tag', add: ['seen'] }, conditions: { view: 'open' } }));
    const events = async () => {
      const rows = await desk.desk.db.selectFrom('event').select('conversation').where('kind', '=', 'conversation-tagged').execute();
      const times = new Map<string, number>();
      for (const row of rows) times.set(row.conversation!, (times.get(row.conversation!) ?? 0) + 1);
      return [times.size, new Set(times.values())] as const;
    };
    expect(await finish(`/api/batches/${id}`, (body) => Number(body['done']), 'done')).toBeGreaterThan(0);
    expect(await well(desk.anna.get(`/api/batches/${id}`))).toMatchObject({ total: many, done: many, skipped: 0, failed: 0 });
    expect(await events()).toEqual([many, new Set([1])]);
    await well(desk.anna.post(`/api/batches/${id}/undo`));
    await finish(`/api/batches/${id}`, (body) => Number(body['undone']), 'undone');
    expect(await well(desk.anna.get(`/api/batches/${id}`))).toMatchObject({ undone: many, kept: 0 });
    expect(await events()).toEqual([many, new Set([2])]);
  });

  test('stopped, resumed, and killed in the middle of going on: each conversation is snoozed once, and wakes once', { timeout: 300_000 }, async () => {
    const id = randomUUID();
    await well(desk.anna.post('/api/batches', { id, action: { do: 'snooze', until: '2099-01-07T08:00:00.000Z' }, conditions: { view: 'open' } }));
    await carryOutBatch(desk.desk);
    const stopped = await well(desk.anna.post(`/api/batches/${id}/stop`));
    expect(Number(stopped['done'])).toBeGreaterThan(0);
    const times = async (kind: string) => {
      const rows = await desk.desk.db.selectFrom('event').select(['conversation', (select) => select.fn.countAll<string>().as('times')]).where('kind', '=', kind as 'conversation-snoozed').groupBy('conversation').execute();
      return [rows.length, new Set(rows.map((row) => Number(row.times)))] as const;
    };
    await well(desk.anna.post(`/api/batches/${id}/resume`));
    expect(await finish(`/api/batches/${id}`, (body) => Number(body['done']), 'done')).toBeGreaterThan(0);
    expect(await well(desk.anna.get(`/api/batches/${id}`))).toMatchObject({ total: many, done: many, skipped: 0, failed: 0 });
    expect(await times('conversation-snoozed')).toEqual([many, new Set([1])]);
    await well(desk.anna.post(`/api/batches/${id}/undo`));
    await finish(`/api/batches/${id}`, (body) => Number(body['undone']), 'undone');
    expect(await times('conversation-reopened')).toEqual([many, new Set([1])]);
  });

  test('each line of a table makes one contact', { timeout: 300_000 }, async () => {
    const lines = 8_000;
    const cookie = [...desk.anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = `name,email\n${Array.from({ length: lines }, (_one, place) => `Person ${place},person${place}@example.com`).join('\n')}\n`;
    const answer = (await (await fetch(`${desk.address}/api/contact-imports`, { method: 'POST', body, headers: { 'content-type': 'text/csv', 'sec-fetch-site': 'same-origin', cookie } })).json()) as { import: { id: string; columns: string[] } };
    const before = Number((await desk.desk.db.selectFrom('contact').select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
    await well(desk.anna.post(`/api/contact-imports/${answer.import.id}/begin`, { columns: answer.import.columns }));
    expect(await finish(`/api/contact-imports/${answer.import.id}`, (at) => Number(at['made']), 'done')).toBeGreaterThan(0);
    expect((await well(desk.anna.get(`/api/contact-imports/${answer.import.id}`)))['import']).toMatchObject({ made: lines, changed: 0, same: 0 });
    expect(Number((await desk.desk.db.selectFrom('contact').select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()).count)).toBe(before + lines);
  });
});
