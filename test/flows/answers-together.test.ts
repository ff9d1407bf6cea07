// Several answers to a visitor who left (continue-elsewhere, deliver-messages, change-delivery, retry-delivery): one letter, in their
// order; what becomes of it becomes of each. And its worker is ended by SIGKILL before, in and after the sending: nothing is lost or doubled.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, MessageView } from '../../src/contract/views.ts';
import type { FlowStep } from '../../src/operations/desk.ts';
import { Browser } from '../setup/client.ts';
import type { Clone } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import { eventually } from '../setup/eventually.ts';
import { freePort } from '../setup/postgres.ts';
import type { MailSink, Sunk } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { spawnDesk } from '../setup/process.ts';

const words = ['It is in the warehouse.', 'It leaves tomorrow.', 'You get a number by **noon**.'];

/** Where each of them stands in the letter; -1 where it does not. */
const places = ({ raw }: Sunk): readonly number[] => words.map((one) => raw.indexOf(one.replaceAll('*', '')));

async function connect(anna: Browser, dovecot: Dovecot, sink: MailSink): Promise<string> {
  const [user] = dovecot.users;
  const chat = (await anna.post('/api/inboxes', { channel: 'web-chat', name: 'Chat', undoSeconds: 0, config: { teamName: 'Help' } })).body['token'] as string;
  const mail = await anna.post('/api/inboxes', {
    channel: 'email', name: 'Help by mail', undoSeconds: 0, senders: [{ name: 'Help', address: user!.name, signature: '' }],
    config: { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user!.name, password: user!.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
  });
  expect(mail.status, JSON.stringify(mail.body)).toBe(200);
  return chat;
}

/** Somebody asks, leaves an address, and goes. */
async function ask(address: string, chat: string, name: string): Promise<void> {
  const visitor = new Browser(address);
  const token = (await visitor.post(`/chat/${chat}/sessions`, {})).body['token'] as string;
  const say = (path: string, body: object) => visitor.ask('POST', `/chat/${chat}/${path}`, body, { 'x-visitor-token': token });
  expect((await say('messages', { id: randomUUID(), text: 'Where is my parcel?', attachments: [] })).status).toBe(202);
  expect((await say('details', { email: `${name.toLowerCase()}@customer.test`, name })).status).toBe(202);
}

const conversationOf = (anna: Browser, name: string) => eventually('the chat', async () => ((await anna.get('/api/conversations?view=all')).body['conversations'] as ConversationView[]).find((one) => one.contact.name === name));
const answersIn = async (anna: Browser, conversation: string): Promise<readonly MessageView[]> => ((await anna.get(`/api/conversations/${conversation}`)).body as unknown as OpenReply).messages.filter((one) => one.direction === 'out');

async function answer(anna: Browser, conversation: ConversationView): Promise<void> {
  for (const text of words) {
    expect((await anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text, version: conversation.version, anyway: true })).status).toBe(200);
  }
  await eventually('acceptance', async () => (await answersIn(anna, conversation.id)).every((one) => one.deliveries[0]?.state === 'accepted'));
}

