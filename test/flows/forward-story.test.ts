// Forwarding from end to end on real mail servers: a customer writes, the workshop is asked, answers as mail programs answer, the
// customer is answered and never sees a word of it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, MessageView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink, Sunk } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { watch } from '../setup/oracle.ts';
import { Browser } from '../setup/client.ts';
import { eventually } from '../setup/eventually.ts';

const workshop = 'info@workshop.example';

describe.each(databaseKinds())('forwarding by real mail on %s', (kind) => {
  let place: TestDesk;
  let dovecot: Dovecot;
  let sink: MailSink;
  let anna: Browser;
  const ask = async (path: string): Promise<unknown> => (await anna.get(path)).body;

  beforeAll(async () => {
    [place, dovecot, sink] = await Promise.all([startDesk(kind), startDovecot(), startMailSink()]);
    anna = new Browser(place.address);
    expect((await anna.post('/api/session', { email: administrator.email, password: administrator.password })).status).toBe(200);
  });
  afterAll(async () => {
    await Promise.all([place?.stop(), dovecot?.stop(), sink?.stop()]);
  });

  const connect = async (plus: boolean) => {
    const user = dovecot.users[plus ? 0 : 1]!;
    const { status, body } = await anna.post('/api/inboxes', {
      channel: 'email', name: plus ? 'Help' : 'Plain', undoSeconds: 0, senders: [{ name: 'Bottega', address: user.name, signature: 'Bottega, via Roma 1' }],
      config: {
        imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user.name, password: user.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' },
        plusAddressing: { on: plus },
      },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    return user.name;
  };
  const deliver = (mailbox: string, headers: Readonly<Record<string, string>>, text: string): void => {
    const lines = { To: mailbox, 'Message-ID': `<${randomUUID()}@mail.example>`, Date: new Date().toUTCString(), 'Content-Type': 'text/plain; charset=utf-8', ...headers };
    dovecot.deliver(mailbox, `${Object.entries(lines).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`);
  };
  const conversations = async () => ((await ask('/api/conversations?view=all')) as { conversations: ConversationView[] }).conversations;
  const open = async (id: string) => (await ask(`/api/conversations/${id}`)) as OpenReply;
  const mailWith = (mark: string) => eventually(mark, async () => sink.mails.find((mail) => mail.raw.includes(mark)));
  const header = ({ raw }: Sunk, name: string) => (new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1] ?? '').replaceAll(/\r?\n[ \t]+/g, ' ').trim();
  /** What Gmail and Thunderbird write when somebody answers. */
  const answering = (mail: Sunk) => ({
    To: header(mail, 'Reply-To') || header(mail, 'From'), Subject: `Re: ${header(mail, 'Subject')}`, 'In-Reply-To': `<${mail.messageId}>`, References: `${header(mail, 'References')} <${mail.messageId}>`.trim(), 'MIME-Version': '1.0', 'X-Mailer': 'Thunderbird',
  });

  test.each([['with', true], ['without', false]])('there and back, %s plus-addresses', async (_how, plus) => {
    const mailbox = await connect(plus);
    const mark = plus ? 'first-lamp' : 'second-lamp';
    deliver(mailbox, { From: 'Giulia Bianchi <giulia@customer.test>', Subject: `Broken ${mark}` }, `My lamp is broken, ${mark}. I am furious.`);
    const conversation = await eventually(mark, async () => (await conversations()).find((one) => one.last.text.includes(mark)));
    const before = await open(conversation.id);

    const forwarding = await watch(ask);
    const id = randomUUID();
    const sent = await anna.post(`/api/conversations/${conversation.id}/forwards`, {
      id, to: [{ name: 'Workshop', address: workshop }], subject: `Fwd: Broken ${mark}`, text: `Can you repair ${mark}-asked?`, quoted: 'Giulia:\n> My lamp is broken.', version: before.conversation.version, then: 'waiting',
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    const letter = await mailWith(`${mark}-asked`);
    await eventually('accepted', async () => (await open(conversation.id)).messages.find((message) => message.id === id && message.deliveries[0]?.state === 'accepted'));
    await forwarding.check(['forward-sent', 'conversation-waiting', 'conversation-assigned', 'delivery-changed']);
    expect(letter.to).toEqual([workshop]);
    expect(letter.raw).not.toContain('giulia@customer.test');

    const returning = await watch(ask);
    deliver(mailbox, { From: `Ivan <${workshop}>`, ...answering(letter) }, `Yes, ${mark}-answered, it costs 40 euro.\r\n\r\nOn Fri, Nov 20, 2026 at 10:02 AM Bottega <desk@example.test> wrote:\r\n\r\n> Can you repair it?`);
    const back = await eventually('the answer', async () => (await open(conversation.id)).messages.find((message): message is MessageView => message.direction === 'from third party'));
    await returning.check(['third-party-answered', 'conversation-reopened', 'notification-added']);
    expect(back).toMatchObject({ author: { kind: 'third party', id: workshop, name: 'Ivan' }, reading: null });
    const now = await open(conversation.id);
    expect(now.conversation).toMatchObject({ state: { is: 'open' }, waitingSince: before.conversation.waitingSince, mood: before.conversation.mood, contact: before.conversation.contact });
    expect((await conversations()).filter((one) => one.last.text.includes(mark))).toHaveLength(1);

    const reply = await anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text: `We repair it, ${mark}-told.`, version: now.conversation.version });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    const told = await mailWith(`${mark}-told`);
    expect(told.to).toEqual(['giulia@customer.test']);
    expect(told.raw).not.toMatch(/workshop|40 euro/u);
    // Nothing that went to the customer holds a word of it.
    for (const mail of sink.mails.filter((one) => one.to.includes('giulia@customer.test'))) expect(mail.raw).not.toMatch(/40 euro|asked/u);

    deliver(mailbox, { From: 'Giulia Bianchi <giulia@customer.test>', ...answering(told) }, `Wonderful, ${mark}-thanks!`);
    const thanks = await eventually('thanks', async () => (await open(conversation.id)).messages.find((message) => message.text.includes(`${mark}-thanks`)));
    expect(thanks).toMatchObject({ direction: 'in', author: { kind: 'contact' } });
  });

  test('a letter that bounces is said at the forward, and the customer’s waiting stays as it was', async () => {
    const mailbox = dovecot.users[0]!.name;
    deliver(mailbox, { From: 'paolo@customer.test', Subject: 'Hinge' }, 'Please help, hinge-case.');
    const conversation = await eventually('hinge-case', async () => (await conversations()).find((one) => one.last.text.includes('hinge-case')));
    const { conversation: before } = await open(conversation.id);
    const id = randomUUID();
    await anna.post(`/api/conversations/${conversation.id}/forwards`, { id, to: [{ address: 'gone@workshop.example' }], text: 'Can you help, hinge-asked?', version: before.version, then: 'waiting' });
    const letter = await mailWith('hinge-asked');
    deliver(mailbox, {
      From: 'MAILER-DAEMON@workshop.example', Subject: 'Undelivered Mail Returned to Sender', 'Return-Path': '<>', 'MIME-Version': '1.0', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    }, ['--b', 'Content-Type: text/plain', '', 'Could not be delivered.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; workshop.example', '', 'Final-Recipient: rfc822; gone@workshop.example', 'Action: failed', 'Status: 5.1.1', '', '--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: <${letter.messageId}>`, '', '--b--'].join('\r\n'));
    await eventually('the bounce', async () => (await open(conversation.id)).messages.find((message) => message.id === id && message.deliveries[0]?.state === 'failed'));
    const { conversation: after, messages } = await open(conversation.id);
    expect(after).toMatchObject({ state: { is: 'open' }, waitingSince: before.waitingSince, failedDeliveries: 1 });
    expect(messages).toHaveLength(2);
  });
});
