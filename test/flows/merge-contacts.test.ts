// Joining contacts and parting them again: merge-contacts, part-contacts.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactMergePreview, MergeView } from '../../src/contract/merge.ts';
import type { ContactView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';
import { mailOf, picture } from './merging-desk.ts';

describe.each(databaseKinds())('joining contacts on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let mailbox: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    mailbox = String((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }] })))['id']);
  });
  afterAll(() => desk?.stop());

  const mail = async (from: string, text: string): Promise<string> => {
    const id = `${randomUUID()}@their.example`;
    await desk.mail(mailbox, mailOf({ from, subject: text, text, id: `<${id}>` }));
    return (await desk.desk.db.selectFrom('message').select('conversation').where('external_id', '=', id).executeTakeFirstOrThrow()).conversation;
  };
  const contactOf = async (conversation: string) => (await open(anna, conversation)).contact;
  const join = async (survivor: string, merge: string): Promise<MergeView> => (await well(anna.post(`/api/contacts/${survivor}/merge`, { id: randomUUID(), merge }))) as unknown as MergeView;
  const undo = (id: string) => well(anna.post(`/api/merges/${id}/undo`));
  /** Somebody by mail and in the chat. */
  const twoSides = async () => {
    const address = `marina-${randomUUID()}@their.example`;
    const visitor = randomUUID();
    const letter = await mail(address, 'By mail');
    const chat = await desk.write('By chat', visitor);
    return { address, visitor, letter, chat, byMail: (await contactOf(letter)).id, byChat: (await contactOf(chat)).id };
  };

  test('identities, conversations and what only the other knew go to the survivor; what both know differently is noted', async () => {
    const { letter, chat, byMail, byChat, address } = await twoSides();
    await well(anna.patch(`/api/contacts/${byMail}`, { name: 'Марина Королёва', language: 'ru', attributes: { order: '7', phone: '1' } }));
    await well(anna.patch(`/api/contacts/${byChat}`, { name: 'Marina', language: 'it', timeZone: 'Europe/Rome', attributes: { phone: '2', city: 'Bologna' } }));
    const preview = (await well(anna.post(`/api/contacts/${byMail}/merge-preview`, { merge: byChat }))) as unknown as ContactMergePreview;
    expect(preview).toMatchObject({ conversations: 1, notices: [] });
    expect(preview.noted.toSorted()).toEqual(['also:language', 'also:name', 'also:phone']);
    expect(await telling(anna, () => join(byMail, byChat))).toEqual(['contacts-merged']);
    const joined = await contactOf(chat);
    expect(joined).toEqual(await contactOf(letter));
    expect(joined).toMatchObject({
      id: byMail, name: 'Марина Королёва', language: 'ru', timeZone: 'Europe/Rome',
      attributes: { order: '7', phone: '1', city: 'Bologna', 'also:phone': '2', 'also:name': 'Marina', 'also:language': 'it' },
    });
    expect(joined.attributes).toEqual(preview.after.attributes);
    expect(joined.identities.map((identity) => identity.channel).toSorted()).toEqual(['email', 'web-chat']);
    expect(joined.identities.map((identity) => identity.externalId)).toContain(address);
    expect((await list(anna, { view: 'all', contact: byMail })).map((one) => one.id).toSorted()).toEqual([letter, chat].toSorted());
    await refused(anna.get(`/api/contacts/${byChat}`), 409, 'contact-merged', 'contact');
    await refused(anna.patch(`/api/contacts/${byChat}`, { name: 'x' }), 409, 'contact-merged', 'contact');
  });

  test('joined and parted at once, everything is as it was', async () => {
    const { byMail, byChat } = await twoSides();
    await well(anna.patch(`/api/contacts/${byMail}`, { name: 'Марина', attributes: { phone: '1' } }));
    await well(anna.patch(`/api/contacts/${byChat}`, { name: 'Marina', attributes: { phone: '2' } }));
    const before = await picture(anna);
    const { id } = await join(byMail, byChat);
    expect((await well(anna.get(`/api/contacts/${byMail}/merges`)))['merges']).toMatchObject([{ id, parts: [{ id: byChat, name: 'Marina' }], undoable: true }]);
    expect(await telling(anna, () => undo(id))).toEqual(['contact-merge-undone']);
    expect(await picture(anna)).toEqual(before);
    await silent(anna, () => undo(id));
  });

  test('what comes later by either address is the survivor\'s; parted, it goes to whose address it was, and what was learned stays', async () => {
    const { byMail, byChat, visitor, address, chat } = await twoSides();
    const { id } = await join(byMail, byChat);
    expect(await desk.write('Still by chat', visitor)).toBe(chat);
    await act(anna, chat, 'close');
    desk.advance(80 * 3_600_000);
    const begun = await desk.write('A new matter by chat', visitor);
    expect(begun).not.toBe(chat);
    expect((await contactOf(begun)).id).toBe(byMail);
    const letter = await mail(address, 'A new matter by mail');
    await well(anna.patch(`/api/contacts/${byMail}`, { name: 'Learned meanwhile' }));
    await telling(anna, () => undo(id));
    expect((await contactOf(begun)).id).toBe(byChat);
    expect((await contactOf(chat)).id).toBe(byChat);
    expect(await contactOf(letter)).toMatchObject({ id: byMail, name: 'Learned meanwhile' });
    expect((await contactOf(chat)).name).toBeNull();
    expect((await open(anna, begun)).messages.every((message) => message.author.id === byChat)).toBe(true);
    expect(await desk.write('And on', visitor)).toBe(begun);
  });

  test('one upon the other: the newest goes first, and each gets its own back', async () => {
    const one = await twoSides();
    const other = await twoSides();
    const before = await picture(anna);
    const lower = await join(one.byMail, one.byChat);
    const upper = await join(other.byMail, one.byMail);
    expect((await contactOf(one.chat)).id).toBe(other.byMail);
    await silent(anna, () => refused(anna.post(`/api/merges/${lower.id}/undo`), 409, 'merge-not-newest'));
    await telling(anna, () => undo(upper.id));
    expect((await contactOf(one.chat)).id).toBe(one.byMail);
    await telling(anna, () => undo(lower.id));
    expect(await picture(anna)).toEqual(before);
  });

  test('the survivor\'s decision whom to hear stands for both, the preview says so, and it comes back', async () => {
    const { byMail, byChat, visitor, chat } = await twoSides();
    await well(anna.post(`/api/contacts/${byMail}/block`));
    expect((await well(anna.post(`/api/contacts/${byMail}/merge-preview`, { merge: byChat })))['notices']).toEqual(['will-be-blocked']);
    expect((await well(anna.post(`/api/contacts/${byChat}/merge-preview`, { merge: byMail })))['notices']).toEqual(['will-be-heard']);
    const { id } = await join(byMail, byChat);
    expect((await contactOf(chat)).blockedAt).not.toBeNull();
    await undo(id);
    expect((await contactOf(chat)).blockedAt).toBeNull();
    const heard = await join(byChat, byMail);
    expect((await contactOf(chat)).blockedAt).toBeNull();
    await undo(heard.id);
    expect((await well(anna.get(`/api/contacts/${byMail}`)))['blockedAt']).not.toBeNull();
    expect(await desk.write('heard', visitor)).toBe(chat);
  });

  test('conversations merged across them come back to their own, whatever is undone first', async () => {
    const { letter, chat, byMail, byChat } = await twoSides();
    const before = await picture(anna);
    const { id } = await join(byMail, byChat);
    const merge = randomUUID();
    await well(anna.post(`/api/conversations/${letter}/merge`, { id: merge, merge: [chat] }));
    await telling(anna, () => undo(id));
    await telling(anna, () => undo(merge));
    expect(await picture(anna)).toEqual(before);
  });

  test('likely doubles: who gave the other\'s address, who has the same name', async () => {
    const { byMail, byChat, address } = await twoSides();
    await well(anna.patch(`/api/contacts/${byChat}`, { attributes: { 'said:email': address } }));
    const namesake = (await contactOf(await desk.write('hello'))).id;
    const name = `Rare Name ${randomUUID()}`;
    await well(anna.patch(`/api/contacts/${byMail}`, { name }));
    await well(anna.patch(`/api/contacts/${namesake}`, { name: name.toUpperCase() }));
    const ids = async (of: string) => ((await well(anna.get(`/api/contacts/${of}/doubles`)))['contacts'] as ContactView[]).map((contact) => contact.id);
    expect(await ids(byMail)).toEqual([byChat, namesake]);
    expect(await ids(byChat)).toEqual([byMail]);
    const { id } = await join(byMail, byChat);
    expect(await ids(byMail)).toEqual([namesake]);
    await undo(id);
  });

  test('twice the same request, with itself, with nobody, by who may not see one: refused or once', async () => {
    const { byMail, byChat } = await twoSides();
    const body = { id: randomUUID(), merge: byChat };
    await well(anna.post(`/api/contacts/${byMail}/merge`, body));
    await silent(anna, () => well(anna.post(`/api/contacts/${byMail}/merge`, body)));
    await silent(anna, async () => {
      await refused(anna.post(`/api/contacts/${byMail}/merge`, { id: randomUUID(), merge: byChat }), 409, 'contact-merged', 'contact');
      await refused(anna.post(`/api/contacts/${byMail}/merge`, { id: randomUUID(), merge: byMail }), 400, 'input-wrong', 'merge');
      await refused(anna.post(`/api/contacts/${byMail}/merge`, { id: randomUUID(), merge: randomUUID() }), 404, 'not-found');
      await refused(anna.post(`/api/contacts/${byMail}/merge`, {}), 400, 'input-wrong', 'id', 'merge');
    });
    const team = await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}` }));
    const inbox = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed circle', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const hidden = (await contactOf(await desk.write('For few', randomUUID(), String(inbox['id'])))).id;
    const carla = await joinAs(desk, 'agent');
    await refused(carla.browser.post(`/api/contacts/${byMail}/merge`, { id: randomUUID(), merge: hidden }), 404, 'not-found');
    await refused(carla.browser.post(`/api/contacts/${hidden}/merge`, { id: randomUUID(), merge: byMail }), 404, 'not-found');
  });

  test('they write while they are joined and parted again and again: nothing is lost, and in the end all is theirs', async () => {
    const { byMail, byChat, visitor, address } = await twoSides();
    const chats = Array.from({ length: 10 }, (_none, index) => desk.write(`chat ${index}`, visitor).catch(() => null));
    const letters = Array.from({ length: 6 }, (_none, index) => mail(address, `letter ${index}`).catch(() => null));
    const joins = (async () => {
      for (let round = 0; round < 5; round += 1) await undo((await join(byMail, byChat)).id);
    })();
    await Promise.all([joins, ...chats, ...letters]);
    const all = await desk.desk.db.selectFrom('conversation').innerJoin('message', 'message.conversation', 'conversation.id').select(['conversation.contact', 'conversation.own_contact', 'message.text', 'message.author'])
      .where('conversation.contact', 'in', [byMail, byChat]).execute();
    expect(await desk.desk.db.selectFrom('raw_input').select('problem_detail').where('problem_code', 'is not', null).execute()).toEqual([]);
    for (const row of all) {
      const expected = /^(By chat|chat)/.test(row.text) ? byChat : byMail;
      expect([row.contact, row.own_contact, row.author], row.text).toEqual([expected, null, expected]);
    }
    expect(all.filter((row) => row.text.startsWith('chat'))).toHaveLength(10);
    expect(all.filter((row) => row.text.startsWith('letter'))).toHaveLength(6);
  });
});
