// The list, its views and counts, opening a conversation, earlier messages; and through HTTP send-reply, store-reply, address-reply
// and start-conversation.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { listReply, OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, MessageView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, well } from './agents-desk.ts';
import type { Browser } from '../setup/client.ts';

const minute = 60_000;

type ListReply = z.infer<typeof listReply>;

describe.each(databaseKinds())('conversation list on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const ids = async (query: Parameters<typeof list>[1], browser = anna) => (await list(browser, query)).map((one) => one.id);
  const counts = async (browser = anna) => well(browser.get('/api/counts'));

  test('each view holds what its name says, and counts it', async () => {
    const [fresh, mine, waiting, snoozed, closed, spam] = [await desk.write('fresh'), await desk.write('mine'), await desk.write('waiting'), await desk.write('snoozed'), await desk.write('closed'), await desk.write('spam')];
    await act(anna, mine, 'assign', { agent: desk.annaId });
    await act(anna, waiting, 'wait', { for: 'third party' });
    await act(anna, snoozed, 'snooze', { until: new Date(Date.parse(desk.now()) + 60 * minute).toISOString() });
    await act(anna, closed, 'close');
    await act(anna, spam, 'spam');
    const all = [spam, closed, snoozed, waiting, mine, fresh];
    const expected = {
      all, open: [mine, fresh], mine: [mine], unassigned: [waiting, fresh], waiting: [waiting], snoozed: [snoozed], closed: [closed], spam: [spam], promised: [],
    } as const;
    for (const [view, conversations] of Object.entries(expected)) expect(await ids({ view }), view).toEqual(conversations);
    expect(await counts()).toEqual({ ...Object.fromEntries(Object.entries(expected).map(([view, conversations]) => [view, conversations.length])), promises: expected.promised.length });
    expect(await ids({})).toEqual(expected.open);
    expect(await ids({ view: 'all', assignee: desk.annaId })).toEqual([mine]);
    expect(await ids({ view: 'unassigned', assignee: desk.annaId })).toEqual([]);
    expect(await ids({ view: 'all', inbox: desk.chat.id })).toEqual(all);
    expect(await ids({ view: 'all', inbox: randomUUID() })).toEqual([]);
    expect(await ids({ view: 'all', tag: 'no\u0000thing' })).toEqual([]);
  });

  test('who has no name yet comes with the addresses by which they can be called, and nobody else does', async () => {
    const own = await desk.write('nameless');
    const page = async () => (await well(anna.get('/api/conversations?view=all&limit=100'))) as unknown as ListReply;
    const before = await page();
    const shown = before.conversations.find((one) => one.id === own)!;
    expect(before.contacts.filter((one) => one.id === shown.contact.id)).toMatchObject([{ name: null, identities: [{ channel: 'web-chat' }] }]);
    expect(new Set(before.contacts.map((one) => one.id))).toEqual(new Set(before.conversations.filter((one) => one.contact.name === null).map((one) => one.contact.id)));
    await well(anna.patch(`/api/contacts/${shown.contact.id}`, { name: 'Rosa' }));
    expect((await page()).contacts.map((one) => one.id)).not.toContain(shown.contact.id);
  });

  test('mood and urgency narrow the list', async () => {
    const angry = await desk.write('I am furious! This is the third time, it is outrageous. Refund me immediately!');
    const [seen] = (await list(anna, { view: 'all' })).filter((one) => one.id === angry);
    expect(await ids({ view: 'all', mood: seen!.mood, urgency: seen!.urgency })).toContain(angry);
    await refused(anna.get('/api/conversations?mood=sulky'), 400, 'input-wrong', 'mood.0');
  });

  test('paging gives every conversation once, in order, also where several share a moment', async () => {
    for (let one = 0; one < 7; one += 1) await desk.write(`number ${one}`);
    await desk.desk.db.updateTable('conversation').set({ last_at: desk.now() }).where('last_text', 'like', 'number %').execute();
    const whole = await ids({ view: 'all', limit: '100' });
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await well(anna.get(`/api/conversations?view=all&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`))) as { conversations: ConversationView[]; next: string | null };
      expect(page.conversations.length).toBeLessThanOrEqual(3);
      paged.push(...page.conversations.map((one) => one.id));
      cursor = page.next;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  test.each([
    ['cursor=nonsense', 'cursor'], ['cursor=MjAyNi0xMy0zOVQ5OTo5OTo5OS45OTlaIDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA', 'cursor'],
    ['limit=0', 'limit'], ['limit=101', 'limit'], ['limit=x', 'limit'], ['view=everything', 'view'], ['inbox=x', 'inbox'], ['contact=1%00', 'contact'],
  ])('%s is refused by name', async (query, field) => refused(anna.get(`/api/conversations?${query}`), 400, 'input-wrong', field));

  test('an agent\'s list, counts and contact hold only what their teams and assignments open', async () => {
    const team = await well(anna.post('/api/teams', { name: 'Lamps' }));
    const few = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Few', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const inside = await joinAs(desk, 'agent', [String(team['id'])]);
    const outside = await joinAs(desk, 'agent');
    const lead = await joinAs(desk, 'lead');
    const hidden = await desk.write('for few', randomUUID(), String(few['id']));
    const given = await desk.write('given away', randomUUID(), String(few['id']));
    await act(anna, given, 'assign', { agent: outside.id });
    expect(await ids({ view: 'all', inbox: String(few['id']) }, inside.browser)).toEqual([given, hidden]);
    expect(await ids({ view: 'all', inbox: String(few['id']) }, lead.browser)).toEqual([given, hidden]);
    expect(await ids({ view: 'all', inbox: String(few['id']) }, outside.browser)).toEqual([given]);
    expect(Number((await counts(lead.browser))['all']) - Number((await counts(outside.browser))['all'])).toBe(1);
    await refused(outside.browser.get(`/api/conversations/${hidden}`), 404, 'not-found');
    await refused(outside.browser.post(`/api/conversations/${hidden}/close`), 404, 'not-found');
    // Nobody writes from an inbox they do not see, even in a conversation they do.
    const own = await desk.write('everybody\'s');
    const reply = { id: randomUUID(), text: 'hello', version: 9, inbox: few['id'] };
    await refused(outside.browser.post(`/api/conversations/${own}/replies`, reply), 400, 'input-wrong', 'inbox');
    await refused(anna.post(`/api/conversations/${own}/replies`, { ...reply, inbox: randomUUID() }), 400, 'input-wrong', 'inbox');
  });

  test('opened with its newest hundred messages; the earlier ones page by page', async () => {
    const visitor = randomUUID();
    const conversation = await desk.write('message 0', visitor);
    for (let one = 1; one < 130; one += 1) await desk.write(`message ${one}`, visitor);
    const first = await open(anna, conversation);
    expect(first.messages).toHaveLength(100);
    expect(first.messages.at(-1)?.text).toBe('message 129');
    expect(first.cursor).toBeGreaterThan(0);
    const before = (await well(anna.get(`/api/conversations/${conversation}/messages?earlier=${first.earlier}`))) as unknown as Pick<OpenReply, 'messages' | 'earlier'>;
    expect(before.earlier).toBeNull();
    expect([...before.messages, ...first.messages].map((message) => message.text)).toEqual(Array.from({ length: 130 }, (_none, index) => `message ${index}`));
    await refused(anna.get(`/api/conversations/${conversation}/messages?earlier=x`), 400, 'input-wrong', 'earlier');
    const short = await desk.write('short');
    expect((await open(anna, short)).earlier).toBeNull();
  });

  test('a reply is stored once, shown at once, and refused where something was written meanwhile', async () => {
    const visitor = randomUUID();
    const conversation = await desk.write('Where is my lamp?', visitor);
    const { version } = (await open(anna, conversation)).conversation;
    const reply = { id: randomUUID(), text: 'It left yesterday.\u0000', version };
    const stored = (await well(anna.post(`/api/conversations/${conversation}/replies`, reply))) as unknown as MessageView;
    expect(stored).toMatchObject({ id: reply.id, direction: 'out', text: 'It left yesterday.\uFFFD', author: { name: 'Anna Ferri' }, deliveries: [{ state: 'queued', attempts: 0 }] });
    await silent(anna, () => well(anna.post(`/api/conversations/${conversation}/replies`, reply)));
    await desk.write('Hello?', visitor);
    const late = { id: randomUUID(), text: 'Second', version };
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/replies`, late), 409, 'answered-meanwhile', 'version'));
    await well(anna.post(`/api/conversations/${conversation}/replies`, { ...late, anyway: true }));
  });

  test.each([
    ['no words', { text: ' ' }, 'text'], ['no version', { version: undefined }, 'version'], ['an unknown ending', { then: 'burn' }, 'then'],
    ['a negative undo', { undoSeconds: -1 }, 'undoSeconds'], ['a promise without an end', { commitments: [{ start: 1, due: null }] }, 'commitments.0.end'],
  ])('a reply with %s is refused by name', async (_what, wrong, field) => {
    const conversation = await desk.write('hello');
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'hi', version: 2, ...wrong }), 400, 'input-wrong', field));
  });

  test('a chat cannot carry copies, nor more than its longest message', async () => {
    const conversation = await desk.write('hello');
    const { version } = (await open(anna, conversation)).conversation;
    await silent(anna, async () => {
      await refused(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'hi', version, copy: [{ address: 'boss@example.com' }] }), 400, 'channel-cannot-copy');
      await refused(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'x'.repeat(10_001), version }), 400, 'message-too-long', 'most');
    });
  });

  test('an agent writes first by e-mail, once, and cannot by chat', async () => {
    const mail = await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example' }] }));
    const start = { id: randomUUID(), message: randomUUID(), inbox: mail['id'], to: { name: 'Мария', address: 'Maria@Example.com' }, subject: 'Your lamp', text: 'It is here.' };
    const begun = (await well(anna.post('/api/conversations', start))) as unknown as OpenReply;
    expect(begun.conversation).toMatchObject({ id: start.id, subject: 'Your lamp', channel: 'email', state: { is: 'waiting', for: 'customer' }, contact: { name: 'Мария' } });
    expect(begun.contact.identities).toMatchObject([{ channel: 'email', externalId: 'maria@example.com' }]);
    expect(begun.messages).toMatchObject([{ id: start.message, direction: 'out' }]);
    await silent(anna, async () => {
      expect(((await well(anna.post('/api/conversations', start))) as unknown as OpenReply).conversation.id).toBe(start.id);
      const fresh = { ...start, id: randomUUID(), message: randomUUID() };
      await refused(anna.post('/api/conversations', { ...fresh, inbox: desk.chat.id, to: { address: 'visitor-1' } }), 400, 'channel-cannot-start');
      await refused(anna.post('/api/conversations', { ...fresh, inbox: randomUUID() }), 400, 'input-wrong', 'inbox');
      await refused(anna.post('/api/conversations', { ...fresh, to: { address: '' } }), 400, 'input-wrong', 'to.address');
      await refused(anna.post('/api/conversations', { ...fresh, sender: 'ceo@lumen.example' }), 400, 'recipient-wrong', 'address');
      // The message's id is in use: no second conversation under it.
      await refused(anna.post('/api/conversations', { ...start, id: randomUUID() }), 400, 'input-wrong', 'message');
      await refused(anna.post('/api/conversations', { ...start, text: 'It is not here.' }), 400, 'input-wrong', 'message');
      // Nor a second first message in the conversation that is there.
      await refused(anna.post('/api/conversations', { ...start, message: randomUUID() }), 400, 'input-wrong', 'id');
    });
  });

  test('the same request many times at once is one conversation, one reply, one note; with other words it is refused', async () => {
    const mail = await well(anna.post('/api/inboxes', { channel: 'email', name: 'At once', config: mailSettings, senders: [{ name: 'Lumen', address: 'at-once@lumen.example' }] }));
    const start = { id: randomUUID(), message: randomUUID(), inbox: mail['id'], to: { address: 'twice@example.com' }, text: 'Hello.' };
    const begun = await Promise.all([1, 2, 3, 4].map(() => anna.post('/api/conversations', start)));
    expect(begun.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const reply = { id: randomUUID(), text: 'One more thing.', version: 1, anyway: true };
    const note = { id: randomUUID(), text: 'asked twice' };
    const [replies, notes] = [`/api/conversations/${start.id}/replies`, `/api/conversations/${start.id}/notes`];
    expect((await Promise.all([1, 2, 3].map(() => anna.post(replies, reply)))).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await Promise.all([1, 2, 3].map(() => anna.post(notes, note)))).map(({ status }) => status)).toEqual([200, 200, 200]);
    await silent(anna, async () => {
      for (const other of [{ ...reply, text: 'One less thing.' }, { ...reply, id: note.id }, { ...reply, id: start.message }]) await refused(anna.post(replies, other), 400, 'input-wrong', 'id');
      for (const other of [{ ...note, text: 'asked once' }, { ...note, id: reply.id }]) await refused(anna.post(notes, other), 400, 'input-wrong', 'id');
    });
    const { browser: other } = await joinAs(desk, 'administrator');
    await silent(anna, () => refused(other.post(replies, reply), 400, 'input-wrong', 'id'));
    expect((await open(anna, start.id)).messages.map(({ text }) => text)).toEqual(['Hello.', 'One more thing.', 'asked twice']);
  });

  test('a service token reads everything and its words are a machine\'s', async () => {
    const token = await well(anna.post('/api/service-tokens', { name: 'Shop', role: 'agent' }));
    const conversation = await desk.write('Is it open today?');
    const headers = { authorization: `Bearer ${String(token['value'] ?? token['token'])}`, 'content-type': 'application/json' };
    const opened = (await (await fetch(`${desk.address}/api/conversations/${conversation}`, { headers })).json()) as OpenReply;
    const answer = await fetch(`${desk.address}/api/conversations/${conversation}/replies`, { method: 'POST', headers, body: JSON.stringify({ id: randomUUID(), text: 'Until six.', version: opened.conversation.version }) });
    expect(await answer.json()).toMatchObject({ direction: 'out', author: { kind: 'automation' } });
    const note = await fetch(`${desk.address}/api/conversations/${conversation}/notes`, { method: 'POST', headers, body: JSON.stringify({ id: randomUUID(), text: 'told by the shop' }) });
    expect(await note.json()).toMatchObject({ direction: 'note', author: { kind: 'automation' } });
    expect((await open(anna, conversation)).conversation).toMatchObject({ waitingSince: opened.conversation.waitingSince, assignee: null });
  });
});
