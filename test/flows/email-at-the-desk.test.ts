// Mails as the desk shows them: what comes with a message, in which language its writer is answered, what a bounce does.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactView, InboxView, MessageView, NotificationView } from '../../src/contract/views.ts';
import type { RawRequest } from '../../src/channels/channel.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { noticeTransport } from '../../src/worker/notice-transport.ts';
import { databaseKinds } from '../setup/clone.ts';
import { type Sink, startSink } from './email-desk.ts';
import { type AgentsDesk, mailSettings, open, startAgentsDesk, tellingEvents, well } from './agents-desk.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`../../src/channels/email/fixtures/${name}.eml`, import.meta.url));

describe.each(databaseKinds())('mails on %s', (kind) => {
  let desk: AgentsDesk;
  let inbox: InboxView;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    const senders = [{ name: 'Lumen', address: 'help@lumen.example', signature: 'Lumen' }, { name: 'Lumen Italia', address: 'aiuto@lumen.example', signature: 'Lumen Italia' }];
    inbox = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders, undoSeconds: 0 }))) as unknown as InboxView;
  });
  afterAll(() => desk?.stop());

  const conversationOf = async (text: string) => (await desk.desk.db.selectFrom('message').select('conversation').where('workspace', '=', desk.workspace).where('text', 'like', `%${text}%`).executeTakeFirstOrThrow()).conversation;
  const rawOf = (source: string): RawRequest => ({ kind: 'message', headers: { uid: '7', uidvalidity: '1', folder: 'INBOX' }, body: Buffer.from(source.replaceAll('\n', '\r\n')), receivedAt: desk.now(), key: randomUUID() });
  const shown = async (text: string): Promise<MessageView> => (await open(desk.anna, await conversationOf(text))).messages.find((message) => message.text.includes(text))!;
  const mail = (from: string, text: string, more = '') => desk.mail(inbox.id, `From: ${from}\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <${randomUUID()}@example.com>\n${more}Content-Type: text/plain; charset=utf-8\n\n${text}\n`);
  const contactOf = async (text: string) => {
    const { conversation } = await open(desk.anna, await conversationOf(text));
    return (await well(desk.anna.get(`/api/contacts/${conversation.contact.id}`))) as unknown as ContactView;
  };

  test('what a reader should know about how a mail was taken in is told with it', async () => {
    await desk.mail(inbox.id, fixture('smime-encrypted'));
    const row = await desk.desk.db.selectFrom('message').select(['id', 'conversation']).where('workspace', '=', desk.workspace).orderBy('created_at', 'desc').executeTakeFirstOrThrow();
    const { messages } = await open(desk.anna, row.conversation);
    expect(messages.at(-1)).toMatchObject({ notices: ['email.encrypted'], page: null });
    const { problems } = (await well(desk.anna.get('/api/problems'))) as { problems: Record<string, unknown> };
    expect(Object.keys(problems)).toContain('email.encrypted');
    await mail('plain@example.com', 'Nothing special about this one');
    expect((await shown('Nothing special')).notices).toEqual([]);
  });

  test('a contact is known to speak what they write, until a person says otherwise', async () => {
    await mail('Olga <olga@example.ru>', 'OK');
    const { id } = await contactOf('OK');
    expect(((await well(desk.anna.get(`/api/contacts/${id}`))) as unknown as ContactView).language).toBeNull();
    const events = await tellingEvents(desk.anna, () => mail('Olga <olga@example.ru>', 'Здравствуйте! Где мой заказ? Жду уже неделю, никто не отвечает.'));
    expect(events.filter((event) => event.kind === 'contact-changed')).toHaveLength(1);
    expect((await contactOf('Где мой заказ')).language).toBe('ru');
    // Known already: nothing is told again. One word of another language changes nothing.
    expect((await tellingEvents(desk.anna, () => mail('Olga <olga@example.ru>', 'Вы получили моё первое письмо? Очень жду ответа.'))).map((event) => event.kind)).not.toContain('contact-changed');
    await mail('Olga <olga@example.ru>', 'Thanks');
    expect((await contactOf('Где мой заказ')).language).toBe('ru');

    await well(desk.anna.patch(`/api/contacts/${id}`, { language: 'it' }));
    await mail('Olga <olga@example.ru>', 'Пожалуйста, ответьте мне поскорее, я очень волнуюсь.');
    expect((await contactOf('ответьте мне поскорее')).language).toBe('it');
    // Taken away again, it follows the words again.
    await well(desk.anna.patch(`/api/contacts/${id}`, { language: null }));
    await mail('Olga <olga@example.ru>', 'Спасибо большое, посылка наконец пришла, всё хорошо.');
    expect((await contactOf('посылка наконец пришла')).language).toBe('ru');
  });

  test.each([
    ['client-163', '发票还没有开，请处理。'],
    ['client-apple-mail-mixed', 'Ecco la foto:\n\n\ne la ricevuta:\n\n\nMaria'],
    ['client-foxmail', '我要投诉，服务太差了！'],
    ['client-gmail-android-ru', 'Спасибо, жду!'],
    ['client-gmail-it', 'Grazie, ma il pacco è arrivato rotto. Come posso restituirlo?\n\nMaria'],
    ['client-gmail-zh', '好的，谢谢。请问可以换一个颜色吗？'],
    ['client-hotmail-web-en', 'It is broken again.\n\nJohn'],
    ['client-huawei-zh', '还没修好。'],
    ['client-iphone-zh', '还没有收到退款，已经一个星期了。'],
    ['client-libero', 'Buongiorno, non ho ricevuto il rimborso!'],
    ['client-mailru', 'Курьер не приехал. Когда?'],
    ['client-outlook-mobile-it', 'Non ho ancora ricevuto la fattura.'],
    ['client-outlook-ru', 'Добрый день!\n\n\nВторой раз списали деньги. Прошу вернуть.'],
    ['client-outlook-zh', '请问合同什么时候寄出？\n\n赵敏'],
    ['client-proton', 'Please delete my data.'],
    ['client-qq', '好的，请尽快发货。'],
    ['client-samsung-it', 'La lavatrice perde acqua.Paolo'],
    ['client-thunderbird-ru', 'Чек потерял, что делать?|А если коробки нет?'],
    ['client-yandex', 'Здравствуйте! Деньги так и не пришли.'],
    ['forward-gmail-ru', 'Посмотрите, пожалуйста, вот письмо из банка.'],
  ])('%s: the customer’s own words are told from history and signature', async (name, own) => {
    const source = fixture(name);
    await desk.mail(inbox.id, source);
    const externalId = /^Message-ID: <([^>]+)>/m.exec(source.toString('latin1'))![1]!;
    const { conversation } = await desk.desk.db.selectFrom('message').select('conversation').where('inbox', '=', inbox.id).where('external_id', '=', externalId).executeTakeFirstOrThrow();
    const { messages, conversation: view } = await open(desk.anna, conversation);
    const { text, reading } = messages.at(-1)!;
    expect(reading!.ownWords.map(({ start, end }) => text.slice(start, end)).join('|')).toBe(own);
    expect(own.replaceAll('|', ' ').replaceAll(/\s+/g, ' ')).toContain(view.last.text.slice(0, 40));
  });

  describe('answers', () => {
    let sink: Sink;
    let taking: InboxView;
    const refused = new Set<string>();
    beforeAll(async () => {
      sink = await startSink({
        closeTimeout: 50,
        onRcptTo: ({ address }, _session, done) => (refused.has(address) ? done(Object.assign(new Error('5.1.1 unknown'), { responseCode: 550 })) : done()),
      });
      const config = { ...mailSettings, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } };
      taking = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Taking', config, senders: inbox.senders, undoSeconds: 0 }))) as unknown as InboxView;
    });
    afterAll(() => sink?.close());

    const arrive = async (text: string, headers: string) => {
      await desk.mail(taking.id, `${headers}\nMessage-ID: <${randomUUID()}@example.com>\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`);
      return conversationOf(text);
    };
    const answer = async (conversation: string, more: object = {}): Promise<MessageView> => {
      const { version } = (await open(desk.anna, conversation)).conversation;
      const sent = (await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Here is our answer.', version, ...more }))) as unknown as MessageView;
      await desk.deliver();
      return sent;
    };
    const delivery = async (conversation: string, message: string) => (await open(desk.anna, conversation)).messages.find((one) => one.id === message)!.deliveries[0]!;
    const notified = async (message: string) => ((await well(desk.anna.get('/api/notifications'))) as { notifications: NotificationView[] }).notifications.filter((one) => one.message === message).map((one) => one.data['code']);

    test('come from the address that the customer wrote to, with its own signature, and stay there', async () => {
      const conversation = await arrive('Una domanda sulla lampada', 'From: giulia@example.it\nTo: aiuto@lumen.example\nSubject: Lampada');
      await answer(conversation);
      expect(sink.taken.at(-1)!.source).toMatch(/^From: Lumen Italia <aiuto@lumen.example>/m);
      expect(sink.taken.at(-1)!.source).toContain('Lumen Italia');
      await answer(conversation);
      expect(sink.taken.at(-1)!.source).toMatch(/^From: Lumen Italia <aiuto@lumen.example>/m);
      await answer(conversation, { sender: 'help@lumen.example' });
      expect(sink.taken.at(-1)!.source).toMatch(/^From: Lumen <help@lumen.example>/m);
    });

    test('go to everybody who was copied in, openly; and to no audience by accident', async () => {
      const conversation = await arrive('Please keep my colleagues informed', 'From: maria@example.com\nTo: help@lumen.example, luca@example.com\nCc: Anna <anna@example.com>\nSubject: Copies');
      const blindCopy = [{ name: null, address: 'boss@lumen.example' }];
      await answer(conversation, { blindCopy });
      expect(sink.taken.at(-1)!.to.toSorted()).toEqual(['anna@example.com', 'boss@lumen.example', 'luca@example.com', 'maria@example.com']);
      expect(sink.taken.at(-1)!.source).not.toContain('boss@');
      const audience = Array.from({ length: 300 }, (_, at) => `p${at}@example.org`).join(',\n ');
      await answer(await arrive('To all of you', `From: loud@example.com\nTo: help@lumen.example\nCc: ${audience}\nSubject: All`));
      expect(sink.taken.at(-1)!.to).toEqual(['loud@example.com']);
    });

    test('refer to the id that the customer’s program knows, also where two mails came under one', async () => {
      const twice = (text: string) => desk.mail(taking.id, `From: twin@example.com\nTo: help@lumen.example\nSubject: Twins\nMessage-ID: <twins@example.com>\n\n${text}\n`);
      await twice('The first of two');
      await twice('The second of two');
      expect(await conversationOf('The first of two')).not.toBe(await conversationOf('The second of two'));
      await answer(await conversationOf('The second of two'));
      expect(sink.taken.at(-1)!.source).toMatch(/^In-Reply-To:\s*<twins@example\.com>\r$/m);
      expect(sink.taken.at(-1)!.source).not.toContain('twins@example.com#');
    });

    test('to several of our inboxes at once are one message of their conversation', async () => {
      const conversation = await arrive('A question for two of you', 'From: pair@example.com\nTo: help@lumen.example\nSubject: Pair');
      await answer(conversation);
      const own = /^Message-ID:\s*<([^>]+)>/im.exec(sink.taken.at(-1)!.source)![1]!;
      const source = (text: string) => `From: pair@example.com\nTo: help@lumen.example, aiuto@lumen.example\nSubject: Re: Pair\nMessage-ID: <${text.replaceAll(' ', '-')}@example.com>\nReferences: <${own}>\n\n${text}\n`;
      for (const to of [taking.id, inbox.id]) await desk.mail(to, source('answered to all'));
      // Both at once, too.
      await acceptRaw(desk.desk, { workspace: desk.workspace, id: inbox.id }, [rawOf(source('and once more'))]);
      await desk.receive(taking.id, rawOf(source('and once more')));
      expect((await open(desk.anna, conversation)).messages.filter((message) => message.direction === 'in').map((message) => message.text)).toEqual(['A question for two of you', 'answered to all', 'and once more']);
      const { intake } = (await well(desk.anna.get(`/api/inboxes/${inbox.id}/settings`))) as { intake: { passedOver: Record<string, number> } };
      expect(intake.passedOver['stored-already']).toBeGreaterThan(0);
      // What begins a conversation begins one for each inbox: another team may look after it.
      for (const to of [taking.id, inbox.id]) await desk.mail(to, 'From: first@example.com\nTo: help@lumen.example, aiuto@lumen.example\nSubject: First\nMessage-ID: <first@example.com>\n\nThe first word to both\n');
      expect(await desk.desk.db.selectFrom('message').select('conversation').distinct().where('text', '=', 'The first word to both').execute()).toHaveLength(2);
    });

    test('a copy that is refused at once is told to the author, and the answer counts as sent', async () => {
      refused.add('gone@example.com');
      const conversation = await arrive('One of us has left', 'From: maria@example.com\nTo: help@lumen.example\nCc: gone@example.com\nSubject: Left');
      const { id } = await answer(conversation, { then: 'closed' });
      expect(await delivery(conversation, id)).toMatchObject({ state: 'accepted', problem: { code: 'copy-not-delivered', detail: expect.stringContaining('gone@example.com') } });
      expect(await notified(id)).toEqual(['copy-not-delivered']);
      expect((await open(desk.anna, conversation)).conversation).toMatchObject({ state: { is: 'closed' }, failedDeliveries: 0 });
    });

    test('a copy that bounces later is told to the author; the customer’s own bounce fails the answer', async () => {
      const conversation = await arrive('Two of us wait', 'From: maria@example.com\nTo: help@lumen.example\nCc: colleague@other.example\nSubject: Two');
      const { id } = await answer(conversation, { then: 'closed' });
      const own = /^Message-ID:\s*<([^>]+)>/im.exec(sink.taken.at(-1)!.source)![1]!;
      const bounce = (recipient: string, at = desk.now()) => desk.mail(taking.id, fixture('bounce-postfix').toString('latin1').replaceAll('nobody@example.com', recipient).replaceAll(/<m\.[^>]+>/g, `<${own}>`)
        .replace('bounce-postfix@', `${randomUUID()}@`).replace(/^Date: .*$/m, `Date: ${new Date(at).toUTCString()}`));
      expect((await tellingEvents(desk.anna, () => bounce('Colleague@other.example'))).map((event) => event.kind)).toEqual(['notification-added', 'delivery-changed']);
      expect(await delivery(conversation, id)).toMatchObject({ state: 'accepted', problem: { code: 'copy-not-delivered', detail: expect.stringContaining('User unknown') } });
      expect((await open(desk.anna, conversation)).conversation.state).toMatchObject({ is: 'closed' });
      await bounce('maria@example.com');
      expect(await delivery(conversation, id)).toMatchObject({ state: 'failed', problem: { code: 'email.bounced-no-such-mailbox' } });
      expect((await open(desk.anna, conversation)).conversation).toMatchObject({ state: { is: 'open' }, failedDeliveries: 1 });
      // Sent again, it is not undone by the old report, which comes once more when the mailbox gets new UIDs.
      const failed = await delivery(conversation, id);
      const long = desk.now();
      desk.advance(3_600_000);
      await well(desk.anna.post(`/api/deliveries/${failed.id}/retry`));
      await desk.deliver();
      await bounce('maria@example.com');
      expect((await delivery(conversation, id)).state).toBe('failed');
      await well(desk.anna.post(`/api/deliveries/${failed.id}/retry`));
      await desk.deliver();
      await bounce('maria@example.com', long);
      expect((await delivery(conversation, id)).state).toBe('accepted');
      expect((await notified(id)).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['copy-not-delivered', 'email.bounced-no-such-mailbox', 'email.bounced-no-such-mailbox']);
    });
  });

  test('an outgoing server that refuses us is shown on the inbox, and what waited goes out as soon as it takes us again', async () => {
    let password = 'right';
    const sink = await startSink({ authOptional: false, onAuth: (auth, _session, done) => (auth.password === password ? done(null, { user: 'help' }) : done(new Error('Invalid credentials'))), closeTimeout: 50 });
    try {
      const config = { ...mailSettings, smtp: { host: '127.0.0.1', port: sink.port, secure: false, user: 'help@lumen.example', password: 'right' } };
      const { id } = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Refused', config, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 0 }))) as unknown as InboxView;
      const health = async () => ((await well(desk.anna.get(`/api/inboxes/${id}`))) as unknown as InboxView).health;
      const answer = async (name: string) => {
        await desk.mail(id, `From: ${name}@example.com\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <${randomUUID()}@example.com>\n\nWords of ${name}\n`);
        const conversation = await conversationOf(`Words of ${name}`);
        const { version } = (await open(desk.anna, conversation)).conversation;
        await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: `To ${name}`, version }));
      };
      password = 'changed by somebody';
      await answer('one');
      expect((await tellingEvents(desk.anna, () => desk.deliver())).map((event) => event.kind)).toEqual(['delivery-changed', 'inbox-health-changed']);
      expect(await health()).toMatchObject({ is: 'failing', problem: { code: 'email.login-refused', detail: expect.stringContaining('SMTP: ') } });
      expect(JSON.stringify(await health())).not.toContain('right');
      // The second failure is the same news.
      await answer('two');
      expect((await tellingEvents(desk.anna, () => desk.deliver())).map((event) => event.kind)).toEqual(['delivery-changed']);

      password = 'right';
      desk.advance(30_000);
      while ((await desk.deliver()) > 0) await Promise.resolve();
      expect(sink.taken.map((mail) => /^To (one|two)/m.exec(mail.source)?.[1]).toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual(['one', 'two']);
      expect(await health()).toEqual({ is: 'new' });

      // A password that is typed anew is tried at once, too.
      await well(desk.anna.patch(`/api/inboxes/${id}`, { config: { smtp: { ...config.smtp, password: 'mistyped' } } }));
      await answer('three');
      await desk.deliver();
      expect((await health()).is).toBe('failing');
      await well(desk.anna.patch(`/api/inboxes/${id}`, { config: { smtp: { ...config.smtp, password } } }));
      expect(await health()).toEqual({ is: 'new' });
      await desk.deliver();
      expect(sink.taken).toHaveLength(3);
    } finally {
      await sink.close();
    }
  });

  test('the desk’s own mail, which may be the first that goes out, shows on the inbox too that it cannot', async () => {
    const health = async () => ((await well(desk.anna.get(`/api/inboxes/${inbox.id}`))) as unknown as InboxView).health;
    expect(await health()).toEqual({ is: 'new' });
    const transport = await noticeTransport(desk.desk, { smtpUrl: null, mailFrom: null }, desk.workspace);
    await expect(transport!.send({ id: randomUUID(), to: 'bruno@lumen.example', subject: 'You are invited', text: 'x', html: '<p>x</p>', headers: {} })).rejects.toThrow('SMTP: ');
    expect(await health()).toMatchObject({ is: 'failing', problem: { code: 'email.host-unreachable' } });
  });

  test('what a machine writes in somebody’s name says nothing about their language', async () => {
    await mail('Luca <luca@example.it>', 'Grazie, sono in vacanza e risponderò al mio ritorno la prossima settimana.', 'Auto-Submitted: auto-replied\n');
    expect((await contactOf('sono in vacanza')).language).toBeNull();
  });
});
