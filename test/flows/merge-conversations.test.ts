// Merging conversations and taking it back, through HTTP: merge-conversations, undo-merge, part-conversations, conversation-before.
// Every step is checked by the oracle too (telling): events turn the state before into the state after.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EmailConfig } from '../../src/channels/email/config.ts';
import { plusAddress } from '../../src/channels/email/own-id.ts';
import type { MergePreview, MergeView } from '../../src/contract/merge.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import { getAccount } from '../../src/operations/inbox-account.ts';
import { eventually } from '../setup/eventually.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import { statuses } from '../setup/client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';
import { mailOf, picture } from './merging-desk.ts';

describe.each(databaseKinds())('merging conversations on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let mailbox: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    mailbox = String((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: { ...mailSettings, plusAddressing: { on: true } }, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 0 })))['id']);
  });
  afterAll(() => desk?.stop());

  const merge = async (survivor: string, others: readonly string[], more: object = {}): Promise<MergeView> =>
    (await well(anna.post(`/api/conversations/${survivor}/merge`, { id: randomUUID(), merge: others, ...more }))) as unknown as MergeView;
  const undo = (id: string) => well(anna.post(`/api/merges/${id}/undo`));
  const reply = async (conversation: string, text: string, more: object = {}): Promise<string> => {
    const { conversation: { version } } = await open(anna, conversation);
    const id = randomUUID();
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id, text, version, undoSeconds: 0, ...more }));
    return id;
  };
  const texts = (opened: OpenReply) => opened.messages.map((message) => message.text);
  /** A mail of somebody. @returns the conversation it went to */
  const mail = async (from: string, subject: string, text: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly conversation: string; readonly id: string }> => {
    const id = `<${randomUUID()}@their.example>`;
    await desk.mail(mailbox, mailOf({ from, subject, text, id, headers }));
    // Another worker may be taking it in at this moment.
    const row = await eventually('the mail', async () => (await desk.desk.db.selectFrom('message').select('conversation').where('external_id', '=', id.slice(1, -1)).executeTakeFirst()) ?? null);
    return { conversation: row.conversation, id };
  };
  /** Where our letters ask for answers, as the channel writes it. */
  const answerAddress = async (key: string) => plusAddress((await getAccount(desk.desk, desk.desk.db, desk.workspace, mailbox)).config as EmailConfig, key)!;
  /** As people and lists see everything of these conversations, without what only counts changes. */
  const seen = () => picture(anna);

  describe('two of one contact', () => {
    let who: string;
    let first: string;
    let second: string;
    let firstMail: string;
    let secondMail: string;
    beforeEach(async () => {
      who = `marina-${randomUUID()}@their.example`;
      ({ conversation: first, id: firstMail } = await mail(who, 'Where is my lamp?', 'I ordered a lamp. Where is it?'));
      ({ conversation: second, id: secondMail } = await mail(who, 'Lamp again', 'You are a disgrace! I am furious, where is my lamp?'));
    });

    test('the survivor holds both, in the order of time; the other is in no list, and whoever asks for it is told where it is', async () => {
      await act(anna, second, 'tags', { add: ['urgent', 'lamp'] });
      await act(anna, first, 'tags', { add: ['lamp'] });
      const { conversation: { number } } = await open(anna, second);
      const into = (await open(anna, first)).conversation.number;
      expect(await telling(anna, () => merge(first, [second]))).toEqual(['conversation-merged', 'conversation-merged']);
      const opened = await open(anna, first);
      expect(texts(opened).map((text) => text.trim())).toEqual(['I ordered a lamp. Where is it?', 'You are a disgrace! I am furious, where is my lamp?']);
      expect(opened.messages.map((message) => message.home)).toEqual([null, second]);
      expect(opened.conversation).toMatchObject({ messageCount: 2, tags: ['lamp', 'urgent'], mood: 'anger', state: { is: 'open' }, last: { text: 'You are a disgrace! I am furious, where is my lamp?' } });
      expect(opened.history.entries.at(-1)).toMatchObject({ kind: 'conversation-merged', data: { merged: second, number } });
      const contact = opened.contact.id;
      expect((await list(anna, { view: 'all', contact })).map((one) => one.id)).toEqual([first]);
      await refused(anna.get(`/api/conversations/${second}`), 409, 'conversation-merged', 'conversation', 'number');
      await refused(anna.post(`/api/conversations/${second}/close`, {}), 409, 'conversation-merged', 'conversation');
      expect((await anna.get(`/api/conversations/${second}`)).body['values']).toEqual({ conversation: first, number: into });
    });

    test('merged and undone at once, everything is as it was', async () => {
      await act(anna, first, 'close');
      await act(anna, second, 'assign', { agent: desk.annaId });
      await act(anna, second, 'tags', { add: ['urgent'] });
      const before = await seen();
      const { id } = await merge(first, [second]);
      expect((await open(anna, first)).conversation).toMatchObject({ state: { is: 'open' }, assignee: desk.annaId });
      expect(await telling(anna, () => undo(id))).toEqual(['merge-undone', 'merge-undone']);
      expect(await seen()).toEqual(before);
      expect((await open(anna, second)).history.entries.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['conversation-merged', 'merge-undone']));
      // Undone again, nothing happens.
      await silent(anna, () => undo(id));
    });

    test('what is meant for the merged one comes to the survivor: by reference, by number, by key; undone, it goes back', async () => {
      const sent = await reply(second, 'We are looking for it.');
      const { key, number } = await desk.desk.db.selectFrom('conversation').select(['key', 'number']).where('id', '=', second).executeTakeFirstOrThrow();
      const { external_id: ours } = await desk.desk.db.selectFrom('message').select('external_id').where('id', '=', sent).executeTakeFirstOrThrow();
      const { id } = await merge(first, [second]);
      await telling(anna, async () => {
        expect((await mail(who, 'Re: Lamp again', 'by reference', { 'In-Reply-To': secondMail, References: secondMail })).conversation).toBe(first);
      });
      expect((await mail(who, `Re: Lamp again [#${number}]`, 'by number')).conversation).toBe(first);
      expect((await mail('elsewhere@their.example', 'Lamp', 'by key', { To: await answerAddress(key) })).conversation).toBe(first);
      expect((await mail(who, 'Re: Lamp again', 'by our own id', { 'In-Reply-To': String(ours) })).conversation).toBe(first);
      expect((await mail(who, 'Re: Where is my lamp?', 'to the survivor', { 'In-Reply-To': firstMail })).conversation).toBe(first);
      expect((await open(anna, first)).conversation.messageCount).toBe(8);
      await telling(anna, () => undo(id));
      expect(texts(await open(anna, first)).map((text) => text.trim())).toEqual(['I ordered a lamp. Where is it?', 'to the survivor']);
      expect(texts(await open(anna, second)).slice(2).map((text) => text.trim())).toEqual(['by reference', 'by number', 'by key', 'by our own id']);
      expect((await open(anna, second)).conversation).toMatchObject({ messageCount: 6, last: { text: 'by our own id' }, state: { is: 'open' } });
      expect((await open(anna, first)).conversation).toMatchObject({ messageCount: 2, last: { text: 'to the survivor' } });
      // And later answers find it where it is now.
      expect((await mail(who, 'Re: Lamp again', 'after all', { 'In-Reply-To': secondMail })).conversation).toBe(second);
    });

    test('a reply that answers only the merged one goes back with it, with its delivery and its promise; one that answers both stays', async () => {
      await reply(first, 'It is on its way.', { then: 'closed' });
      const { id } = await merge(first, [second]);
      const text = 'I am sorry. I will call you tomorrow at noon.';
      const due = new Date(Date.parse(desk.now()) + 86_400_000).toISOString();
      const answer = await reply(first, text, { then: 'open', commitments: [{ start: 0, end: text.length, due }] });
      const note = randomUUID();
      await well(anna.post(`/api/conversations/${first}/notes`, { id: note, text: 'Called the courier.' }));
      await mail(who, 'Re: Where is my lamp?', 'first again', { 'In-Reply-To': firstMail });
      await mail(who, 'Re: Lamp again', 'second again', { 'In-Reply-To': secondMail });
      const both = await reply(first, 'An answer to both.');
      expect((await open(anna, first)).commitments).toHaveLength(1);
      await telling(anna, () => undo(id));
      const [one, other] = [await open(anna, first), await open(anna, second)];
      expect(one.messages.map((message) => message.id)).toEqual(expect.arrayContaining([note, both]));
      expect(one.messages.map((message) => message.id)).not.toContain(answer);
      expect(other.messages.map((message) => message.id)).toContain(answer);
      expect([one.commitments.length, other.commitments.length]).toEqual([0, 1]);
      expect(other.conversation.commitmentDue).toBe(due);
      expect(one.conversation.commitmentDue).toBeNull();
      expect(await desk.desk.db.selectFrom('delivery').select('conversation').where('message', '=', answer).executeTakeFirstOrThrow()).toEqual({ conversation: second });
    });

    test('decisions made meanwhile stay with the survivor; the other comes back as it stood, and open if its customer wrote', async () => {
      await act(anna, second, 'snooze', { until: new Date(Date.parse(desk.now()) + 86_400_000).toISOString() });
      const was = (await open(anna, second)).conversation.state;
      const { id } = await merge(first, [second]);
      await act(anna, first, 'assign', { agent: desk.annaId });
      await act(anna, first, 'close');
      await undo(id);
      expect((await open(anna, first)).conversation).toMatchObject({ state: { is: 'closed' }, assignee: desk.annaId });
      expect((await open(anna, second)).conversation).toMatchObject({ state: was, assignee: null });
      const again = await merge(first, [second]);
      await mail(who, 'Re: Lamp again', 'still here', { 'In-Reply-To': secondMail });
      await undo(again.id);
      expect((await open(anna, first)).conversation.state.is).toBe('closed');
      expect((await open(anna, second)).conversation.state.is).toBe('open');
    });

    test('a failed send of the merged one reopens it, not the survivor, once they are parted', async () => {
      await reply(second, 'Looking.', { then: 'closed' });
      await reply(first, 'Looking too.', { then: 'closed' });
      const { id } = await merge(first, [second]);
      const delivery = await desk.desk.db.selectFrom('delivery').select(['id', 'message']).where('conversation', '=', first).orderBy('queued_at').limit(1).executeTakeFirstOrThrow();
      const before = await open(anna, first);
      expect(before.messages.find((message) => message.id === delivery.message)?.home).toBe(second);
      const { failDelivery } = await import('../../src/operations/change-delivery.ts');
      const { automation, change } = await import('../../src/operations/change.ts');
      const { lockDelivery } = await import('../../src/store/delivery.ts');
      await telling(anna, () => change(desk.desk, { workspace: desk.workspace, actor: automation }, async (within) => {
        const row = await lockDelivery(within.db, desk.workspace, delivery.id);
        await failDelivery(desk.desk, within, row!, { code: 'email.refused', detail: 'no such user' }, desk.now());
      }));
      expect((await open(anna, first)).conversation).toMatchObject({ state: { is: 'open' }, failedDeliveries: 1 });
      await undo(id);
      expect((await open(anna, first)).conversation).toMatchObject({ state: { is: 'closed' }, failedDeliveries: 0 });
      expect((await open(anna, second)).conversation).toMatchObject({ state: { is: 'open' }, failedDeliveries: 1 });
    });

    test('of merges one upon the other, the newest goes first; the older is refused with what stands in its way', async () => {
      const { conversation: third } = await mail(who, 'A third', 'one more');
      const before = await seen();
      const lower = await merge(first, [second]);
      const upper = await merge(third, [first]);
      expect(texts(await open(anna, third))).toHaveLength(3);
      expect((await mail(who, 'Re: Lamp again', 'deep down', { 'In-Reply-To': secondMail })).conversation).toBe(third);
      await silent(anna, () => refused(anna.post(`/api/merges/${lower.id}/undo`), 409, 'merge-not-newest', 'merge'));
      expect((await well(anna.get(`/api/conversations/${third}/merges`)))['merges']).toMatchObject([{ id: upper.id, undoable: true }]);
      await telling(anna, () => undo(upper.id));
      expect(texts(await open(anna, first))).toHaveLength(3);
      await telling(anna, () => undo(lower.id));
      expect(texts(await open(anna, second)).map((text) => text.trim()).at(-1)).toBe('deep down');
      await desk.desk.db.deleteFrom('message').where('conversation', '=', second).where('text', 'like', 'deep down%').execute();
      expect((await open(anna, first))).toMatchObject({ conversation: { messageCount: 1 } });
      expect((await seen())[first]).toEqual(before[first]);
      expect((await seen())[third]).toEqual(before[third]);
    });

    test('several at once are one decision and one undo', async () => {
      const { conversation: third } = await mail(who, 'A third', 'one more');
      const before = await seen();
      const { id, parts } = await merge(third, [first, second]);
      expect(parts.map((part) => part.id).toSorted()).toEqual([first, second].toSorted());
      expect((await open(anna, third)).conversation.messageCount).toBe(3);
      await telling(anna, () => undo(id));
      expect(await seen()).toEqual(before);
    });

    test('the preview tells what will be, and changes nothing', async () => {
      await act(anna, second, 'assign', { agent: desk.annaId });
      const bruno = await joinAs(desk, 'agent');
      await act(anna, first, 'assign', { agent: bruno.id });
      await act(anna, second, 'tags', { add: ['urgent'] });
      let preview: MergePreview;
      await silent(anna, async () => {
        preview = (await well(anna.post(`/api/conversations/${first}/merge-preview`, { merge: [second] }))) as unknown as MergePreview;
      });
      expect(preview!).toMatchObject({
        survivor: { id: first }, merged: [{ id: second }], moves: { messages: 1, promises: 0, planned: 0, sending: 0 }, contacts: [{}],
        after: { state: { is: 'open' }, assignee: bruno.id, tags: ['urgent'] }, affected: [{ agent: desk.annaId, because: 'assignee' }], notices: [],
        answers: { before: { to: [{ address: who }] }, after: { to: [{ address: who }] } },
      });
      expect((await well(anna.get(`/api/conversations/${first}/doubles`)))['conversations']).toMatchObject([{ id: second }]);
      const { id } = await merge(first, [second]);
      expect((await open(anna, first)).conversation).toMatchObject(preview!.after);
      await undo(id);
    });

    test('the same id twice is one merge; with itself, with nothing, with what is not there: refused', async () => {
      const id = randomUUID();
      await well(anna.post(`/api/conversations/${first}/merge`, { id, merge: [second] }));
      await silent(anna, () => well(anna.post(`/api/conversations/${first}/merge`, { id, merge: [second] })));
      await refused(anna.post(`/api/conversations/${first}/merge`, { id: randomUUID(), merge: [second] }), 409, 'conversation-merged', 'number');
      await undo(id);
      await silent(anna, async () => {
        await refused(anna.post(`/api/conversations/${first}/merge`, { id: randomUUID(), merge: [first] }), 400, 'input-wrong', 'merge');
        await refused(anna.post(`/api/conversations/${first}/merge`, { id: randomUUID(), merge: [] }), 400, 'input-wrong', 'merge');
        await refused(anna.post(`/api/conversations/${first}/merge`, { id: randomUUID(), merge: [randomUUID()] }), 404, 'not-found');
        await refused(anna.post(`/api/conversations/${first}/merge`, { id: 'x', merge: ['y'] }), 400, 'input-wrong', 'id', 'merge.0');
        await refused(anna.post(`/api/merges/${randomUUID()}/undo`), 404, 'not-found');
      });
    });

    test('who may not see one of them cannot merge it, nor undo', async () => {
      const team = await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}` }));
      const inbox = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed circle', config: { teamName: 'Lumen' }, teams: [team['id']] }));
      const hidden = await desk.write('For few', randomUUID(), String(inbox['id']));
      const carla = await joinAs(desk, 'agent');
      await refused(carla.browser.post(`/api/conversations/${first}/merge`, { id: randomUUID(), merge: [hidden], acrossContacts: true }), 404, 'not-found');
      await refused(carla.browser.post(`/api/conversations/${first}/merge-preview`, { merge: [hidden] }), 404, 'not-found');
      const into = await merge(hidden, [second], { acrossContacts: true });
      await refused(carla.browser.get(`/api/conversations/${second}`), 404, 'not-found');
      await refused(carla.browser.post(`/api/merges/${into.id}/undo`), 404, 'not-found');
      expect((await list(carla.browser, { view: 'all' })).map((one) => one.id)).not.toContain(second);
      await telling(carla.browser, () => undo(into.id));
      expect((await list(carla.browser, { view: 'all' })).map((one) => one.id)).toContain(second);
    });
  });

  test('of different people: refused until it is said to be meant, and the preview says who gets answers', async () => {
    const { conversation: marinas } = await mail(`marina-${randomUUID()}@their.example`, 'Lamp', 'mine');
    const luca = `luca-${randomUUID()}@their.example`;
    const { conversation: lucas, id: lucasMail } = await mail(luca, 'Lamp', 'mine too');
    const before = await seen();
    await silent(anna, () => refused(anna.post(`/api/conversations/${marinas}/merge`, { id: randomUUID(), merge: [lucas] }), 409, 'merge-across-contacts', 'contacts'));
    const preview = (await well(anna.post(`/api/conversations/${marinas}/merge-preview`, { merge: [lucas] }))) as unknown as MergePreview;
    expect(preview.notices).toEqual(['across-contacts', 'answers-elsewhere']);
    expect(preview.answers.after?.to[0]?.address).toBe(luca);
    expect(preview.contacts).toHaveLength(2);
    const { id } = await merge(marinas, [lucas], { acrossContacts: true });
    const answer = await reply(marinas, 'To whom?');
    const delivery = await desk.desk.db.selectFrom('delivery').select('recipient').where('message', '=', answer).executeTakeFirstOrThrow();
    expect(delivery.recipient).toBe(luca);
    await mail(luca, 'Re: Lamp', 'luca again', { 'In-Reply-To': lucasMail });
    await telling(anna, () => undo(id));
    expect((await open(anna, lucas)).messages.map((message) => message.text.trim())).toContain('luca again');
    expect((await open(anna, marinas)).contact.id).not.toBe((await open(anna, lucas)).contact.id);
    expect(Object.keys(before)).toHaveLength(Object.keys(await seen()).length);
  });

  test('a visitor goes on in the survivor, sees their own words, and gets them back after the undo', async () => {
    const visitor = randomUUID();
    const chat = await desk.write('Hello from the chat', visitor);
    const { conversation: letter } = await mail(`visitor-${randomUUID()}@their.example`, 'By mail', 'Hello by mail');
    const { id } = await merge(letter, [chat], { acrossContacts: true });
    expect(await desk.write('Still here', visitor)).toBe(letter);
    const { listVisitorMessages } = await import('../../src/store/visitor.ts');
    const scope = { workspace: desk.workspace, inbox: desk.chat.id, channel: 'web-chat', visitor: `visitor-${visitor}` };
    expect((await listVisitorMessages(desk.desk.db, scope, 10)).map((message) => message.text)).toEqual(['Still here', 'Hello from the chat']);
    await undo(id);
    expect((await open(anna, chat)).messages.map((message) => message.text)).toEqual(['Hello from the chat', 'Still here']);
    expect(await desk.write('And here', visitor)).toBe(chat);
    expect((await listVisitorMessages(desk.desk.db, scope, 10)).map((message) => message.text)).toEqual(['And here', 'Still here', 'Hello from the chat']);
  });

  test('drafts and planned replies go along where there is room, and come back', async () => {
    const visitor = randomUUID();
    const [one, other] = [await desk.write('one', visitor), (await mail(`x-${randomUUID()}@their.example`, 'other', 'other')).conversation];
    const { db } = desk.desk;
    const at = desk.now();
    await db.insertInto('draft').values({ workspace: desk.workspace, agent: desk.annaId, place: other, kind: 'reply', conversation: other, content: JSON.stringify({ text: 'half' }), device: 'd', changed_at: at }).execute();
    await db.insertInto('planned_reply').values({ workspace: desk.workspace, id: randomUUID(), conversation: other, agent: desk.annaId, send_at: new Date(Date.parse(at) + 1e8), content: JSON.stringify({ text: 'later' }), created_at: at }).execute();
    const where = async () => [(await db.selectFrom('draft').select('place').where('workspace', '=', desk.workspace).execute()).map((row) => row.place), (await db.selectFrom('planned_reply').select('conversation').execute()).map((row) => row.conversation)];
    const { id } = await merge(one, [other], { acrossContacts: true });
    expect(await where()).toEqual([[one], [one]]);
    await undo(id);
    expect(await where()).toEqual([[other], [other]]);
    await db.deleteFrom('planned_reply').execute();
    await db.deleteFrom('draft').execute();
  });

  describe('at once', () => {
    test('two agents merge the same two: one does, one is told', async () => {
      const who = `m-${randomUUID()}@their.example`;
      const [one, other] = [(await mail(who, 'a', 'a')).conversation, (await mail(who, 'b', 'b')).conversation];
      const bruno = await joinAs(desk, 'agent');
      const answers = await Promise.all([
        anna.post(`/api/conversations/${one}/merge`, { id: randomUUID(), merge: [other] }), bruno.browser.post(`/api/conversations/${other}/merge`, { id: randomUUID(), merge: [one] }),
      ]);
      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find((answer) => answer.status === 409)!.body['code']).toBe('conversation-merged');
      const survivor = answers[0].status === 200 ? one : other;
      expect((await open(anna, survivor)).conversation.messageCount).toBe(2);
    });

    test('mail comes in and replies are sent while they are merged and parted again and again: nothing is lost, nothing doubled', async () => {
      const who = `m-${randomUUID()}@their.example`;
      const [one, other] = [await mail(who, 'a', 'a'), await mail(who, 'b', 'b')];
      const letters = Array.from({ length: 12 }, (_none, index) => mail(who, 'Re: b', `letter ${index}`, { 'In-Reply-To': index % 2 === 0 ? other.id : one.id }));
      const replies = Array.from({ length: 6 }, async (_none, index) => {
        const id = randomUUID();
        const answer = await anna.post(`/api/conversations/${other.conversation}/replies`, { id, text: `reply ${index}`, version: 99, anyway: true, undoSeconds: 0 });
        return answer.status === 200 ? id : null;
      });
      const merges = (async () => {
        for (let round = 0; round < 5; round += 1) {
          const { id } = await merge(one.conversation, [other.conversation]);
          await undo(id);
        }
      })();
      const [sent] = await Promise.all([Promise.all(replies), Promise.all(letters), merges]);
      expect(await desk.desk.db.selectFrom('raw_input').select(['problem_code', 'problem_detail']).where('problem_code', 'is not', null).execute()).toEqual([]);
      const [first, second] = [await open(anna, one.conversation), await open(anna, other.conversation)];
      const all = [...first.messages, ...second.messages];
      expect(all.filter((message) => message.text.startsWith('letter'))).toHaveLength(12);
      expect(all.filter((message) => message.direction === 'out').map((message) => message.id).toSorted()).toEqual(sent.filter((id) => id !== null).toSorted());
      for (const message of all.filter((message) => message.text.startsWith('letter'))) {
        expect(message.conversation, message.text).toBe(Number(message.text.trim().split(' ')[1]) % 2 === 0 ? other.conversation : one.conversation);
        expect(message.home).toBeNull();
      }
      expect([first.conversation.messageCount, second.conversation.messageCount]).toEqual([first.messages.length, second.messages.length]);
    });
  });
});
