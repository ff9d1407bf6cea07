// Deliveries through HTTP (retry-delivery, undo-reply): what did not arrive is shown, and sent again for real; and the words a screen
// needs for it (problems, language packs).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxView, MessageView, NotificationView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';
import { startSink } from './email-desk.ts';
import type { Browser } from '../setup/client.ts';
import { wholeState } from '../setup/oracle.ts';

const hour = 3_600_000;

describe.each(databaseKinds())('deliveries on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const senders = [{ name: 'Lumen', address: 'help@lumen.example', signature: 'Lumen, Via Roma 1' }];
  const mailInbox = async (): Promise<InboxView> => (await well(anna.post('/api/inboxes', { channel: 'email', name: `Help ${randomUUID()}`, config: mailSettings, senders }))) as unknown as InboxView;
  const arrive = async (inbox: string): Promise<string> => {
    await desk.mail(inbox, `From: Maria <maria@example.com>\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <${randomUUID()}@example.com>\n\nWhere is my lamp?\n`);
    return (await list(anna, { view: 'all', inbox, limit: '1' }))[0]!.id;
  };
  const answer = async (conversation: string, more: object = {}): Promise<MessageView> => {
    const { version } = (await open(anna, conversation)).conversation;
    return (await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'It left yesterday.', version, undoSeconds: 0, ...more }))) as unknown as MessageView;
  };
  const deliveryOf = async (conversation: string) => (await open(anna, conversation)).messages.at(-1)!.deliveries[0]!;

  test('failed, shown to its author, tried again, and really sent', async () => {
    const mail = (await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders }))) as unknown as InboxView;
    const conversation = await arrive(mail.id);
    const sent = await answer(conversation, { then: 'closed' });
    expect(await telling(anna, () => desk.deliver())).toEqual(['delivery-changed', 'inbox-health-changed']);
    const later = await deliveryOf(conversation);
    expect(later).toMatchObject({ state: 'queued', attempts: 1, problem: { code: 'email.host-unreachable' } });
    // Waiting for its next try, it can be hurried.
    expect(await well(anna.post(`/api/deliveries/${later.id}/retry`))).toMatchObject({ state: 'queued', problem: null });
    await silent(anna, () => refused(anna.post(`/api/deliveries/${later.id}/retry`), 409, 'delivery-already-going'));
    await desk.deliver();

    desk.advance(25 * hour);
    expect(await telling(anna, () => desk.deliver())).toEqual(expect.arrayContaining(['conversation-reopened', 'notification-added', 'delivery-changed']));
    expect(await deliveryOf(conversation)).toMatchObject({ state: 'failed', problem: { code: 'email.host-unreachable' } });
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'open' }, failedDeliveries: 1 });
    const { notifications } = (await well(anna.get('/api/notifications'))) as { notifications: NotificationView[] };
    expect(notifications).toMatchObject([{ kind: 'delivery-failed', conversation, message: sent.id, data: { code: 'email.host-unreachable' } }]);
    const told = (await well(anna.get('/api/problems?language=ru')))['problems'] as Record<string, { happened: string; whatToDo: string }>;
    expect(told['email.host-unreachable']?.happened).toMatch(/[а-я]/);

    // Our pool keeps its connection open for a while; the server need not wait for that.
    const sink = await startSink({ closeTimeout: 50 });
    try {
      await well(anna.patch(`/api/inboxes/${mail.id}`, { config: { smtp: { ...mailSettings.smtp, port: sink.port } } }));
      expect(await telling(anna, () => well(anna.post(`/api/deliveries/${later.id}/retry`)))).toEqual(['delivery-changed']);
      expect((await open(anna, conversation)).conversation.failedDeliveries).toBe(0);
      expect(await telling(anna, () => desk.deliver())).toEqual(['delivery-changed']);
      expect(await deliveryOf(conversation)).toMatchObject({ state: 'accepted', problem: null });
      expect(sink.taken).toHaveLength(1);
      expect(sink.taken[0]).toMatchObject({ to: ['maria@example.com'] });
      // One signature, in the text and in its formatted form.
      expect(sink.taken[0]!.source.match(/Via Roma 1/g)?.length).toBe(2);
      await silent(anna, () => refused(anna.post(`/api/deliveries/${later.id}/retry`), 409, 'delivery-not-failed'));
      expect(await desk.deliver()).toBe(0);
    } finally {
      await sink.close();
    }
  });

  test('taken back while it is held, by its author only; not after it went', async () => {
    const bruno = await joinAs(desk, 'agent');
    const conversation = await desk.write('Hello?');
    const before = (await open(anna, conversation)).conversation;
    const held = await answer(conversation, { undoSeconds: 60 });
    expect(await desk.deliver()).toBe(0);
    await silent(anna, () => refused(bruno.browser.post(`/api/messages/${held.id}/undo`), 403, 'not-allowed'));
    expect(await telling(anna, () => well(anna.post(`/api/messages/${held.id}/undo`)))).toEqual(['reply-undone']);
    expect((await open(anna, conversation)).conversation).toEqual({ ...before, version: expect.any(Number) });
    await refused(anna.post(`/api/messages/${held.id}/undo`), 404, 'not-found');
    const gone = await answer(conversation);
    await desk.deliver();
    await silent(anna, () => refused(anna.post(`/api/messages/${gone.id}/undo`), 409, 'undo-too-late'));
    const [incoming] = (await open(anna, conversation)).messages;
    await refused(anna.post(`/api/messages/${incoming!.id}/undo`), 404, 'not-found');
  });

  /** Everything a screen holds of the desk, but for what only counts up. */
  async function held(): Promise<unknown> {
    const { cursor: _cursor, history: _history, notifications: _notifications, conversations, ...rest } = await wholeState((path) => well(anna.get(path)));
    return { ...rest, conversations: Object.fromEntries(Object.entries(conversations).map(([id, { version: _version, ...conversation }]) => [id, conversation])) };
  }

  describe('taking back gives exactly what was before', () => {
    test('a mail that was sent long ago, with quoted history and a promise before', async () => {
      const inbox = await mailInbox();
      await desk.mail(inbox.id, 'From: Lena <lena@example.com>\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <lamp@example.com>\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n\nWhere is my lamp?\n\nOn Sun, 1 Mar 2026 at 10:00, Lumen <help@lumen.example> wrote:\n> It is on its way.\n');
      const conversation = (await list(anna, { view: 'all', inbox: inbox.id }))[0]!.id;
      await answer(conversation, { text: 'I will write to you tomorrow at 12:00.' });
      await act(anna, conversation, 'close');
      await act(anna, conversation, 'assign', { agent: null });
      const before = await held();
      const reply = await answer(conversation, { text: 'I will call you on Friday.', undoSeconds: 60, then: 'closed', copy: [{ address: 'boss@example.com' }] });
      expect(await held()).not.toEqual(before);
      await telling(anna, () => well(anna.post(`/api/messages/${reply.id}/undo`)));
      expect(await held()).toEqual(before);
    });

    test('nobody is told that somebody wrote', async () => {
      const conversation = await desk.write('Hello?');
      const { version } = (await open(anna, conversation)).conversation;
      const reply = await answer(conversation, { undoSeconds: 60 });
      await well(anna.post(`/api/messages/${reply.id}/undo`));
      await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Hello.', version }));
    });

    test('a conversation that began with it is not there any more', async () => {
      const inbox = await mailInbox();
      const before = await held();
      const start = { id: randomUUID(), message: randomUUID(), inbox: inbox.id, to: { address: 'anew@example.com' }, text: 'Hello.', undoSeconds: 60 };
      await well(anna.post('/api/conversations', start));
      expect(await telling(anna, () => well(anna.post(`/api/messages/${start.message}/undo`)))).toEqual(['reply-undone']);
      expect(await held()).toEqual(before);
      await refused(anna.get(`/api/conversations/${start.id}`), 404, 'not-found');
      // What was taken back can be written again, with its own ids too.
      await well(anna.post('/api/conversations', start));
    });

    test('what happened in between stays: a note, a new word of the customer, a colleague\'s decision', async () => {
      const bruno = await joinAs(desk, 'agent');
      const visitor = randomUUID();
      const conversation = await desk.write('Hello?', visitor);
      const since = (await open(anna, conversation)).conversation.waitingSince;
      const reply = await answer(conversation, { undoSeconds: 60 });
      await well(anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'a note' }));
      await act(anna, conversation, 'assign', { agent: bruno.id });
      desk.advance(1_000);
      await desk.write('Anybody?', visitor);
      await telling(anna, () => well(anna.post(`/api/messages/${reply.id}/undo`)));
      expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'open' }, waitingSince: since, assignee: bruno.id, messageCount: 3, last: { text: 'Anybody?', direction: 'in' } });
      const second = await answer(conversation, { undoSeconds: 60 });
      desk.advance(1_000);
      await act(anna, conversation, 'snooze', { until: '2100-01-01T00:00:00.000Z' });
      await telling(anna, () => well(anna.post(`/api/messages/${second.id}/undo`)));
      expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'snoozed' }, waitingSince: since, assignee: bruno.id, messageCount: 3 });
    });
  });

  test('a language pack comes once, then only when it has changed', async () => {
    const headers = { cookie: [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const first = await fetch(`${desk.address}/api/languages/en/pack`, { headers });
    expect([first.status, first.headers.get('content-type'), first.headers.get('content-encoding')]).toEqual([200, 'application/json; charset=utf-8', 'gzip']);
    const pack = await first.json();
    expect(pack).toMatchObject({ language: 'en' });
    const plain = await fetch(`${desk.address}/api/languages/en/pack`, { headers: { ...headers, 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.json()]).toEqual([null, pack]);
    const again = await fetch(`${desk.address}/api/languages/en/pack`, { headers: { ...headers, 'if-none-match': first.headers.get('etag')! } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await refused(anna.get('/api/languages/tlh/pack'), 404, 'not-found');
    await refused(anna.get('/api/languages/__proto__/pack'), 404, 'not-found');
    await refused(anna.get('/api/problems?language=tlh'), 400, 'input-wrong', 'language');
    expect((await fetch(`${desk.address}/api/languages/en/pack`)).status).toBe(401);
  });
});
