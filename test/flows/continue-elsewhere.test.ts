// continue-elsewhere and recordHealth (record-health): a visitor leaves an e-mail address and the page; the answer follows them by mail, and their answer to that comes into the same conversation.
// And machines do not talk to machines: an automatic answer is refused where it would loop.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { Browser } from '../setup/client.ts';
import { eventually } from '../setup/eventually.ts';

describe.each(databaseKinds())('on another way, on %s', (kind) => {
  let place: TestDesk;
  let dovecot: Dovecot;
  let sink: MailSink;
  let anna: Browser;
  let chat: string;
  let mailInbox: string;

  beforeAll(async () => {
    [place, dovecot, sink] = await Promise.all([startDesk(kind), startDovecot(), startMailSink()]);
    anna = new Browser(place.address);
    await anna.post('/api/session', { email: administrator.email, password: administrator.password });
    const [user] = dovecot.users;
    chat = (await anna.post('/api/inboxes', { channel: 'web-chat', name: 'Chat', undoSeconds: 0, config: { teamName: 'Help' } })).body['token'] as string;
    mailInbox = (await anna.post('/api/inboxes', {
      channel: 'email', name: 'Help by mail', undoSeconds: 0, senders: [{ name: 'Help', address: user!.name, signature: '' }],
      config: { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user!.name, password: user!.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    })).body['id'] as string;
  });

  afterAll(async () => {
    await Promise.all([place?.stop(), dovecot?.stop(), sink?.stop()]);
  });

  const conversations = async (): Promise<readonly ConversationView[]> => (await anna.get('/api/conversations?view=all')).body['conversations'] as ConversationView[];
  const open = async (id: string): Promise<OpenReply> => (await anna.get(`/api/conversations/${id}`)).body as unknown as OpenReply;

  test('the answer to a visitor who left goes by mail, once, and their answer comes home', async () => {
    await eventually('the connected inbox', async () => {
      const { inboxes } = (await anna.get('/api/inboxes')).body as unknown as { inboxes: { id: string; health: { is: string } }[] };
      return inboxes.find((one) => one.id === mailInbox)?.health.is === 'connected';
    });
    const visitor = new Browser(place.address);
    const token = (await visitor.post(`/chat/${chat}/sessions`, {})).body['token'] as string;
    const said = await visitor.ask('POST', `/chat/${chat}/messages`, { id: randomUUID(), text: 'When do you open on Sunday?', attachments: [] }, { 'x-visitor-token': token });
    expect(said.status).toBe(202);
    const details = await visitor.ask('POST', `/chat/${chat}/details`, { email: 'nora@customer.test', name: 'Nora' }, { 'x-visitor-token': token });
    expect(details.status).toBe(202);
    const conversation = await eventually('the chat', async () => (await conversations()).find((one) => one.contact.name === 'Nora'));
    const answer = await anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text: 'From ten to four.', version: conversation.version, anyway: true });
    const deliveries = async () => (await open(conversation.id)).messages.find((one) => one.id === answer.body['id'])?.deliveries ?? [];
    await eventually('acceptance', async () => (await deliveries())[0]?.state === 'accepted');
    expect(sink.mails).toHaveLength(0);
    place.advance(6 * 60_000);
    await eventually('the mail', async () => (await deliveries())[1]?.state === 'accepted');
    expect(sink.mails.map((mail) => mail.to)).toEqual([['nora@customer.test']]);
    expect(sink.mails[0]!.raw).toContain('From ten to four.');
    place.advance(60 * 60_000);
    await pause(1_000);
    expect(sink.mails).toHaveLength(1);
    const sent = sink.mails[0]!;
    dovecot.deliver(dovecot.users[0]!.name, `From: nora@customer.test\r\nTo: ${dovecot.users[0]!.name}\r\nSubject: Re: Chat\r\nMessage-ID: <${randomUUID()}@customer.test>\r\nIn-Reply-To: <${sent.messageId}>\r\nDate: ${new Date().toUTCString()}\r\n\r\nThank you, see you on Sunday!\r\n`);
    await eventually('the answer by mail', async () => (await open(conversation.id)).messages.some((one) => one.inbox === mailInbox && one.text.includes('see you on Sunday')));
    expect(await conversations()).toHaveLength(1);
  });

  test('an answer that lies unseen on a page that was left open goes by mail too; one that was seen does not', async () => {
    const before = sink.mails.length;
    const visitor = new Browser(place.address);
    const token = (await visitor.post(`/chat/${chat}/sessions`, {})).body['token'] as string;
    const say = (path: string, body: object) => visitor.ask('POST', `/chat/${chat}/${path}`, body, { 'x-visitor-token': token });
    await say('messages', { id: randomUUID(), text: 'Is the grey one back?', attachments: [] });
    await say('details', { email: 'omar@customer.test', name: 'Omar' });
    const conversation = await eventually('the chat', async () => (await conversations()).find((one) => one.contact.name === 'Omar'));
    const reply = async (text: string) => (await anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text, version: conversation.version, anyway: true })).body['id'] as string;
    const deliveries = async (message: string) => (await open(conversation.id)).messages.find((one) => one.id === message)?.deliveries ?? [];
    const comesTo = (message: string, state: string) => eventually(state, async () => (await deliveries(message))[0]?.state === state);
    const [seen, unseen] = [await reply('It is.'), await reply('Shall I keep one for you?')];
    for (const message of [seen, unseen]) await comesTo(message, 'accepted');
    await say('receipts', { delivered: [seen, unseen], read: [seen] });
    await comesTo(seen, 'read');
    await comesTo(unseen, 'delivered');
    place.advance(10 * 60_000);
    await pause(500);
    expect(sink.mails).toHaveLength(before);
    place.advance(25 * 60_000);
    await eventually('the mail', async () => (await deliveries(unseen))[1]?.state === 'accepted');
    expect(sink.mails.slice(before).map((mail) => [mail.to, mail.raw.includes('Shall I keep one')])).toEqual([[['omar@customer.test'], true]]);
    expect(await deliveries(seen)).toHaveLength(1);
    place.advance(24 * 3_600_000);
    await pause(500);
    expect(sink.mails).toHaveLength(before + 1);
  });

  test('a machine of ours answers a person at most a few times a day, and a machine never', async () => {
    const service = (await anna.post('/api/service-tokens', { name: 'robot', role: 'agent' })).body;
    const robot = new Browser(place.address, { authorization: `Bearer ${service['value'] as string}` });
    const deliver = (from: string, subject: string, more: string) =>
      dovecot.deliver(dovecot.users[0]!.name, `From: ${from}\r\nTo: ${dovecot.users[0]!.name}\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n${more}\r\nHello\r\n`);
    const say = async (conversation: ConversationView) => robot.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text: 'We have your message.', version: 1, anyway: true });
    deliver('away@customer.test', 'Away', 'Auto-Submitted: auto-replied\r\n');
    const notice = await eventually('the notice', async () => (await conversations()).find((one) => one.subject === 'Away'));
    expect((await say(notice)).body).toMatchObject({ code: 'automatic-reply-loops' });
    deliver('person@customer.test', 'Person', '');
    const person = await eventually('the person', async () => (await conversations()).find((one) => one.subject === 'Person'));
    for (let times = 0; times < 3; times += 1) expect((await say(person)).status).toBe(200);
    expect((await say(person)).body).toMatchObject({ code: 'automatic-reply-loops' });
    const automatic = await eventually('the automatic mails', async () => sink.mails.find((mail) => mail.raw.includes('We have your message.')));
    expect(automatic.raw).toMatch(/^Auto-Submitted: auto-replied/im);
    expect((await open(person.id)).conversation.waitingSince).not.toBeNull();
  });
});
