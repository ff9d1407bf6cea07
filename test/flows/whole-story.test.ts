// The main job from end to end on real servers: a customer writes a mail, the desk reads it, an agent answers, the answer arrives,
// the customer answers that; and every way in which it may not arrive.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, MessageView, NotificationView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { watch } from '../setup/oracle.ts';
import { Browser } from '../setup/client.ts';
import { eventually } from '../setup/eventually.ts';

describe.each(databaseKinds())('the whole story on %s', (kind) => {
  let place: TestDesk;
  let dovecot: Dovecot;
  let sink: MailSink;
  let anna: Browser;
  const ask = async (path: string): Promise<unknown> => (await anna.get(path)).body;

  beforeAll(async () => {
    [place, dovecot, sink] = await Promise.all([startDesk(kind), startDovecot(), startMailSink()]);
    anna = new Browser(place.address);
    expect((await anna.post('/api/session', { email: administrator.email, password: administrator.password })).status).toBe(200);
    const [user] = dovecot.users;
    const { status, body } = await anna.post('/api/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0,
      senders: [{ name: 'Bottega', address: user!.name, signature: 'Bottega, via Roma 1' }, { name: 'Returns', address: 'returns@example.test', signature: '' }],
      config: { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user!.name, password: user!.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    });
    expect(status, JSON.stringify(body)).toBe(200);
  });

  afterAll(async () => {
    await Promise.all([place?.stop(), dovecot?.stop(), sink?.stop()]);
  });

  function deliver(headers: Readonly<Record<string, string>>, text: string): string {
    const messageId = `${randomUUID()}@customer.test`;
    const lines = Object.entries({ To: dovecot.users[0]!.name, 'Message-ID': `<${messageId}>`, Date: new Date().toUTCString(), 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    dovecot.deliver(dovecot.users[0]!.name, `${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`);
    return messageId;
  }

  const conversations = async (): Promise<readonly ConversationView[]> => ((await ask('/api/conversations?view=all')) as { conversations: ConversationView[] }).conversations;
  const open = async (id: string): Promise<OpenReply> => (await ask(`/api/conversations/${id}`)) as OpenReply;
  const withText = (mark: string) => eventually(mark, async () => (await conversations()).find((one) => one.last.text.includes(mark)));
  const reply = async (conversation: ConversationView, text: string, more: Readonly<Record<string, unknown>> = {}) =>
    anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text, version: (await open(conversation.id)).conversation.version, ...more });
  const delivered = (id: string, state: string) => eventually(`delivery ${state}`, async () => {
    const all: readonly OpenReply[] = await Promise.all((await conversations()).map((one) => open(one.id)));
    const message: MessageView | undefined = all.flatMap((one) => one.messages).find((one) => one.id === id);
    return message?.deliveries.find((one) => one.state === state);
  });

  test('a furious mail is read, answered with a promise, and the answer to the answer comes into the same conversation', async () => {
    const watching = await watch(ask);
    deliver({ From: 'Марина Королёва <marina@customer.test>', Subject: 'Paid twice' }, 'Вы списали деньги дважды, это возмутительно! Когда вернёте 4200 рублей? Заказ A-55871.');
    const conversation = await withText('возмутительно');
    expect(conversation).toMatchObject({ state: { is: 'open' }, subject: 'Paid twice', language: 'ru', mood: 'anger', contact: { name: 'Марина Королёва' } });
    const { messages: [first] } = await open(conversation.id);
    expect(first?.reading?.asks.length).toBeGreaterThan(0);
    expect(first?.reading?.facts.map((fact) => fact.kind)).toEqual(expect.arrayContaining(['money']));
    for (const emotion of first!.reading!.emotions) expect(emotion.because.length).toBeGreaterThan(0);
    await watching.check(['contact-created', 'conversation-started', 'message-received']);

    const answering = await watch(ask);
    const answer = await reply(conversation, 'Марина, второе списание — наша ошибка. Мы вернём вам деньги завтра до 12:00.');
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await delivered(answer.body['id'] as string, 'accepted');
    await answering.check(['reply-sent', 'commitment-made', 'delivery-changed']);
    const sent = sink.mails.at(-1)!;
    expect(sent.to).toEqual(['marina@customer.test']);
    expect(sent.raw).toMatch(/^In-Reply-To:/im);
    const opened = await open(conversation.id);
    expect(opened.conversation).toMatchObject({ state: { is: 'waiting', for: 'customer' }, waitingSince: null });
    expect(opened.commitments).toHaveLength(1);
    expect(opened.commitments[0]!.due?.stated).toBe(true);

    const returning = await watch(ask);
    deliver({ From: 'marina@customer.test', Subject: 'Re: Paid twice', 'In-Reply-To': `<${sent.messageId}>`, References: `<${sent.messageId}>` }, 'Спасибо, жду!\r\n\r\nпн, 23 нояб. 2026 г. в 10:02, Bottega <desk@example.test>:\r\n> Марина, второе списание — наша ошибка.\r\n> Мы вернём вам деньги завтра до 12:00.');
    await eventually('the second message', async () => (await open(conversation.id)).conversation.messageCount === 3);
    await returning.check(['message-received', 'conversation-reopened']);
    const after = await open(conversation.id);
    expect(after.conversation.state).toEqual({ is: 'open' });
    expect(after.conversation.last.text).toBe('Спасибо, жду!');
  });

  test('what bounces is shown to its author, reopens the conversation, and retry really sends', async () => {
    deliver({ From: 'lost@customer.test', Subject: 'Hello' }, 'Please answer me, bounce-case.');
    const conversation = await withText('bounce-case');
    const answer = await reply(conversation, 'Here is your answer.', { then: 'closed' });
    const id = answer.body['id'] as string;
    await delivered(id, 'accepted');
    const sent = sink.mails.at(-1)!;
    const watching = await watch(ask);
    deliver({
      From: 'MAILER-DAEMON@customer.test', Subject: 'Undelivered Mail Returned to Sender', 'Return-Path': '<>', 'MIME-Version': '1.0', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    }, ['--b', 'Content-Type: text/plain', '', 'Could not be delivered.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; customer.test', '', 'Final-Recipient: rfc822; lost@customer.test', 'Action: failed', 'Status: 5.1.1', '', '--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: <${sent.messageId}>`, '', '--b--'].join('\r\n'));
    const failed = await delivered(id, 'failed');
    expect(failed.problem?.detail).not.toBe('');
    await watching.check(['delivery-changed', 'conversation-reopened', 'notification-added']);
    expect((await open(conversation.id)).conversation).toMatchObject({ state: { is: 'open' }, failedDeliveries: 1 });
    const { notifications } = (await ask('/api/notifications')) as { notifications: NotificationView[] };
    expect(notifications.some((one) => one.kind === 'delivery-failed' && one.message === id)).toBe(true);
    const before = sink.mails.length;
    expect((await anna.post(`/api/deliveries/${failed.id}/retry`)).status).toBe(200);
    await delivered(id, 'accepted');
    expect(sink.mails.length).toBe(before + 1);
    expect((await open(conversation.id)).conversation.failedDeliveries).toBe(0);
  });

  test('a mail server that refuses for good fails at once; one that asks to wait is asked again', async () => {
    deliver({ From: 'wait@customer.test', Subject: 'Wait' }, 'Please answer, wait-case.');
    const conversation = await withText('wait-case');
    sink.refuse({ code: 550, text: 'no such user here' });
    const refused = await reply(conversation, 'An answer that is refused.');
    await delivered(refused.body['id'] as string, 'failed');
    sink.refuse({ code: 451, text: 'greylisted, come back later' });
    const waiting = await reply(conversation, 'An answer that has to wait.');
    await eventually('a first attempt', async () => (await open(conversation.id)).messages.find((one) => one.id === waiting.body['id'])?.deliveries[0]?.problem);
    sink.refuse(null);
    place.advance(3_600_000);
    await delivered(waiting.body['id'] as string, 'accepted');
    expect(sink.mails.filter((mail) => mail.raw.includes('An answer that has to wait.'))).toHaveLength(1);
  });

  test('a reply can be taken back in time and not after; what was written meanwhile is asked about; the same id is one reply', async () => {
    deliver({ From: 'undo@customer.test', Subject: 'Undo' }, 'Please answer, undo-case.');
    const conversation = await withText('undo-case');
    const before = await open(conversation.id);
    const watching = await watch(ask);
    const taken = await reply(conversation, 'Too quick. I will call you tomorrow at 10:00.', { undoSeconds: 60 });
    const undone = await anna.post(`/api/messages/${String(taken.body['id'])}/undo`);
    expect(undone.body).toMatchObject({ text: 'Too quick. I will call you tomorrow at 10:00.' });
    await watching.check(['reply-sent', 'reply-undone']);
    expect((await open(conversation.id)).messages.map((one) => one.id)).toEqual(before.messages.map((one) => one.id));
    const id = randomUUID();
    const { version } = (await open(conversation.id)).conversation;
    deliver({ From: 'undo@customer.test', Subject: 'Re: Undo', References: `<${before.messages[0]!.id}@none>` }, 'And one more thing, meanwhile-case.');
    const all = await eventually('the other mail', async () => {
      const found = (await conversations()).filter((one) => one.last.text.includes('meanwhile-case'));
      return found.length > 0 ? found : null;
    });
    expect(all.length).toBe(1);
    const body = { id, text: 'One answer.', version, undoSeconds: 0 };
    const [one, two] = await Promise.all([anna.post(`/api/conversations/${conversation.id}/replies`, body), anna.post(`/api/conversations/${conversation.id}/replies`, body)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    await delivered(id, 'accepted');
    expect(sink.mails.filter((mail) => mail.raw.includes('One answer.'))).toHaveLength(1);
    expect((await anna.post(`/api/messages/${id}/undo`)).body).toMatchObject({ code: 'undo-too-late' });
  });

  test('an absence notice is kept and wakes nobody; a mail that nothing can be made of goes to a visible list and can be tried again', async () => {
    deliver({ From: 'away@customer.test', Subject: 'Trip' }, 'Please answer, away-case.');
    const conversation = await withText('away-case');
    const answer = await reply(conversation, 'Done.', { then: 'closed' });
    await delivered(answer.body['id'] as string, 'accepted');
    deliver({ From: 'away@customer.test', Subject: 'Automatic reply: Trip', 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${sink.mails.at(-1)!.messageId}>` }, 'I am away until Monday.');
    await eventually('the notice', async () => (await open(conversation.id)).conversation.messageCount === 3);
    expect((await open(conversation.id)).conversation.state.is).toBe('closed');
    dovecot.deliver(dovecot.users[0]!.name, '\u0000\u0001 this is no mail at all');
    const failed = async () => ((await ask('/api/raw-inputs?state=failed')) as { rawInputs: { id: string; problem: { code: string } | null }[] }).rawInputs;
    const [unreadable] = await eventually('the unreadable mail', async () => ((await failed()).length === 1 ? failed() : null));
    expect(unreadable!.problem?.code).toMatch(/^email\./);
    const source = await fetch(`${place.address}/api/raw-inputs/${unreadable!.id}/source`, { headers: { cookie: [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    expect(await source.text()).toContain('this is no mail at all');
    expect((await anna.post(`/api/raw-inputs/${unreadable!.id}/retry`)).status).toBeLessThan(300);
    await eventually('the second try', async () => (await failed()).length === 1);
    const { events } = (await ask('/api/events?since=0')) as { events: { kind: string }[] };
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['raw-input-failed', 'raw-input-retried']));
  });
});