describe.each(databaseKinds())('several answers to a visitor who left, on %s', (kind) => {
  let place: TestDesk;
  let dovecot: Dovecot;
  let sink: MailSink;
  let anna: Browser;
  let chat: string;

  beforeAll(async () => {
    [place, dovecot, sink] = await Promise.all([startDesk(kind), startDovecot(), startMailSink()]);
    anna = new Browser(place.address);
    await anna.post('/api/session', { email: administrator.email, password: administrator.password });
    chat = await connect(anna, dovecot, sink);
  });
  afterAll(async () => {
    await Promise.all([place?.stop(), dovecot?.stop(), sink?.stop()]);
  });

  const begin = async (name: string): Promise<ConversationView> => {
    await ask(place.address, chat, name);
    const conversation = await conversationOf(anna, name);
    await answer(anna, conversation);
    return conversation;
  };
  const states = async (conversation: string) => (await answersIn(anna, conversation)).map((one) => one.deliveries.map((delivery) => `${delivery.via} ${delivery.state}`).slice(1));
  const lettersTo = (name: string) => sink.mails.filter((one) => one.to.includes(`${name.toLowerCase()}@customer.test`));
  const all = (state: string) => words.map(() => [`email ${state}`]);

  test('go in one letter, in their order, once, and each is said to have been accepted', async () => {
    const conversation = await begin('Nora');
    // Only the first is late by now; the others go with it.
    await place.installation.desk.db.updateTable('delivery').set({ due_at: new Date(0) }).where('message', '=', (await answersIn(anna, conversation.id))[0]!.id).execute();
    await eventually('the letter', async () => (await states(conversation.id)).every(([mail]) => mail === 'email accepted'));
    const letters = lettersTo('Nora');
    expect(letters).toHaveLength(1);
    const found = places(letters[0]!);
    expect(found[0]).toBeGreaterThan(0);
    expect(found).toEqual([...found].sort((one, other) => one - other));
    place.advance(60 * 60_000);
    await pause(1_000);
    expect(lettersTo('Nora')).toHaveLength(1);
    expect(await states(conversation.id)).toEqual(all('accepted'));
    const answers = await answersIn(anna, conversation.id);
    for (const { id, deliveries } of answers) expect(deliveries.map(({ together }) => together)).toEqual([[], answers.map((one) => one.id).filter((one) => one !== id)]);
  });

  test('several authors are named, and an answer that was seen in time does not go again', async () => {
    const conversation = await begin('Olga');
    const [seen] = await answersIn(anna, conversation.id);
    await place.installation.desk.db.updateTable('delivery').set({ state: 'read', due_at: null }).where('message', '=', seen!.id).execute();
    await place.installation.desk.db.updateTable('message').set({ author_kind: 'automation', author: 'desk' }).where('id', '=', (await answersIn(anna, conversation.id))[1]!.id).execute();
    place.advance(6 * 60_000);
    await eventually('the letter', async () => lettersTo('Olga').length === 1);
    expect(places(lettersTo('Olga')[0]!).map((at) => at > 0)).toEqual([false, true, true]);
    expect(lettersTo('Olga')[0]!.raw).toMatch(/^anna:/m);
    expect((await states(conversation.id))[0]).toEqual([]);
  });

  test('fail together where the letter is refused, count as three in the list, tell their author once, and go together when one is tried again', async () => {
    const conversation = await begin('Pia');
    sink.refuse({ code: 550, text: 'no such user' });
    place.advance(6 * 60_000);
    await eventually('the refusal', async () => (await states(conversation.id)).every(([mail]) => mail === 'email failed'));
    sink.refuse(null);
    const { notifications } = (await anna.get('/api/notifications')).body as unknown as { notifications: { kind: string; conversation: string }[] };
    expect(notifications.filter((one) => one.kind === 'delivery-failed' && one.conversation === conversation.id)).toHaveLength(1);
    const answers = await answersIn(anna, conversation.id);
    const retried = await anna.post(`/api/deliveries/${answers[2]!.deliveries[1]!.id}/retry`);
    expect(retried.status, JSON.stringify(retried.body)).toBe(200);
    await eventually('the letter', async () => (await states(conversation.id)).every(([mail]) => mail === 'email accepted'));
    expect(lettersTo('Pia').map(places).map((found) => found.every((at) => at > 0))).toEqual([true]);
  });

  test('a server that says "later" holds all of them up', async () => {
    const conversation = await begin('Rosa');
    sink.refuse({ code: 451, text: 'try later' });
    place.advance(6 * 60_000);
    await eventually('the next turn', async () => (await answersIn(anna, conversation.id)).every((one) => one.deliveries[1]?.state === 'queued' && one.deliveries[1].problem !== null));
    sink.refuse(null);
    place.advance(10 * 60_000);
    await eventually('the letter', async () => (await states(conversation.id)).every(([mail]) => mail === 'email accepted'));
    expect(lettersTo('Rosa')).toHaveLength(1);
  });

  test('when the one that carries them is taken out of the world, the others go for themselves', async () => {
    const conversation = await begin('Tea');
    sink.refuse({ code: 451, text: 'try later' });
    place.advance(6 * 60_000);
    await eventually('the next turn', async () => (await answersIn(anna, conversation.id)).every((one) => one.deliveries[1]?.problem != null));
    await place.installation.desk.db.deleteFrom('message').where('id', '=', (await answersIn(anna, conversation.id))[0]!.id).execute();
    sink.refuse(null);
    place.advance(30 * 60_000);
    await eventually('the letters', async () => (await states(conversation.id)).every(([mail]) => mail === 'email accepted'));
    expect((await answersIn(anna, conversation.id)).map(({ deliveries }) => deliveries[1]!.together)).toEqual([[], []]);
    expect(lettersTo('Tea').map(places).map((found) => found.map((at) => at > 0))).toEqual([[false, true, false], [false, false, true]]);
  });
});

