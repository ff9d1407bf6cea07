// begin-batch, end-batch, carry-out-batch, batch-steps, restore-standing, tell-of-many and viewer-of-author, through HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchView } from '../../src/contract/batch.ts';
import type { NotificationView } from '../../src/contract/views.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import { act, joinAs, list, open, refused, silent, telling, tellingEvents, well } from './agents-desk.ts';
import type { ManyDesk } from './many-desk.ts';
import { startManyDesk } from './many-desk.ts';

const minute = 60_000;

describe.each(databaseKinds())('batches on %s', (kind) => {
  let { begin, batch, undo, left, work, crowd } = {} as ManyDesk;
  let desk: ManyDesk;
  let anna: Browser;
  let mine: string[];
  beforeAll(async () => {
    desk = await startManyDesk(kind);
    anna = desk.anna;
    ({ begin, batch, undo, left, work, crowd } = desk);
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    mine = [];
    for (const text of ['Where is my lamp?', 'It came broken.', 'Thank you!']) mine.push(await desk.write(text));
  });

  const states = async () => Promise.all(mine.map(async (id) => (await open(anna, id)).conversation.state.is));
  const standing = async (id: string) => {
    const { state, waitingSince, assignee, team, tags } = (await open(anna, id)).conversation;
    return { state, waitingSince, assignee, team, tags };
  };
  const all = async () => Promise.all(mine.map(standing));

  test.each([
    ['close', { do: 'close' }, 'conversation-closed'],
    ['close without an answer', { do: 'close', because: 'no answer' }, 'conversation-closed'],
    ['spam', { do: 'spam' }, 'conversation-closed'],
    ['wait', { do: 'wait', for: 'third party' }, 'conversation-waiting'],
    ['snooze', { do: 'snooze', until: '2099-01-01T10:00:00.000Z' }, 'conversation-snoozed'],
    ['tag', { do: 'tag', add: ['Lamps'] }, 'conversation-tagged'],
  ] as const)('%s: one change and one event each, at once, and all of it back', async (_what, action, event) => {
    await act(anna, mine[2]!, 'wait', { for: 'customer' });
    const before = await all();
    const id = randomUUID();
    const kinds = await telling(anna, () => begin(anna, { id, action, conversations: mine }));
    expect(kinds.filter((one) => one === event)).toHaveLength(3);
    expect(await batch(anna, id)).toMatchObject({ state: 'done', total: 3, done: 3, skipped: 0, failed: 0 });
    expect(await all()).not.toEqual(before);
    await telling(anna, () => undo(anna, id));
    expect(await batch(anna, id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 });
    expect(await all()).toEqual(before);
    // Taken back twice is taken back once.
    await silent(anna, () => undo(anna, id));
  });

  test('assigned to one person: told of each while they are few, of all at once where they are many', async () => {
    const { browser, id: other } = await joinAs(desk, 'agent');
    await begin(anna, { action: { do: 'assign', agent: other }, conversations: mine });
    const few = (await well(browser.get('/api/notifications')))['notifications'] as NotificationView[];
    expect(few.map((one) => one.kind)).toEqual(['conversation-assigned', 'conversation-assigned', 'conversation-assigned']);
    const many = await crowd(22);
    const begun = await begin(anna, { action: { do: 'assign', agent: other }, conversations: many });
    expect(begun).toMatchObject({ state: 'running', done: 0 });
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'done', done: 22 });
    const then = (await well(browser.get('/api/notifications')))['notifications'] as NotificationView[];
    expect(then).toHaveLength(4);
    expect(then.find((one) => one.kind === 'conversations-assigned')).toMatchObject({ conversation: null, data: { count: '22', by: desk.annaId } });
    await undo(anna, begun.id);
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: 22, kept: 0 });
    expect(await list(anna, { view: 'all', assignee: other })).toHaveLength(3);
  });

  test('the same id twice is one batch, and so is the same key', async () => {
    const id = randomUUID();
    const body = { id, action: { do: 'close' }, conversations: mine };
    await begin(anna, body);
    await act(anna, mine[0]!, 'reopen');
    await silent(anna, () => begin(anna, body));
    expect(await states()).toEqual(['open', 'closed', 'closed']);
  });

  test('what is so already is passed over and said; so is what nobody can find', async () => {
    await act(anna, mine[0]!, 'close');
    const begun = await begin(anna, { action: { do: 'close' }, conversations: [...mine, randomUUID()] });
    expect(begun).toMatchObject({ total: 4, done: 2, skipped: 2 });
    const { left: rows, reasons } = await left(anna, begun.id);
    expect(rows.map((row) => [row.conversation.id, row.reason])).toEqual([[mine[0], 'unchanged']]);
    expect(reasons).toEqual({ unchanged: 1 });
    // Taken back, it stays closed: it was so before.
    await undo(anna, begun.id);
    expect(await states()).toEqual(['closed', 'open', 'open']);
  });

  test('what a customer wrote after the decision is not closed unread, but is tagged', async () => {
    const visitor = randomUUID();
    const own = await desk.write('First', visitor);
    const seen = (await well(anna.get('/api/snapshot')))['cursor'];
    await desk.write('Wait, there is more!', visitor);
    const closing = await begin(anna, { action: { do: 'close' }, conversations: [own, mine[0]], seen });
    expect(closing).toMatchObject({ done: 1, skipped: 1 });
    expect((await left(anna, closing.id)).left.map((row) => [row.conversation.id, row.reason])).toEqual([[own, 'written-meanwhile']]);
    expect(await begin(anna, { action: { do: 'tag', add: ['late'] }, conversations: [own], seen })).toMatchObject({ done: 1 });
  });

  test('taken back where nobody has changed it since; elsewhere it is left and listed', async () => {
    const visitor = randomUUID();
    const written = await desk.write('One', visitor);
    mine.push(written);
    const closing = await begin(anna, { action: { do: 'close' }, conversations: mine });
    await desk.write('Two', visitor);
    await act(anna, mine[0]!, 'close', { because: 'no answer' });
    await act(anna, mine[1]!, 'tags', { add: ['touched elsewhere'] });
    expect(await undo(anna, closing.id)).toMatchObject({ state: 'undone', undone: 2, kept: 2 });
    expect((await left(anna, closing.id)).left.map((row) => `${row.conversation.id} ${row.state} ${row.reason}`).toSorted()).toEqual([`${mine[0]} kept changed-since`, `${written} kept changed-since`].toSorted());
    expect(await states()).toEqual(['closed', 'open', 'open', 'open']);
  });

  test('merged ones are passed over, and taken back around them', async () => {
    const begun = await begin(anna, { action: { do: 'tag', add: ['both'] }, conversations: mine });
    await well(anna.post(`/api/conversations/${mine[0]}/merge`, { id: randomUUID(), merge: [mine[1]], acrossContacts: true }));
    expect(await begin(anna, { action: { do: 'close' }, conversations: mine })).toMatchObject({ total: 3, done: 2, skipped: 1 });
    expect(await undo(anna, begun.id)).toMatchObject({ undone: 2, kept: 1 });
    expect((await left(anna, begun.id)).reasons).toEqual({ 'conversation-merged': 1 });
  });

  test('by conditions: all that fit at that moment, not what came later, not what was taken out by hand', async () => {
    await well(anna.post('/api/batches', { id: randomUUID(), action: { do: 'tag', add: ['autumn'] }, conversations: mine }));
    const begun = await begin(anna, { action: { do: 'close' }, conditions: { view: 'open', tag: 'autumn' }, except: [mine[1]] });
    expect(begun).toMatchObject({ state: 'done', total: 2, done: 2 });
    expect(await states()).toEqual(['closed', 'open', 'closed']);
    expect(await begin(anna, { action: { do: 'close' }, conditions: { view: 'mine', assignee: 'none' } })).toMatchObject({ state: 'done', total: 0 });
  });

  test('rights are asked for each: what an agent may not see is untouched, and cannot be told from what is not there', async () => {
    const { browser, id: agent } = await joinAs(desk, 'agent');
    const team = String((await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}`, members: [] })))['id']);
    const inbox = String((await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed', config: { teamName: 'Closed' }, teams: [team] })))['id']);
    const hidden = await desk.write('Nobody may see this', randomUUID(), inbox);
    const begun = await begin(browser, { action: { do: 'close' }, conversations: [mine[0], hidden] });
    expect(begun).toMatchObject({ total: 2, done: 1, skipped: 1 });
    expect((await left(browser, begun.id)).left).toEqual([]);
    expect((await open(anna, hidden)).conversation.state.is).toBe('open');
    await begin(browser, { action: { do: 'tag', add: ['seen'] }, conditions: { view: 'open' } });
    await work();
    expect((await open(anna, hidden)).conversation.tags).toEqual([]);
    // Somebody else's batch is not theirs to see or to take back; a lead may.
    await refused((await joinAs(desk, 'agent')).browser.post(`/api/batches/${begun.id}/undo`), 404, 'not-found');
    await undo(anna, begun.id);
    expect((await open(anna, mine[0]!)).conversation.state.is).toBe('open');
    // Switched off while it runs, they decide about nothing more.
    const many = await begin(browser, { action: { do: 'close' }, conversations: [...mine, ...(await crowd(20))] });
    await well(anna.patch(`/api/agents/${agent}`, { active: false }));
    await work();
    expect(await batch(anna, many.id)).toMatchObject({ state: 'done', done: 0, skipped: 23 });
  });

  test('stopped, it goes no further; what is done is taken back, what was never done is not touched', async () => {
    const many = await crowd(130);
    const begun = await begin(anna, { action: { do: 'close' }, conversations: many });
    await desk.round();
    const running = await batch(anna, begun.id);
    expect(running.done).toBeGreaterThan(0);
    expect(running.done).toBeLessThan(130);
    const stopped = await desk.haltBatch(anna, begun.id);
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'stopped', done: stopped.done });
    expect(await list(anna, { view: 'open', limit: '100' }).then((open_) => open_.filter((one) => many.includes(one.id)).length)).toBeGreaterThan(0);
    await undo(anna, begun.id);
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: stopped.done, skipped: 130 - stopped.done });
    for (const id of [many[0]!, many.at(-1)!]) expect((await open(anna, id)).conversation.state.is).toBe('open');
  });

  test('stopped and resumed: what is done is not done again, what is left is; all of it is taken back', async () => {
    const many = await crowd(130);
    const begun = await begin(anna, { action: { do: 'tag', add: ['slow'] }, conversations: many });
    const events = await tellingEvents(anna, async () => {
      await desk.round();
      await desk.haltBatch(anna, begun.id);
      // Whoever decides otherwise meanwhile is not overruled, and what is done is not done again.
      await work();
      expect(await desk.resume(anna, begun.id)).toMatchObject({ state: 'running', finishedAt: null });
      expect(await desk.resume(anna, begun.id)).toMatchObject({ state: 'running' });
      await desk.round();
      await desk.haltBatch(anna, begun.id);
      await desk.resume(anna, begun.id);
      await work();
    });
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'done', done: 130, skipped: 0, failed: 0 });
    const tagged = events.filter((event) => event.kind === 'conversation-tagged').map((event) => event.conversation);
    expect(tagged).toHaveLength(130);
    expect(new Set(tagged)).toEqual(new Set(many));
    await silent(anna, () => desk.resume(anna, begun.id));
    await undo(anna, begun.id);
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: 130, kept: 0 });
    await refused(anna.post(`/api/batches/${begun.id}/resume`), 409, 'batch-taken-back');
  });

  test('resumed, nothing that a customer wrote after the decision is closed; stopped again, only what was done is taken back', async () => {
    const visitor = randomUUID();
    const many = [...(await crowd(130)), await desk.write('First', visitor)];
    const begun = await begin(anna, { action: { do: 'close' }, conversations: many });
    await desk.haltBatch(anna, begun.id);
    await desk.write('And one more thing', visitor);
    await desk.resume(anna, begun.id);
    await desk.round();
    const { done, skipped } = await desk.haltBatch(anna, begun.id);
    expect((await left(anna, begun.id)).reasons).toEqual({ 'written-meanwhile': 1 });
    await undo(anna, begun.id);
    await work();
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'undone', undone: done, kept: 0, skipped: 131 - done });
    expect(skipped).toBe(1);
    expect(await list(anna, { view: 'closed', limit: '100' }).then((all) => all.filter((one) => many.includes(one.id)))).toEqual([]);
  });

  test('a lead takes back what somebody did who is here no more, in their own name', async () => {
    const { browser, id: agent } = await joinAs(desk, 'agent');
    const begun = await begin(browser, { action: { do: 'spam' }, conversations: mine });
    await well(anna.patch(`/api/agents/${agent}`, { active: false }));
    const events = await tellingEvents(anna, () => undo(anna, begun.id));
    expect(await states()).toEqual(['open', 'open', 'open']);
    expect(events.filter((event) => event.conversation !== null).map((event) => event.actor.id)).toEqual([desk.annaId, desk.annaId, desk.annaId]);
  });

  test('its author\'s screens hear of it, and nobody else\'s', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const cursor = (await well(anna.get('/api/snapshot')))['cursor'];
    const begun = await begin(anna, { action: { do: 'close' }, conversations: mine });
    const heard = async (who: Browser) => ((await well(who.get(`/api/events?since=${String(cursor)}`)))['events'] as { kind: string; data: Record<string, unknown> }[]).filter((event) => event.kind === 'batch-changed');
    expect((await heard(anna)).at(-1)?.data).toMatchObject({ batch: begun.id, state: 'done', total: 3, done: 3 });
    expect(await heard(browser)).toEqual([]);
    expect(((await well(anna.get('/api/batches')))['batches'] as BatchView[])[0]?.id).toBe(begun.id);
    expect((await well(browser.get('/api/batches')))['batches']).toEqual([]);
  });

  test('several workers at once do each step once', async () => {
    const many = await crowd(60);
    const begun = await begin(anna, { action: { do: 'tag', add: ['once'] }, conversations: many });
    const events = await tellingEvents(anna, async () => {
      await Promise.all([work(), work(), work()]);
      await work();
    });
    expect(events.filter((event) => event.kind === 'conversation-tagged')).toHaveLength(60);
    expect(await batch(anna, begun.id)).toMatchObject({ state: 'done', done: 60 });
  });

  test.each([
    ['nothing chosen', { action: { do: 'close' } }, 'input-wrong', ['conversations']],
    ['both', { action: { do: 'close' }, conversations: [randomUUID()], conditions: { view: 'open' } }, 'input-wrong', ['conversations']],
    ['an empty list', { action: { do: 'close' }, conversations: [] }, 'input-wrong', ['conversations']],
    ['no action', { conversations: [randomUUID()] }, 'input-wrong', ['action']],
    ['an action that there is not', { action: { do: 'erase' }, conversations: [randomUUID()] }, 'input-wrong', ['action.do']],
    ['to nobody in particular', { action: { do: 'assign' }, conversations: [randomUUID()] }, 'input-wrong', ['agent']],
    ['to somebody who is not there', { action: { do: 'assign', agent: randomUUID() }, conversations: [randomUUID()] }, 'input-wrong', ['agent']],
    ['no tags', { action: { do: 'tag' }, conversations: [randomUUID()] }, 'input-wrong', ['add']],
    ['a tag on and off', { action: { do: 'tag', add: ['A'], remove: ['a'] }, conversations: [randomUUID()] }, 'input-wrong', ['remove']],
    ['a time that has passed', { action: { do: 'snooze', until: '2020-01-01T00:00:00Z' }, conversations: [randomUUID()] }, 'snooze-in-the-past', []],
    ['conditions that there are not', { action: { do: 'close' }, conditions: { view: 'nowhere' } }, 'input-wrong', ['conditions.view']],
  ] as const)('%s is refused before anything begins', async (_what, body, code, fields) => {
    await silent(anna, () => refused(anna.post('/api/batches', { id: randomUUID(), ...body }), 400, code, ...fields));
  });

  test('a service does it too', async () => {
    const token = String((await well(anna.post('/api/service-tokens', { name: 'night shift', role: 'agent', scopes: ['read', 'write'] })))['value']);
    const answer = await fetch(`${desk.address}/api/batches`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ id: randomUUID(), action: { do: 'close' }, conversations: mine }) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ state: 'done', done: 3, by: { kind: 'service' } });
    desk.advance(minute);
  });
});
