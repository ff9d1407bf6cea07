// Views that people keep (save-view, change-view, remove-view), who may keep and change which, and numbers that are kept, not
// looked for (conversation-tally): they are what counting would give, for every viewer, after every kind of change.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SavedView } from '../../src/contract/finding.ts';
import type { ConversationView } from '../../src/contract/views.ts';
import { foldTally } from '../../src/store/conversation-tally.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, refused, silent, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('views on %s', (kind) => {
  let desk: AgentsDesk;
  let agent: Browser;
  let other: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    agent = (await joinAs(desk, 'agent')).browser;
    other = (await joinAs(desk, 'agent')).browser;
  });
  afterAll(() => desk?.stop());

  const save = async (browser: Browser, name: string, query: Record<string, string>, shared = false) => (await well(browser.post('/api/views', { id: randomUUID(), name, query, shared }))) as unknown as SavedView;
  const views = async (browser: Browser) => (await well(browser.get('/api/views')))['views'] as readonly SavedView[];
  const names = async (browser: Browser) => (await views(browser)).map((view) => view.name);
  const kinds = async (browser: Browser, work: () => Promise<unknown>) => {
    const { cursor } = await well(browser.get('/api/snapshot'));
    await work();
    return ((await well(browser.get(`/api/events?since=${String(cursor)}`)))['events'] as readonly { readonly kind: string }[]).map((event) => event.kind);
  };

  test('own views are one\'s own, shared ones are everybody\'s and kept in order by leads', async () => {
    const own = await save(agent, 'Angry Italians', { mood: 'anger', language: 'it', sort: 'waiting' });
    const shared = await save(desk.anna, 'Urgent', { urgency: 'now,soon', state: 'open' }, true);
    expect(own).toMatchObject({ shared: false, counted: false, query: { mood: 'anger', language: 'it', sort: 'waiting' }, version: 1 });
    expect(shared).toMatchObject({ shared: true, counted: true });
    expect([await names(agent), await names(other), await names(desk.anna)]).toEqual([['Urgent', 'Angry Italians'], ['Urgent'], ['Urgent']]);
    await refused(agent.post('/api/views', { id: randomUUID(), name: 'x', query: {}, shared: true }), 403, 'not-allowed');
    await refused(agent.patch(`/api/views/${shared.id}`, { name: 'Mine now' }), 403, 'not-allowed');
    await refused(agent.remove(`/api/views/${shared.id}`), 403, 'not-allowed');
    await refused(agent.patch(`/api/views/${own.id}`, { shared: true }), 403, 'not-allowed');
    for (const browser of [other, desk.anna]) {
      await refused(browser.patch(`/api/views/${own.id}`, { name: 'Found it' }), 404, 'not-found');
      await refused(browser.remove(`/api/views/${own.id}`), 404, 'not-found');
      await refused(browser.post('/api/views', { id: own.id, name: 'Again', query: {}, shared: false }), 404, 'not-found');
    }
    expect(await kinds(agent, () => agent.patch(`/api/views/${own.id}`, { name: 'Angry, Italian', query: { q: '"mai più"', mood: 'anger' } }))).toEqual(['view-changed']);
    expect((await views(agent)).at(-1)).toMatchObject({ name: 'Angry, Italian', query: { q: '"mai più"', mood: 'anger' }, version: 2 });
    expect(await kinds(other, () => well(agent.remove(`/api/views/${own.id}`)))).toEqual([]);
    expect(await kinds(other, () => well(desk.anna.patch(`/api/views/${shared.id}`, { shared: false })))).toEqual(['view-changed']);
    expect([await names(other), await names(desk.anna)]).toEqual([[], ['Urgent']]);
    await well(desk.anna.remove(`/api/views/${shared.id}`));
    expect(await names(desk.anna)).toEqual([]);
    await refused(desk.anna.remove(`/api/views/${shared.id}`), 404, 'not-found');
  });

  test('the same id twice is one view, and what changes nothing tells nobody', async () => {
    const body = { id: randomUUID(), name: 'Twice', query: { state: 'open' }, shared: false };
    await well(agent.post('/api/views', body));
    await silent(agent, () => well(agent.post('/api/views', body)));
    await silent(agent, () => well(agent.patch(`/api/views/${body.id}`, { name: 'Twice', query: { state: 'open' } })));
    expect((await names(agent)).filter((name) => name === 'Twice')).toHaveLength(1);
    await well(agent.remove(`/api/views/${body.id}`));
  });

  test.each([
    [{ name: '' }, 'name'], [{ name: ' ' }, 'name'], [{ name: 'x'.repeat(101) }, 'name'], [{ id: 'x' }, 'id'], [{ query: { mood: 'sulky' } }, 'query.mood'], [{ query: { colour: 'red' } }, 'query.colour'],
    [{ query: { from: 'yesterday' } }, 'query.from'], [{ query: { cursor: 'x' } }, 'query.cursor'], [{ query: { q: 7 } }, 'query.q'],
  ])('%j is refused by name', async (wrong, field) => {
    await refused(agent.post('/api/views', { id: randomUUID(), name: 'x', query: {}, shared: false, ...wrong }), 400, 'input-wrong', field);
  });

  test('numbers are what counting gives, for everybody, after every change and after adding up', async () => {
    const team = await well(desk.anna.post('/api/teams', { name: 'Lamps' }));
    const few = await well(desk.anna.post('/api/inboxes', { channel: 'web-chat', name: 'Few', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const inside = await joinAs(desk, 'agent', [String(team['id'])]);
    const queries = [
      {}, { state: 'open' }, { state: 'open,spam' }, { state: 'closed' }, { assignee: 'me' }, { assignee: 'none' }, { assignee: desk.annaId }, { team: String(team['id']) }, { inbox: String(few['id']) }, { channel: 'web-chat' },
      { channel: 'sms' }, { mood: 'anger,disappointment' }, { urgency: 'now' }, { waiting: 'us' }, { waiting: 'third party' }, { promise: 'yes' },
    ];
    const people = [desk.anna, agent, inside.browser];
    for (const query of queries) await save(desk.anna, JSON.stringify(query).slice(0, 90), query, true);
    const check = async () => {
      for (const browser of people) {
        const counts = await well(browser.get('/api/views/counts'));
        const { promises: _ofPromises, ...builtIn } = await well(browser.get('/api/counts'));
        for (const view of await views(browser)) expect(counts[view.id], view.name).toBe((await list(browser, { view: 'all', limit: '100', ...view.query })).length);
        for (const [view, count] of Object.entries(builtIn)) expect(count, view).toBe((await list(browser, { view, limit: '100' })).length);
      }
    };
    const [one, two, three, four, five] = [await desk.write('I am furious, this is outrageous! Call me now!', randomUUID(), String(few['id'])), await desk.write('two'), await desk.write('three'), await desk.write('four'), await desk.write('five')];
    await check();
    await act(desk.anna, one, 'assign', { agent: desk.annaId, team: team['id'] });
    await act(desk.anna, two, 'wait', { for: 'third party' });
    await act(desk.anna, three, 'close');
    await act(desk.anna, four, 'spam');
    await act(desk.anna, five, 'snooze', { until: new Date(Date.parse(desk.now()) + 3_600_000).toISOString() });
    const { version } = (await list(desk.anna, { view: 'all' })).find((conversation: ConversationView) => conversation.id === one)!;
    await well(desk.anna.post(`/api/conversations/${one}/replies`, { id: randomUUID(), text: 'I will call you tomorrow at 12:00.', version, undoSeconds: 0 }));
    await check();
    await act(desk.anna, three, 'reopen');
    await desk.desk.db.transaction().execute(async (db) => foldTally(db));
    await check();
    const { rows } = await desk.database.pool.query('with gone as (delete from conversation_tally returning *) select count(*) from gone');
    expect(Number(rows[0].count)).toBeGreaterThan(5);
  });

  test('many differences are added up to a few sums that say the same', async () => {
    const { db } = desk.desk;
    await desk.database.pool.query(`insert into conversation_tally (workspace, state, inbox, promised, waits, mood, urgency, count)
      select $1, 'open', $2, false, false, 'neutral', 'none', case when place % 3 = 0 then -1 else 1 end from generate_series(1, 3000) place`, [desk.workspace, desk.chat.id]);
    const before = await well(desk.anna.get('/api/counts'));
    await Promise.all([foldTally(db), foldTally(db)]);
    expect(await well(desk.anna.get('/api/counts'))).toEqual(before);
    expect(await db.selectFrom('conversation_tally').selectAll().execute()).toMatchObject([{ count: 1_000 }]);
  });
});