describe.each(databaseKinds())('killed while they go together, on %s', (kind) => {
  let clone: Clone;
  let data: string;
  let dovecot: Dovecot;
  let sink: MailSink;
  let observer: Client;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    [clone, data, dovecot, sink] = await Promise.all([cloneDatabase(kind), mkdtemp(join(tmpdir(), 'attune-together-')), startDovecot(), startMailSink()]);
    observer = new Client({ connectionString: clone.url });
    await observer.connect();
    env = {
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: administrator.email, ATTUNE_ADMIN_PASSWORD: administrator.password,
    };
  }, 120_000);
  afterAll(async () => {
    await Promise.all([dovecot?.stop(), sink?.stop(), observer?.end()]);
    await clone?.drop();
    await rm(data, { recursive: true, force: true });
  });

  test('before, in and after the sending, and while it is decided; a bounce of the letter fails each of them', { timeout: 300_000 }, async () => {
    const anna = new Browser(`http://127.0.0.1:${env['PORT']}`);
    let calm = await spawnDesk(env);
    await anna.post('/api/session', { email: administrator.email, password: administrator.password });
    const chat = await connect(anna, dovecot, sink);
    const steps: readonly FlowStep[] = ['out-9', 'out-6', 'out-7', 'out-8'];
    const conversations = new Map<FlowStep, ConversationView>();
    for (const step of steps) {
      await ask(calm.address, chat, `Vera${step.replace('-', '')}`);
      conversations.set(step, await conversationOf(anna, `Vera${step.replace('-', '')}`));
      await answer(anna, conversations.get(step)!);
    }
    await calm.stop();
    for (const step of steps) {
      const { id } = conversations.get(step)!;
      await observer.query(`update delivery set due_at = now() - interval '1 minute' where conversation = $1 and state = 'accepted'`, [id]);
      const doomed = await spawnDesk({ ...env, ATTUNE_KILL_AT: step });
      expect(await Promise.race([doomed.ended, pause(30_000, 'late' as const)]), `${step}\n${doomed.output()}`).toBe('SIGKILL');
      // Its lease would run out by itself.
      await observer.query('update delivery set leased_until = null where leased_until is not null');
      calm = await spawnDesk(env);
      const states = async () => (await answersIn(anna, id)).map((one) => one.deliveries[1]?.state ?? 'none');
      await eventually(`an end after ${step}`, async () => (await states()).every((state) => state === 'accepted' || state === 'unknown'));
      const letters = sink.mails.filter((one) => one.to.includes(`vera${step.replace('-', '')}@customer.test`));
      // Decided and not committed: done anew. Sent and not written down: may have been sent, of each. Nothing is said to have been sent that was not.
      expect([step, await states(), letters.map((letter) => places(letter).every((at) => at > 0))]).toEqual([
        step, words.map(() => (step === 'out-9' ? 'accepted' : 'unknown')), step === 'out-6' ? [] : [true],
      ]);
      if (step === 'out-6') {
        const [first] = await answersIn(anna, id);
        expect((await anna.post(`/api/deliveries/${first!.deliveries[1]!.id}/retry`)).status).toBe(200);
        await eventually('the letter after all', async () => (await states()).every((state) => state === 'accepted'));
        expect(sink.mails.filter((one) => one.to.includes('veraout6@customer.test')).map((letter) => places(letter).every((at) => at > 0))).toEqual([true]);
      }
      if (step === 'out-9') {
        dovecot.deliver(dovecot.users[0]!.name, bounce(letters[0]!));
        await eventually('the bounce', async () => (await states()).every((state) => state === 'failed'));
      }
      await calm.stop();
    }
  });
});

function bounce({ messageId, to }: Sunk): string {
  return [
    'From: MAILER-DAEMON@customer.test', 'To: desk@example.test', 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <bounce-${randomUUID()}@customer.test>`, `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', 'Return-Path: <>', '', '--b', 'Content-Type: text/plain', '', 'It could not be delivered.', '',
    '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; customer.test', '', `Final-Recipient: rfc822; ${to[0]}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user', '',
    '--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: <${messageId}>`, '', '--b--', '',
  ].join('\r\n');
}
