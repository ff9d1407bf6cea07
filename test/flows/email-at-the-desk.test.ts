// Mails as the desk shows them: what comes with a message, in which language its writer is answered, what a bounce does.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactView, InboxView, MessageView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import { startSink } from './email-desk.ts';
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
      expect(sink.taken.map((mail) => /^To (one|two)/m.exec(mail.source)?.[1]).toSorted()).toEqual(['one', 'two']);
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

  test('what a machine writes in somebody’s name says nothing about their language', async () => {
    await mail('Luca <luca@example.it>', 'Grazie, sono in vacanza e risponderò al mio ritorno la prossima settimana.', 'Auto-Submitted: auto-replied\n');
    expect((await contactOf('sono in vacanza')).language).toBeNull();
  });
});
