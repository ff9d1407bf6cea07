// What an administrator decides about replies that a restore held back (hold-restored, settle-held): seen in pages, sent or dropped
// one by one, some, or all. That a restore really holds them: backup-restore.test.ts.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HeldReply } from '../../src/contract/held.ts';
import { holdRestored } from '../../src/operations/hold-restored.ts';
import { heldCode } from '../../src/store/restore-hold.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';

describe.each(databaseKinds())('held deliveries on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let conversations: string[];
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const held = async (query = '') => (await well(anna.get(`/api/deliveries/held${query}`))) as unknown as HeldReply;
  const settle = async (decision: 'send' | 'drop', deliveries?: readonly string[]) => well(anna.post('/api/deliveries/held', { decision, ...(deliveries ? { deliveries } : {}) }));
  const deliveryOf = async (conversation: string) => (await open(anna, conversation)).messages.at(-1)!.deliveries[0]!;

  /** Three answers that wait, as a restore leaves them. */
  beforeEach(async () => {
    await settle('drop');
    conversations = [];
    for (const name of ['one', 'two', 'three']) {
      const conversation = await desk.write(`It is me, ${name}.`);
      const { version } = (await open(anna, conversation)).conversation;
      await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: `Dear ${name},\n\n  thank you.`, version, undoSeconds: 60 }));
      conversations.push(conversation);
    }
    await desk.database.pool.query(`UPDATE delivery SET due_at = NULL, problem_code = $1 WHERE state = 'queued' AND conversation = any($2)`, [heldCode, conversations]);
    expect(await holdRestored(desk.desk)).toBe(3);
  });

  test('are listed in pages, the oldest first, with how they begin', async () => {
    const first = await held('?limit=2');
    expect(first).toMatchObject({ held: 3, deliveries: [{ conversation: conversations[0], start: 'Dear one, thank you.', via: 'web-chat', author: { kind: 'agent', id: desk.annaId } }, { start: 'Dear two, thank you.' }] });
    const second = await held(`?limit=2&cursor=${first.next}`);
    expect(second).toMatchObject({ held: 3, deliveries: [{ start: 'Dear three, thank you.' }], next: null });
    expect(Math.abs(Date.parse(first.deliveries[0]!.writtenAt) - Date.parse(desk.now()))).toBeLessThan(60_000);
    await refused(anna.get('/api/deliveries/held?cursor=nowhere'), 400, 'input-wrong');
  });

  test('those that are named are settled, and only while they are held', async () => {
    const [one, two, three] = (await held()).deliveries.map(({ id }) => id) as [string, string, string];
    expect(await telling(anna, async () => expect(await settle('drop', [one])).toEqual({ settled: 1 }))).toEqual(['delivery-changed']);
    expect(await deliveryOf(conversations[0]!)).toMatchObject({ id: one, state: 'cancelled' });
    expect((await open(anna, conversations[0]!)).conversation.failedDeliveries).toBe(0);
    expect(await telling(anna, async () => expect(await settle('send', [one, two, randomUUID()])).toEqual({ settled: 1 }))).toEqual(['delivery-changed']);
    expect(await deliveryOf(conversations[1]!)).toMatchObject({ id: two, state: 'queued', problem: null });
    expect(await deliveryOf(conversations[0]!)).toMatchObject({ state: 'cancelled' });
    await silent(anna, async () => expect(await settle('send', [one, two])).toEqual({ settled: 0 }));
    expect(await held()).toMatchObject({ held: 1, deliveries: [{ id: three }] });
    await desk.deliver();
    expect((await deliveryOf(conversations[1]!)).state).toMatch(/accepted|delivered/);
    await refused(anna.post('/api/deliveries/held', { decision: 'send', deliveries: [] }), 400, 'input-wrong');
    expect((await held()).held).toBe(1);
  });

  test('two who decide about the same at once settle each once; what is left goes all at once', async () => {
    const ids = (await held()).deliveries.map(({ id }) => id);
    const answers = await Promise.all([settle('send', ids.slice(0, 2)), settle('drop', ids.slice(0, 2))]);
    expect(answers.reduce((sum, { settled }) => sum + Number(settled), 0)).toBe(2);
    expect(await settle('send')).toEqual({ settled: 1 });
    expect(await held()).toEqual({ held: 0, deliveries: [], next: null });
  });

  test('are nobody\'s but an administrator\'s', async () => {
    const lead = await joinAs(desk, 'lead');
    await refused(lead.browser.get('/api/deliveries/held'), 403, 'not-allowed');
    await refused(lead.browser.post('/api/deliveries/held', { decision: 'drop' }), 403, 'not-allowed');
    expect((await held()).held).toBe(3);
  });
});
