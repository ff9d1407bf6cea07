// Splitting messages off into a conversation of their own, and taking it back: split-conversation, rejoin-split.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MergeView, SplitPreview } from '../../src/contract/merge.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, list, mailSettings, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';
import { mailOf, picture } from './merging-desk.ts';

describe.each(databaseKinds())('splitting a conversation on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let mailbox: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    mailbox = String((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 0 })))['id']);
  });
  afterAll(() => desk?.stop());

  const mail = async (from: string, subject: string, text: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly conversation: string; readonly message: string; readonly id: string }> => {
    const id = `${randomUUID()}@their.example`;
    await desk.mail(mailbox, mailOf({ from, subject, text, id: `<${id}>`, headers }));
    const row = await desk.desk.db.selectFrom('message').select(['id', 'conversation']).where('external_id', '=', id).executeTakeFirstOrThrow();
    return { conversation: row.conversation, message: row.id, id };
  };
  const split = async (from: string, messages: readonly string[], more: object = {}): Promise<MergeView & { readonly made: string }> => {
    const conversation = randomUUID();
    return { ...((await well(anna.post(`/api/conversations/${from}/split`, { id: randomUUID(), conversation, messages, ...more }))) as unknown as MergeView), made: conversation };
  };
  const undo = (id: string) => well(anna.post(`/api/merges/${id}/undo`));
  const texts = async (conversation: string) => (await open(anna, conversation)).messages.map((message) => message.text.trim());
  const reply = async (conversation: string, text: string, more: object = {}): Promise<string> => {
    const { conversation: { version } } = await open(anna, conversation);
    const id = randomUUID();
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id, text, version, undoSeconds: 0, ...more }));
    return id;
  };
  /** A lamp that did not come, and in the same thread a bill that is wrong. */
  const twoMatters = async () => {
    const who = `marina-${randomUUID()}@their.example`;
    const lamp = await mail(who, 'Lamp', 'Where is my lamp?');
    const bill = await mail(who, 'Re: Lamp', 'And the bill is wrong. I am furious!', { 'In-Reply-To': `<${lamp.id}>` });
    expect(bill.conversation).toBe(lamp.conversation);
    return { who, lamp, bill };
  };

  test('the chosen messages are a conversation of their own, with a number, their feeling and their wait; the rest stays', async () => {
    const { lamp, bill, who } = await twoMatters();
    await act(anna, lamp.conversation, 'tags', { add: ['lamp'] });
    await act(anna, lamp.conversation, 'assign', { agent: desk.annaId });
    let made = '';
    expect(await telling(anna, async () => {
      ({ made } = await split(lamp.conversation, [bill.message], { subject: 'The bill' }));
    })).toEqual(['conversation-split', 'conversation-split']);
    expect([await texts(lamp.conversation), await texts(made)]).toEqual([['Where is my lamp?'], ['And the bill is wrong. I am furious!']]);
    const [rest, own] = [(await open(anna, lamp.conversation)), (await open(anna, made))];
    expect(own.conversation).toMatchObject({ subject: 'The bill', mood: 'anger', state: { is: 'open' }, assignee: desk.annaId, tags: [], messageCount: 1, last: { text: 'And the bill is wrong. I am furious!' } });
    expect(rest.conversation).toMatchObject({ subject: 'Lamp', mood: 'neutral', tags: ['lamp'], messageCount: 1, last: { text: 'Where is my lamp?' } });
    expect(own.conversation.number).toBeGreaterThan(rest.conversation.number);
    expect(own.conversation.waitingSince).not.toBeNull();
    expect(rest.history.entries.at(-1)).toMatchObject({ kind: 'conversation-split', data: { split: made, number: own.conversation.number, count: 1 } });
    expect(own.history.entries).toMatchObject([{ kind: 'conversation-split', data: { into: lamp.conversation, intoNumber: rest.conversation.number } }]);
    // An answer to what was taken out belongs there; one to the rest does not.
    expect((await mail(who, 'Re: Lamp', 'about the bill', { 'In-Reply-To': `<${bill.id}>`, References: `<${lamp.id}> <${bill.id}>` })).conversation).toBe(made);
    expect((await mail(who, 'Re: Lamp', 'about the lamp', { 'In-Reply-To': `<${lamp.id}>` })).conversation).toBe(lamp.conversation);
  });

  test('undone at once, everything is as it was, and its number leads back', async () => {
    const { lamp, bill, who } = await twoMatters();
    await act(anna, lamp.conversation, 'close');
    const before = await picture(anna);
    const { id, made } = await split(lamp.conversation, [bill.message]);
    const { number } = (await open(anna, made)).conversation;
    await telling(anna, () => undo(id));
    expect(await picture(anna)).toEqual(before);
    await refused(anna.get(`/api/conversations/${made}`), 409, 'conversation-merged', 'conversation');
    expect((await mail(who, `Re: Lamp [#${number}]`, 'to the number')).conversation).toBe(lamp.conversation);
    await silent(anna, () => undo(id));
  });

  test('undone later, what came and was written since is kept, in the order of time', async () => {
    const { lamp, bill, who } = await twoMatters();
    const { id, made } = await split(lamp.conversation, [bill.message]);
    const text = 'I will send a new bill tomorrow.';
    const due = new Date(Date.parse(desk.now()) + 86_400_000).toISOString();
    const answer = await reply(made, text, { commitments: [{ start: 0, end: text.length, due }] });
    await mail(who, 'Re: Lamp', 'thanks for the bill', { 'In-Reply-To': `<${bill.id}>` });
    await telling(anna, () => undo(id));
    const opened = await open(anna, lamp.conversation);
    expect(opened.messages.map((message) => message.text.trim())).toEqual(['Where is my lamp?', 'And the bill is wrong. I am furious!', text, 'thanks for the bill']);
    expect(opened.conversation).toMatchObject({ state: { is: 'open' }, commitmentDue: due, messageCount: 4, last: { text: 'thanks for the bill' } });
    expect(opened.messages.find((message) => message.id === answer)?.deliveries).toHaveLength(1);
    // An answer to what was written while they were two comes here.
    const { external_id: ours } = await desk.desk.db.selectFrom('message').select('external_id').where('id', '=', answer).executeTakeFirstOrThrow();
    expect((await mail(who, 'Re: Lamp', 'to your answer', { 'In-Reply-To': `<${String(ours)}>` })).conversation).toBe(lamp.conversation);
  });

  test('what another person wrote becomes theirs, and the preview says who gets answers', async () => {
    const marina = `marina-${randomUUID()}@their.example`;
    const luca = `luca-${randomUUID()}@their.example`;
    const first = await mail(marina, 'Party', 'We come with three.', { Cc: luca });
    const second = await mail(luca, 'Re: Party', 'I have a question of my own.', { 'In-Reply-To': `<${first.id}>`, Cc: marina });
    expect(second.conversation).toBe(first.conversation);
    const preview = (await well(anna.post(`/api/conversations/${first.conversation}/split-preview`, { messages: [second.message] }))) as unknown as SplitPreview;
    expect(preview.contacts).toHaveLength(2);
    expect(preview.contact).not.toBe((await open(anna, first.conversation)).contact.id);
    expect(preview).toMatchObject({ messages: 1, promises: 0, answers: { split: { to: [{ address: luca }] }, stays: { to: [{ address: marina }] } } });
    const { made } = await split(first.conversation, [second.message]);
    expect((await open(anna, made)).contact.identities[0]?.externalId).toBe(luca);
    const { made: marinas } = await split(first.conversation, [(await mail(luca, 'Re: Party', 'and one more', { 'In-Reply-To': `<${first.id}>` })).message], { contact: (await open(anna, first.conversation)).contact.id });
    expect((await open(anna, marinas)).contact.identities[0]?.externalId).toBe(marina);
  });

  test('beneath a merge it is refused; the merge undone, it goes', async () => {
    const { lamp, bill } = await twoMatters();
    const { lamp: other } = await twoMatters();
    const before = await picture(anna);
    const { id, made } = await split(lamp.conversation, [bill.message]);
    const merge = randomUUID();
    await well(anna.post(`/api/conversations/${other.conversation}/merge`, { id: merge, merge: [made], acrossContacts: true }));
    await silent(anna, () => refused(anna.post(`/api/merges/${id}/undo`), 409, 'merge-not-newest', 'merge'));
    await undo(merge);
    await undo(id);
    expect(await picture(anna)).toEqual(before);
  });

  test.each<[string, (messages: { lamp: string; bill: string }) => object, number, string, string[]]>([
    ['all of them', ({ lamp, bill }) => ({ messages: [lamp, bill] }), 400, 'input-wrong', ['messages']],
    ['none', () => ({ messages: [] }), 400, 'input-wrong', ['messages']],
    ['one that is elsewhere', () => ({ messages: [randomUUID()] }), 409, 'changed-meanwhile', []],
    ['a stranger as contact', ({ bill }) => ({ messages: [bill], contact: randomUUID() }), 400, 'input-wrong', ['contact']],
    ['a subject without end', ({ bill }) => ({ messages: [bill], subject: 'x'.repeat(501) }), 400, 'input-wrong', ['subject']],
  ])('%s: refused, and nothing changes', async (_what, body, status, code, fields) => {
    const { lamp, bill } = await twoMatters();
    await silent(anna, () => refused(anna.post(`/api/conversations/${lamp.conversation}/split`, { id: randomUUID(), conversation: randomUUID(), ...body({ lamp: lamp.message, bill: bill.message }) }), status, code, ...fields));
  });

  test('notes alone, an id that is taken, the same request twice', async () => {
    const { lamp, bill } = await twoMatters();
    const note = randomUUID();
    await well(anna.post(`/api/conversations/${lamp.conversation}/notes`, { id: note, text: 'Called.' }));
    await silent(anna, async () => {
      await refused(anna.post(`/api/conversations/${lamp.conversation}/split`, { id: randomUUID(), conversation: randomUUID(), messages: [note] }), 400, 'input-wrong', 'messages');
      await refused(anna.post(`/api/conversations/${lamp.conversation}/split`, { id: randomUUID(), conversation: lamp.conversation, messages: [bill.message] }), 400, 'input-wrong', 'conversation');
    });
    const body = { id: randomUUID(), conversation: randomUUID(), messages: [bill.message, note] };
    await well(anna.post(`/api/conversations/${lamp.conversation}/split`, body));
    await silent(anna, () => well(anna.post(`/api/conversations/${lamp.conversation}/split`, body)));
    expect((await list(anna, { view: 'all' })).filter((one) => one.id === body.conversation)).toHaveLength(1);
    expect(await texts(body.conversation)).toEqual(['And the bill is wrong. I am furious!', 'Called.']);
  });
});
