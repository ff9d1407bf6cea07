// A matter is forwarded to somebody who is not its customer (forward-conversation), and the answer comes back as theirs: never as the
// customer’s, never to them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { InboxView, MessageView, NotificationView } from '../../src/contract/views.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import { listVisitorMessages } from '../../src/store/visitor.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Sink, Taken } from './email-desk.ts';
import { startSink } from './email-desk.ts';
import { act, type AgentsDesk, joinAs, list, mailSettings, open, refused, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';
import { picture } from './merging-desk.ts';

const workshop = 'info@workshop.example';

describe.each(databaseKinds())('forwarding on %s', (kind) => {
  let desk: AgentsDesk;
  let sink: Sink;
  let inbox: InboxView;
  let customer = '';
  const refusing = new Set<string>();

  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    sink = await startSink({ closeTimeout: 50, onRcptTo: ({ address }, _session, done) => (refusing.has(address) ? done(Object.assign(new Error('5.1.1 unknown'), { responseCode: 550 })) : done()) });
    const config = { ...mailSettings, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' }, plusAddressing: { on: true } };
    const senders = [{ name: 'Lumen', address: 'help@lumen.example', signature: 'Lumen, Bologna' }];
    inbox = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Help', config, senders, undoSeconds: 0 }))) as unknown as InboxView;
    await well(desk.anna.patch('/api/me', { signature: 'Anna' }));
  });
  afterAll(async () => {
    await sink?.close();
    await desk?.stop();
  });
  beforeEach(() => {
    customer = `giulia-${randomUUID().slice(0, 8)}@example.com`;
    refusing.clear();
  });

  const arrive = async (from: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<void> => {
    const headers = { From: from, To: 'help@lumen.example', Subject: 'Broken lamp', 'Message-ID': `<${randomUUID()}@mail.example>`, 'Content-Type': 'text/plain; charset=utf-8', ...more };
    await desk.mail(inbox.id, `${Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${text}\n`);
  };
  const conversationOf = async (text: string) => (await desk.desk.db.selectFrom('message').select('conversation').where('workspace', '=', desk.workspace).where('text', 'like', `%${text}%`).executeTakeFirstOrThrow()).conversation;
  /** A customer writes; the conversation that it begins. */
  const ask = async (text = `My lamp is broken, I am really angry ${randomUUID()}`): Promise<string> => {
    await arrive(`Giulia Bianchi <${customer}>`, text);
    return conversationOf(text);
  };
  const forward = async (conversation: string, more: Readonly<Record<string, unknown>> = {}): Promise<MessageView> => {
    const { version } = (await open(desk.anna, conversation)).conversation;
    return (await well(desk.anna.post(`/api/conversations/${conversation}/forwards`, {
      id: randomUUID(), to: [{ name: 'Workshop', address: workshop }], subject: 'Fwd: Broken lamp', text: 'Can you repair this by Friday?', quoted: 'Giulia wrote:\n> My lamp is broken', version, ...more,
    }))) as unknown as MessageView;
  };
  const sendOut = async (): Promise<Taken> => {
    await desk.deliver();
    return sink.taken.at(-1)!;
  };
  const header = (mail: Taken, name: string): string => (new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(mail.source)?.[1] ?? '').replaceAll(/\r?\n[ \t]+/g, ' ').trim();
  const bodyOf = (mail: Taken): string => mail.source.slice(mail.source.indexOf('\r\n\r\n'));
  /** As mail programs answer: to the address in Reply-To, with the thread in References. */
  const answerTo = (mail: Taken, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
    To: header(mail, 'Reply-To') || header(mail, 'From'), Subject: `Re: ${header(mail, 'Subject')}`,
    'In-Reply-To': header(mail, 'Message-ID'), References: `${header(mail, 'References')} ${header(mail, 'Message-ID')}`.trim(), ...more,
  });
  const count = async (table: 'contact' | 'conversation' | 'reading') => Number((await desk.desk.db.selectFrom(table).select((select) => select.fn.countAll().as('count')).where('workspace', '=', desk.workspace).executeTakeFirstOrThrow()).count);

  test('goes to the third party alone, with our words above the signature and what is passed on below', async () => {
    const conversation = await ask();
    const before = (await open(desk.anna, conversation)).conversation;
    let sent!: MessageView;
    const events = await tellingEvents(desk.anna, async () => (sent = await forward(conversation)));
    expect(events.map((event) => event.kind)).toEqual(['forward-sent', 'conversation-assigned']);
    expect(sent).toMatchObject({ direction: 'to third party', author: { kind: 'agent', id: desk.annaId }, recipients: { to: [{ name: 'Workshop', address: workshop }] }, reading: null, ownWords: [{ start: 0, end: 30 }] });
    const mail = await sendOut();
    expect(mail.to).toEqual([workshop]);
    expect(header(mail, 'Subject')).toContain('Fwd: Broken lamp');
    expect(header(mail, 'In-Reply-To')).toBe('');
    expect(mail.source).not.toContain(customer);
    const body = bodyOf(mail);
    expect([body.indexOf('by Friday'), body.indexOf('Lumen, Bologna'), body.indexOf('Giulia wrote')]).toEqual([body.indexOf('by Friday'), body.indexOf('Lumen, Bologna'), body.indexOf('Giulia wrote')].toSorted((a, b) => a - b));
    expect(body.match(/Lumen, Bologna/g)).toHaveLength(2); // once in each of its two forms
    // The customer has not been answered by it.
    const after = (await open(desk.anna, conversation)).conversation;
    expect(after).toMatchObject({ state: { is: 'open' }, waitingSince: before.waitingSince, contact: before.contact, mood: before.mood, last: { direction: 'to third party', text: 'Can you repair this by Friday?' } });
  });

  test('the answer lands in the conversation as the third party’s words, and touches nothing of the customer’s', async () => {
    const conversation = await ask();
    await forward(conversation, { then: 'waiting' });
    const mail = await sendOut();
    const before = (await open(desk.anna, conversation)).conversation;
    expect(before).toMatchObject({ state: { is: 'waiting', for: 'third party' } });
    const [contacts, conversations, readings] = [await count('contact'), await count('conversation'), await count('reading')];
    const events = await tellingEvents(desk.anna, () => arrive(`Ivan of the workshop <${workshop}>`, 'We are furious about the delays too! Friday works.\n\nOn Fri, Nov 20, 2026 at 10:02 AM Lumen <help@lumen.example> wrote:\n\n> Can you repair this by Friday?', answerTo(mail)));
    expect(events.map((event) => event.kind)).toEqual(['third-party-answered', 'conversation-reopened', 'notification-added']);
    const { conversation: after, messages, history } = await open(desk.anna, conversation);
    expect(messages.at(-1)).toMatchObject({
      direction: 'from third party', author: { kind: 'third party', id: workshop, name: 'Ivan of the workshop' }, sender: { address: workshop }, reading: null, machineSent: false,
    });
    const { text, ownWords } = messages.at(-1)!;
    expect(ownWords!.map(({ start, end }) => text.slice(start, end)).join()).toBe('We are furious about the delays too! Friday works.');
    expect(after).toMatchObject({ state: { is: 'open' }, waitingSince: before.waitingSince, mood: before.mood, moodIntensity: before.moodIntensity, urgency: before.urgency, contact: before.contact, language: before.language });
    expect(after.last).toMatchObject({ direction: 'from third party', text: 'We are furious about the delays too! Friday works.' });
    expect(history.entries.at(-1)).toMatchObject({ kind: 'conversation-reopened', data: { because: 'third-party-wrote' } });
    // Nobody became a contact, nothing began, nothing was read for feelings.
    expect([await count('contact'), await count('conversation'), await count('reading')]).toEqual([contacts, conversations, readings]);
    const { notifications } = (await well(desk.anna.get('/api/notifications'))) as { notifications: NotificationView[] };
    expect(notifications[0]).toMatchObject({ kind: 'third-party-answered', conversation, data: { name: 'Ivan of the workshop' } });
    // Found by their words, under their name.
    while ((await indexSearch(desk.desk)) > 0);
    const { results } = (await well(desk.anna.get('/api/search?q=furious+delays'))) as unknown as SearchReply;
    expect(results.find((result) => result.conversation.id === conversation)!.hits[0]).toMatchObject({ direction: 'from third party', author: 'Ivan of the workshop' });
    const { desk: { db } } = desk;
    expect(await db.selectFrom('participant').select(['external_id', 'third_party']).where('conversation', '=', conversation).orderBy('external_id').execute())
      .toEqual([{ external_id: customer, third_party: false }, { external_id: workshop, third_party: true }].toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1)));
  });

  test('a reply after it goes to the customer, refers to none of it and copies no third party in', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    await arrive(workshop, 'It costs us 40 euro, keep that between us.', answerTo(mail));
    const { conversation: { version } } = await open(desk.anna, conversation);
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'It will be repaired by Friday.', version }));
    const reply = await sendOut();
    expect(reply.to).toEqual([customer]);
    expect(reply.source).not.toContain('workshop');
    expect(reply.source).not.toContain('40 euro');
    const asides = (await open(desk.anna, conversation)).messages.filter((message) => message.direction.includes('third party'));
    expect(asides).toHaveLength(2);
    const known = await desk.desk.db.selectFrom('message').select('external_id').where('id', 'in', asides.map((one) => one.id)).execute();
    for (const { external_id } of known) expect(reply.source).not.toContain(external_id!);
    // The customer’s answer to that is the customer’s.
    await arrive(`Giulia Bianchi <${customer}>`, 'Thank you, that is wonderful!', answerTo(reply));
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ direction: 'in', author: { kind: 'contact' } });
  });

  test('answering the third party goes on in their thread and to them alone', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    await arrive(workshop, 'Which model is it?', answerTo(mail, { 'Message-ID': '<question@workshop.example>' }));
    const asked = (await open(desk.anna, conversation)).messages.at(-1)!;
    await forward(conversation, { text: 'The round one.', quoted: '', subject: 'Fwd: Broken lamp', answers: asked.id });
    const answer = await sendOut();
    expect(answer.to).toEqual([workshop]);
    expect(header(answer, 'In-Reply-To')).toBe('<question@workshop.example>');
    expect(header(answer, 'References')).toContain(header(mail, 'Message-ID').slice(1, -1));
    expect(header(answer, 'Subject')).toMatch(/^Re: |^Fwd: /);
    const foreign = await ask();
    const { version } = (await open(desk.anna, foreign)).conversation;
    const body = { id: randomUUID(), to: [{ address: workshop }], text: 'x', version, answers: asked.id };
    await refused(desk.anna.post(`/api/conversations/${foreign}/forwards`, body), 400, 'input-wrong', 'answers');
  });

  test('who is written to at one address and answers from another is still the third party', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    const contacts = await count('contact');
    await arrive('Petra <petra@workshop-germany.example>', 'I answer for my colleague: Friday.', answerTo(mail));
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ direction: 'from third party', author: { id: 'petra@workshop-germany.example', name: 'Petra' } });
    // A ticket system of theirs that keeps the address and no thread.
    await arrive('Workshop tickets <noreply@tickets.example>', 'Your ticket 77 is done.', { To: header(mail, 'Reply-To'), Subject: 'Ticket 77' });
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ direction: 'from third party', author: { id: 'noreply@tickets.example' } });
    // And one that keeps the thread and answers to our plain address.
    await arrive('Petra <petra@workshop-germany.example>', 'One more thing: bring the shade.', answerTo(mail, { To: 'help@lumen.example' }));
    expect((await open(desk.anna, conversation)).messages).toHaveLength(5);
    expect(await count('contact')).toBe(contacts);
  });

  test('where the third party answers to all, customer included, everybody stays who they are', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    const answered = { Cc: `Giulia <${customer}>`, 'Message-ID': '<toall@workshop.example>' };
    await arrive(workshop, 'I tell the customer right away: Friday.', answerTo(mail, answered));
    const { messages } = await open(desk.anna, conversation);
    expect(messages.at(-1)).toMatchObject({ direction: 'from third party', recipients: { copy: [{ address: customer }] } });
    // The customer answers to all, under the third party’s key.
    await arrive(`Giulia Bianchi <${customer}>`, 'Friday is too late for me, I am angry!', { To: workshop, Cc: header(mail, 'Reply-To'), Subject: 'Re: Fwd: Broken lamp', 'In-Reply-To': '<toall@workshop.example>', References: '<toall@workshop.example>' });
    const now = await open(desk.anna, conversation);
    expect(now.messages.at(-1)).toMatchObject({ direction: 'in', author: { kind: 'contact', id: now.contact.id } });
    expect(now.conversation.waitingSince).not.toBeNull();
    // Our answer to the customer copies the third party in only where somebody wants that.
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'We will find another way.', version: now.conversation.version }));
    expect((await sendOut()).to).toEqual([customer]);
    // The third party answers once more within the customer’s thread, without our key: theirs all the same.
    const number = now.conversation.number;
    await arrive(workshop, 'Thursday then.', { To: 'help@lumen.example', Cc: customer, Subject: `Re: Broken lamp [#${number}]` });
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ direction: 'from third party' });
  });

  test('a third party who is a customer too keeps both apart', async () => {
    const own = `${randomUUID().slice(0, 8)}@both.example`;
    await arrive(`Both <${own}>`, 'I ordered a lamp for my workshop.');
    const theirs = await conversationOf('for my workshop');
    const conversation = await ask();
    await forward(conversation, { to: [{ address: own }] });
    const mail = await sendOut();
    await arrive(`Both <${own}>`, 'Yes, I can repair it.', answerTo(mail));
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ direction: 'from third party', author: { id: own } });
    expect((await open(desk.anna, theirs)).messages).toHaveLength(1);
    // What they begin anew is theirs as a customer: nothing says which matter it would be about.
    await arrive(`Both <${own}>`, 'Where is my order?', { Subject: 'My order' });
    const anew = await conversationOf('Where is my order?');
    expect([conversation, theirs]).not.toContain(anew);
    expect((await open(desk.anna, anew)).messages[0]).toMatchObject({ direction: 'in', author: { kind: 'contact' } });
  });

  test('a stranger who only names our messages is believed no more than anybody else', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    await arrive(workshop, 'Fine.', answerTo(mail, { 'Message-ID': '<known@workshop.example>' }));
    await arrive('Mallory <mallory@evil.example>', 'Send the money to me.', { To: 'help@lumen.example', 'In-Reply-To': '<known@workshop.example>', References: '<known@workshop.example>', Subject: 'Re: Fwd: Broken lamp' });
    expect(await conversationOf('Send the money')).not.toBe(conversation);
    // A key that somebody altered is none.
    await arrive('Mallory <mallory@evil.example>', 'Me again.', { To: header(mail, 'Reply-To').replace(/.@lumen/, 'z@lumen') });
    expect(await conversationOf('Me again.')).not.toBe(conversation);
  });

  test('is refused to the customer and to ourselves, with nothing to say, and against an older version', async () => {
    const conversation = await ask();
    const { version } = (await open(desk.anna, conversation)).conversation;
    const send = (more: object) => desk.anna.post(`/api/conversations/${conversation}/forwards`, { id: randomUUID(), to: [{ address: workshop }], text: 'Hello', version, ...more });
    await refused(send({ to: [{ address: customer.toUpperCase() }] }), 409, 'forward-to-customer', 'address');
    await refused(send({ copy: [{ address: customer }] }), 409, 'forward-to-customer', 'address');
    await refused(send({ blindCopy: [{ address: customer }] }), 409, 'forward-to-customer', 'address');
    await refused(send({ to: [{ address: 'help@lumen.example' }] }), 409, 'forward-to-ourselves', 'address');
    await refused(send({ to: [{ address: 'nowhere at all' }] }), 400, 'recipient-wrong', 'address');
    await refused(send({ to: [] }), 400, 'input-wrong', 'to');
    await refused(send({ text: '  ', quoted: '' }), 400, 'message-empty');
    await refused(send({ include: [randomUUID()] }), 404, 'attachment-missing');
    await refused(send({ inbox: desk.chat.id }), 400, 'input-wrong', 'inbox');
    await arrive(`Giulia Bianchi <${customer}>`, 'Are you there?', { 'In-Reply-To': '<none@example.com>', Subject: `Re: [#${(await open(desk.anna, conversation)).conversation.number}]` });
    await refused(send({}), 409, 'answered-meanwhile', 'version');
    await well(send({ anyway: true }));
    expect((await open(desk.anna, conversation)).messages).toHaveLength(3);
  });

  test('files of the conversation go along; the same request twice is one letter', async () => {
    const boundary = 'part';
    const source = `From: ${customer}\nTo: help@lumen.example\nSubject: Photo\nMessage-ID: <${randomUUID()}@example.com>\nContent-Type: multipart/mixed; boundary=${boundary}\n\n--${boundary}\nContent-Type: text/plain\n\nSee the photo ${customer}.\n--${boundary}\nContent-Type: image/png; name=lamp.png\nContent-Disposition: attachment; filename=lamp.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--${boundary}--\n`;
    await desk.mail(inbox.id, source);
    const conversation = await conversationOf(`See the photo ${customer}`);
    const file = (await open(desk.anna, conversation)).messages[0]!.attachments[0]!;
    const id = randomUUID();
    const sent = await forward(conversation, { id, include: [file.id] });
    expect(sent.attachments).toMatchObject([{ name: 'lamp.png', bytes: file.bytes }]);
    await forward(conversation, { id, include: [file.id], version: 0, anyway: true });
    expect((await open(desk.anna, conversation)).messages).toHaveLength(2);
    await sendOut();
    expect(sink.taken.filter((mail) => mail.source.includes('lamp.png'))).toHaveLength(1);
    // A file of another conversation does not.
    const other = await ask();
    await refused(desk.anna.post(`/api/conversations/${other}/forwards`, { id: randomUUID(), to: [{ address: workshop }], text: 'x', version: 99, include: [file.id] }), 404, 'attachment-missing');
  });

  test('taken back in time, it was never written', async () => {
    const conversation = await ask();
    const before = await open(desk.anna, conversation);
    const sent = await forward(conversation, { undoSeconds: 30, then: 'waiting' });
    await telling(desk.anna, async () => well(desk.anna.post(`/api/messages/${sent.id}/undo`)));
    const after = await open(desk.anna, conversation);
    expect(after.messages).toEqual(before.messages);
    expect(await desk.desk.db.selectFrom('participant').select('external_id').where('conversation', '=', conversation).execute()).toEqual([{ external_id: customer }]);
    expect(after.conversation).toMatchObject({ state: before.conversation.state, assignee: null, waitingSince: before.conversation.waitingSince, last: before.conversation.last, messageCount: 1 });
    expect(after.history.entries.at(-1)).toMatchObject({ kind: 'reply-undone', data: { for: 'third party' } });
  });

  test('one that does not arrive is told to its author, without a word about the customer', async () => {
    const conversation = await ask();
    const { conversation: { version } } = await open(desk.anna, conversation);
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'We look into it.', version }));
    await sendOut();
    refusing.add(workshop);
    const sent = await forward(conversation, { then: 'waiting' });
    await desk.deliver();
    const after = await open(desk.anna, conversation);
    expect(after.messages.find((one) => one.id === sent.id)!.deliveries[0]).toMatchObject({ state: 'failed', problem: { code: 'email.recipient-refused' } });
    // Nobody owes the customer an answer because of it.
    expect(after.conversation).toMatchObject({ state: { is: 'open' }, waitingSince: null, failedDeliveries: 1 });
    refusing.clear();
    await well(desk.anna.post(`/api/deliveries/${after.messages.find((one) => one.id === sent.id)!.deliveries[0]!.id}/retry`));
    expect((await sendOut()).to).toEqual([workshop]);
    expect((await open(desk.anna, conversation)).conversation.failedDeliveries).toBe(0);
  });

  test('an absence notice is shown and wakes nobody', async () => {
    const conversation = await ask();
    await forward(conversation, { then: 'waiting' });
    const mail = await sendOut();
    await arrive(workshop, 'I am on holiday.', answerTo(mail, { 'Auto-Submitted': 'auto-replied' }));
    const after = await open(desk.anna, conversation);
    expect(after.messages.at(-1)).toMatchObject({ direction: 'from third party', machineSent: true });
    expect(after.conversation.state).toEqual({ is: 'waiting', for: 'third party' });
  });

  test('what is closed or asleep comes back, with the customer’s clock as it was', async () => {
    const conversation = await ask();
    await forward(conversation);
    const mail = await sendOut();
    await act(desk.anna, conversation, 'close');
    await telling(desk.anna, () => arrive(workshop, 'Done.', answerTo(mail)));
    expect((await open(desk.anna, conversation)).conversation).toMatchObject({ state: { is: 'open' }, waitingSince: null });
    await act(desk.anna, conversation, 'spam');
    await arrive(workshop, 'Hello?', answerTo(mail));
    expect((await open(desk.anna, conversation)).conversation.state).toMatchObject({ is: 'closed', because: 'spam' });
  });

  test('a chat’s matter is forwarded by mail; the visitor is shown nothing of it', async () => {
    const visitor = randomUUID();
    const conversation = await desk.write('Where is my parcel?', visitor);
    const sent = await forward(conversation);
    expect(sent.inbox).toBe(inbox.id);
    const mail = await sendOut();
    await arrive('courier@parcels.example', 'It is on the van.', answerTo(mail));
    const after = await open(desk.anna, conversation);
    expect(after.messages.map((message) => message.direction)).toEqual(['in', 'to third party', 'from third party']);
    const scope = { workspace: desk.workspace, inbox: desk.chat.id, channel: 'web-chat', visitor: `visitor-${visitor}` };
    expect((await listVisitorMessages(desk.desk.db, scope, 10)).map((message) => message.text)).toEqual(['Where is my parcel?']);
  });

  test('merged, the answer follows; parted again, it goes back with what it answered', async () => {
    const one = await ask();
    await forward(one);
    const mail = await sendOut();
    const other = await ask();
    const before = await picture(desk.anna);
    const merge = randomUUID();
    await telling(desk.anna, async () => well(desk.anna.post(`/api/conversations/${other}/merge`, { id: merge, merge: [one], acrossContacts: true })));
    await arrive(workshop, 'Repaired.', answerTo(mail));
    const joined = await open(desk.anna, other);
    expect(joined.messages.at(-1)).toMatchObject({ direction: 'from third party', home: one });
    await telling(desk.anna, async () => well(desk.anna.post(`/api/merges/${merge}/undo`)));
    const parted = await picture(desk.anna);
    expect(parted[other]).toEqual(before[other]);
    const back = await open(desk.anna, one);
    expect(back.messages.map((message) => message.direction)).toEqual(['in', 'to third party', 'from third party']);
    expect(back.conversation).toMatchObject({ state: { is: 'open' }, last: { direction: 'from third party', text: 'Repaired.' }, messageCount: 3 });
  });

  test('split out, its answer goes to the new conversation', async () => {
    const conversation = await ask();
    const text = `And a second lamp ${randomUUID()}`;
    await arrive(`Giulia Bianchi <${customer}>`, text, { Subject: `Re: [#${(await open(desk.anna, conversation)).conversation.number}]` });
    const sent = await forward(conversation);
    const mail = await sendOut();
    const second = (await open(desk.anna, conversation)).messages[1]!;
    const split = randomUUID();
    await telling(desk.anna, async () => well(desk.anna.post(`/api/conversations/${conversation}/split`, { id: randomUUID(), conversation: split, messages: [second.id, sent.id] })));
    await arrive(workshop, 'About the second one: fine.', answerTo(mail));
    expect((await open(desk.anna, split)).messages.at(-1)).toMatchObject({ direction: 'from third party' });
    expect((await open(desk.anna, conversation)).messages.map((message) => message.direction)).toEqual(['in']);
    // Answering from there goes on under a key of its own.
    const asked = (await open(desk.anna, split)).messages.at(-1)!;
    await forward(split, { answers: asked.id, text: 'Good.' });
    const again = await sendOut();
    expect(header(again, 'Reply-To')).not.toBe(header(mail, 'Reply-To'));
    await arrive(workshop, 'Bye.', answerTo(again));
    expect((await open(desk.anna, split)).messages.at(-1)!.text).toContain('Bye.');
  });

  test('only who sees the conversation forwards it, and nobody by an inbox out of their sight', async () => {
    const team = (await well(desk.anna.post('/api/teams', { name: `Closed ${randomUUID()}`, members: [desk.annaId] })))['id'] as string;
    const hidden = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Hidden', config: mailSettings, senders: [{ name: 'Hidden', address: 'hidden@lumen.example' }], teams: [team] }))) as unknown as InboxView;
    const { browser } = await joinAs(desk, 'agent');
    const conversation = await ask();
    const body = { id: randomUUID(), to: [{ address: workshop }], text: 'x', version: 99 };
    await refused(browser.post(`/api/conversations/${conversation}/forwards`, { ...body, inbox: hidden.id }), 400, 'input-wrong', 'inbox');
    await well(browser.post(`/api/conversations/${conversation}/forwards`, body));
    expect((await list(browser, { view: 'mine' })).map((one) => one.id)).toContain(conversation);
  });
});
