// A macro for many at once: macro-for-many, and what batch-steps and carry-out-batch do with it, through HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DraftView } from '../../src/contract/draft.ts';
import type { MacroStep, MacroView } from '../../src/contract/macro.ts';
import type { NotificationView } from '../../src/contract/views.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import { act, joinAs, open, refused, silent, telling, well } from './agents-desk.ts';
import type { ManyDesk } from './many-desk.ts';
import { startManyDesk } from './many-desk.ts';

describe.each(databaseKinds())('macros for many on %s', (kind) => {
  let desk: ManyDesk;
  let anna: Browser;
  let mine: string[];
  beforeAll(async () => {
    desk = await startManyDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    mine = await desk.crowd(3, 'has no light');
  });

  const make = async (steps: readonly MacroStep[], browser = anna) => (await well(browser.post('/api/macros', { name: 'Outage', shared: browser === anna, steps }))) as unknown as MacroView;
  const shape = async (id: string) => {
    const { conversation: { version: _version, ...rest }, messages } = await open(anna, id);
    return { ...rest, messages };
  };
  const all = () => Promise.all(mine.map(shape));
  const draft = async (conversation: string, browser = anna) => ((await well(browser.get(`/api/conversations/${conversation}/drafts`)))['drafts'] as DraftView[])[0]?.content as { text: string } | undefined;
  const write = async (conversation: string, text: string, browser = anna) =>
    well(browser.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'here', seen: null, content: { id: randomUUID(), text, version: 1, begunAfter: null, copy: null, blindCopy: '', inbox: null, sender: null, attachments: [], begins: null } }));
  const outage: MacroStep[] = [
    { do: 'insert-text', text: 'We are sorry: there is an outage.' }, { do: 'add-tags', tags: ['outage'] }, { do: 'assign', agent: 'me' }, { do: 'note', text: 'Told of the outage.' }, { do: 'close', because: 'solved' },
  ];

  test('does all of its steps in each, words become drafts, and taking it back leaves each as it was', async () => {
    const macro = await make(outage);
    const before = await all();
    const begun = await desk.begin(anna, { action: { do: 'macro', macro: macro.id, version: macro.version }, conversations: mine });
    expect(begun).toMatchObject({ state: 'done', done: 3, action: { do: 'macro', macro: macro.id, name: 'Outage' } });
    for (const id of mine) {
      const { conversation, messages } = await open(anna, id);
      expect(conversation).toMatchObject({ tags: ['outage'], assignee: desk.annaId, state: { is: 'closed' } });
      expect(messages.at(-1)).toMatchObject({ direction: 'note', text: 'Told of the outage.' });
      expect((await draft(id))?.text).toContain('there is an outage');
    }
    await telling(anna, () => desk.undo(anna, begun.id));
    expect(await desk.batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 });
    expect(await all()).toEqual(before);
    for (const id of mine) expect(await draft(id)).toBeUndefined();
  });

  test('where somebody had begun to write, their words stay, and that is said before and after', async () => {
    await write(mine[1]!, 'Dear Mr Bell,');
    const macro = await make(outage);
    const preview = await desk.preview(anna, { action: { do: 'macro', macro: macro.id }, conversations: mine });
    expect(preview).toMatchObject({ total: 3, macro: { id: macro.id, name: 'Outage', version: macro.version, drafts: 2, ownDrafts: 1, left: {} } });
    expect(preview.macro?.steps).toHaveLength(5);
    const begun = await desk.begin(anna, { action: { do: 'macro', macro: macro.id }, conversations: mine });
    expect(begun).toMatchObject({ done: 3, ownDrafts: 1 });
    expect((await draft(mine[1]!))?.text).toBe('Dear Mr Bell,');
    expect((await draft(mine[0]!))?.text).toContain('outage');
    expect((await desk.left(anna, begun.id)).left.map((one) => [one.conversation.id, one.state, one.reason])).toEqual([[mine[1], 'done', 'own-draft']]);
    // Written on since: it stays, and so does what else somebody has decided anew.
    const words = (await draft(mine[0]!))!.text;
    await desk.desk.db.updateTable('draft').set({ content: JSON.stringify({ ...(await draft(mine[0]!))!, text: `${words} We will call you.` }) }).where('conversation', '=', mine[0]!).execute();
    await act(anna, mine[2]!, 'tags', { remove: ['outage'] });
    expect(await desk.undo(anna, begun.id)).toMatchObject({ state: 'undone', undone: 1, kept: 2, ownDrafts: 0 });
    expect((await desk.left(anna, begun.id)).reasons).toEqual({ 'partly-changed': 2 });
    expect((await draft(mine[0]!))?.text).toContain('We will call you.');
    expect((await draft(mine[1]!))?.text).toBe('Dear Mr Bell,');
    expect((await open(anna, mine[2]!)).conversation).toMatchObject({ state: { is: 'open' }, assignee: null });
  });

  test('what stands against it is counted before; those are left whole', async () => {
    const { contact } = (await open(anna, mine[0]!)).conversation;
    await well(anna.post(`/api/contacts/${contact.id}/block`, { reason: 'spam' }));
    const macro = await make(outage);
    expect((await desk.preview(anna, { action: { do: 'macro', macro: macro.id }, conversations: mine })).macro).toMatchObject({ drafts: 2, ownDrafts: 0, left: { 'contact-blocked': 1 } });
    const begun = await desk.begin(anna, { action: { do: 'macro', macro: macro.id }, conversations: mine });
    expect(begun).toMatchObject({ done: 2, skipped: 0, failed: 1 });
    expect((await desk.left(anna, begun.id)).reasons).toEqual({ 'contact-blocked': 1 });
    expect((await open(anna, mine[0]!)).conversation.tags).toEqual([]);
  });

  test('what a customer wrote meanwhile is not closed unread; what is so already is passed over', async () => {
    const visitor = randomUUID();
    const writer = await desk.write('It is dark here', visitor);
    const macro = await make([{ do: 'close', because: 'solved' }]);
    const seen = (await well(anna.get('/api/snapshot')))['cursor'];
    await desk.write('It is light again', visitor);
    await act(anna, mine[0]!, 'close');
    const begun = await desk.begin(anna, { action: { do: 'macro', macro: macro.id }, conversations: [writer, ...mine], seen });
    expect(begun).toMatchObject({ done: 2, skipped: 2 });
    expect((await desk.left(anna, begun.id)).reasons).toEqual({ 'written-meanwhile': 1, unchanged: 1 });
  });

  test('all get what it said at the beginning; stopped, resumed and taken back; told of once', async () => {
    const { browser, id: other } = await joinAs(desk, 'agent');
    const many = await desk.crowd(110);
    const macro = await make([{ do: 'add-tags', tags: ['first words'] }, { do: 'assign', agent: other }]);
    const begun = await desk.begin(anna, { action: { do: 'macro', macro: macro.id }, conversations: many });
    await desk.round();
    await desk.haltBatch(anna, begun.id);
    await well(anna.patch(`/api/macros/${macro.id}`, { steps: [{ do: 'add-tags', tags: ['other words'] }] }));
    await well(anna.ask('DELETE', `/api/macros/${macro.id}`));
    await desk.resume(anna, begun.id);
    await desk.work();
    expect(await desk.batch(anna, begun.id)).toMatchObject({ state: 'done', done: 110 });
    expect((await desk.preview(anna, { conditions: { view: 'open', tag: 'first words', assignee: other } })).total).toBe(110);
    const told = (await well(browser.get('/api/notifications')))['notifications'] as NotificationView[];
    expect(told.map((one) => [one.kind, one.data])).toEqual([['conversations-assigned', { count: '110', by: desk.annaId }]]);
    await desk.undo(anna, begun.id);
    await desk.work();
    expect(await desk.batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: 110, kept: 0 });
    expect((await desk.preview(anna, { conditions: { view: 'open', tag: 'first words' } })).total).toBe(0);
  });

  test('refused before anything begins', async () => {
    const { browser, id: agent } = await joinAs(desk, 'agent');
    const [own, gone, changed] = [await make(outage, browser), await make([{ do: 'assign', agent }]), await make(outage)];
    await well(anna.patch(`/api/agents/${agent}`, { active: false }));
    await well(anna.patch(`/api/macros/${changed.id}`, { name: 'Outage again' }));
    const asked = (action: object) => ({ id: randomUUID(), action: { do: 'macro', ...action }, conversations: mine });
    for (const path of ['/api/batches', '/api/batches/preview'])
      await silent(anna, async () => {
        await refused(anna.post(path, asked({ macro: randomUUID() })), 400, 'input-wrong', 'action.macro');
        await refused(anna.post(path, asked({ macro: own.id })), 400, 'input-wrong', 'action.macro');
        await refused(anna.post(path, asked({ macro: gone.id })), 409, 'macro-agent-off');
        await refused(anna.post(path, asked({ macro: changed.id, version: changed.version })), 409, 'changed-meanwhile');
      });
    const token = String((await well(anna.post('/api/service-tokens', { name: 'night shift', role: 'agent', scopes: ['read', 'write'] })))['value']);
    const machine = (macro: MacroView) => fetch(`${desk.address}/api/batches`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(asked({ macro: macro.id })) });
    expect((await machine(changed)).status).toBe(400);
    expect(await (await machine(await make([{ do: 'add-tags', tags: ['by night'] }]))).json()).toMatchObject({ state: 'done', done: 3 });
  });
});
