// The two commands as an administrator uses them: a desk in use is saved, and another one, on the other kind of database, goes on.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, InboxView, NotificationView } from '../../src/contract/views.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { run } from '../../src/run.ts';
import { silentLog } from '../../src/store/connection.ts';
import type { Clone, DatabaseKind } from '../setup/clone.ts';
import { databaseKinds, emptyDatabase } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { wholeState } from '../setup/oracle.ts';
import { Browser } from '../setup/client.ts';

const key = '5f'.repeat(32);

async function command(name: 'backup' | 'restore', file: string, environment: Record<string, string>): Promise<{ code: number; output: string }> {
  const script = resolve(import.meta.dirname, '../../scripts', `${name}.ts`);
  return promisify(execFile)(process.execPath, [script, file], { env: { ...process.env, ATTUNE_KEY: key, ...environment } }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, output: error.stdout + error.stderr }),
  );
}

/** Sends through this server, and receives nothing. */
async function sendingInbox(anna: Browser, name: string, port: number): Promise<InboxView> {
  const config = { imap: null, smtp: { host: '127.0.0.1', port, secure: false, auth: 'none' } };
  return (await anna.post('/api/inboxes', { channel: 'email', name, senders: [{ address: 'letters@example.test', name: 'Desk', signature: '' }], config })).body as unknown as InboxView;
}

/** A reply that still waits, in a conversation of its own. */
async function waitingReply(anna: Browser, inbox: InboxView, text: string): Promise<string> {
  const start = { id: randomUUID(), message: randomUUID(), inbox: inbox.id, to: { address: `${text}@example.test` }, text, undoSeconds: 120 };
  expect((await anna.post('/api/conversations', start)).status).toBe(200);
  return start.id;
}

async function signIn(address: string): Promise<Browser> {
  const browser = new Browser(address);
  const { status } = await browser.post('/api/session', { email: administrator.email, password: administrator.password });
  expect(status).toBe(200);
  return browser;
}

const mail = ['From: Лена <lena@example.test>', 'To: desk@example.test', 'Subject: Заказ', `Message-ID: <${randomUUID()}@example.test>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
  '--b', 'Content-Type: text/plain; charset=utf-8', '', 'Где мой заказ?', '--b', 'Content-Type: text/plain; name="список.txt"', 'Content-Disposition: attachment; filename="список.txt"', '', 'чай, мёд', '--b--', ''].join('\r\n');

describe.each(databaseKinds())('a desk on %s', (kind) => {
  let desk: TestDesk;
  let target: Clone;
  let folder: string;
  const other: DatabaseKind = databaseKinds().find((one) => one !== kind) ?? kind;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'attune-test-'));
    desk = await startDesk(kind);
    target = await emptyDatabase(other);
  });
  afterAll(async () => {
    await desk?.stop();
    await target?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test('is saved while it works, and goes on elsewhere with everything, the files and the waiting jobs too', async () => {
    const anna = await signIn(desk.address);
    const { desk: inside, jobs } = desk.installation;
    const workspace = ((await anna.get('/api/session')).body['workspace'] as { readonly id: string }).id;
    const chat = (await anna.post('/api/inboxes', { channel: 'web-chat', name: 'Web site', config: { teamName: 'Lumen' } })).body as unknown as InboxView;
    const letters = (await anna.post('/api/inboxes', { channel: 'email', name: 'Mail', senders: [{ address: 'desk@example.test', name: 'Desk', signature: '' }], config: { imap: { host: '127.0.0.1', port: 9, secure: false, user: 'desk', password: 'mailbox password' }, smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' } } })).body as unknown as InboxView;
    const id = randomUUID();
    await acceptRaw(inside, { workspace, id: chat.id }, [{ kind: 'message', headers: { 'x-visitor-token': `visitor-${randomUUID()}..` }, body: Buffer.from(JSON.stringify({ id, text: 'Прошло три дня, а ответа нет 😀 退款', attachments: [] })), receivedAt: inside.now(), key: id }]);
    await acceptRaw(inside, { workspace, id: letters.id }, [{ kind: 'message', headers: { uid: '7', uidvalidity: '1', folder: 'INBOX' }, body: Buffer.from(mail), receivedAt: inside.now(), key: 'INBOX/1/7' }]);
    await eventuallyHolds(async () => expect((await anna.get('/api/conversations?view=all')).body['conversations']).toHaveLength(2));
    await jobs.add(inside.db, 'send-notice', { notice: 'invitation', workspace, sealed: 'c2VhbGVk' }, { at: '2100-01-01T00:00:00Z' });
    const before = await wholeState(async (path) => (await anna.get(path)).body);

    const file = join(folder, 'desk.tar');
    const saved = await command('backup', file, { ATTUNE_DATA: desk.data, DATABASE_URL: desk.databaseUrl });
    expect(saved).toMatchObject({ code: 0, output: expect.stringMatching(/desk\.tar: \d+ rows and 1 files/) });
    expect(await command('restore', file, { ATTUNE_DATA: desk.data, DATABASE_URL: desk.databaseUrl })).toMatchObject({ code: 1, output: expect.stringContaining('Nothing was changed') });

    const data = join(folder, 'data');
    const restored = await command('restore', file, { ATTUNE_DATA: data, DATABASE_URL: target.url });
    expect(restored).toMatchObject({ code: 0, output: expect.stringMatching(/Restored and compared: \d+ rows and 1 files/) });
    expect(restored.output).not.toMatch(/another key|left out/);

    const config = readConfig({ PORT: '0', ATTUNE_DATA: data, DATABASE_URL: target.url, ATTUNE_KEY: key, ATTUNE_LOG: 'silent', ATTUNE_ROLES: 'web' });
    const running = await run({ config, log: silentLog });
    try {
      const again = await signIn(running.address);
      expect(withoutHealth(await wholeState(async (path) => (await again.get(path)).body))).toEqual(withoutHealth(before));
      const { conversations } = (await again.get('/api/conversations?view=all')).body as unknown as { conversations: ConversationView[] };
      const opened = await Promise.all(conversations.map(async (one) => (await again.get(`/api/conversations/${one.id}`)).body as unknown as OpenReply));
      const [attachment] = opened.flatMap(({ messages }) => messages.flatMap((message) => message.attachments));
      const download = await fetch(`${running.address}/api/attachments/${attachment?.id}`, { headers: { cookie: [...again.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
      expect((await download.text()).trim()).toBe('чай, мёд');
      const { rows } = await running.installation.database.pool.query(`SELECT name, data FROM job.job WHERE name = 'send-notice'`);
      expect(rows).toEqual([{ name: 'send-notice', data: { notice: 'invitation', workspace, sealed: 'c2VhbGVk' } }]);
      expect(readdirSync(join(data, 'blobs')).filter((name) => name.length === 2)).toHaveLength(1);
    } finally {
      await running.stop();
    }
  }, 120_000);

  test('sends nothing by itself that was waiting in the backup: each author is told, and an administrator sends or drops all (hold-restored, settle-held)', async () => {
    const sink = await startMailSink();
    const later = await emptyDatabase(kind);
    try {
      const anna = await signIn(desk.address);
      const inbox = await sendingInbox(anna, 'Letters', sink.port);
      const [first, second, third] = [await waitingReply(anna, inbox, 'one'), await waitingReply(anna, inbox, 'two'), await waitingReply(anna, inbox, 'three')];
      // In the hands of a worker at the moment of the backup.
      const { pool } = desk.installation.database;
      await pool.query(`UPDATE delivery SET state = 'sending', attempts = 1, leased_until = now() + interval '1 hour' WHERE conversation = $1`, [third]);
      await pool.query(`INSERT INTO attempt (workspace, delivery, number, started_at) SELECT workspace, id, 1, now() FROM delivery WHERE conversation = $1`, [third]);
      // To be sent half an hour ago, as a desk that was not told of the hour since knows it; and in a year.
      desk.advance(-3_600_000);
      const { version } = ((await anna.get(`/api/conversations/${first}`)).body as unknown as OpenReply).conversation;
      const plan = async (text: string, sendAt: number) => expect((await anna.post(`/api/conversations/${first}/planned-replies`, { id: randomUUID(), text, version, sendAt: new Date(sendAt).toISOString() })).status).toBe(200);
      await plan('planned for then', Date.now() - 1_800_000);
      await plan('planned for later', Date.now() + 365 * 86_400_000);
      const file = join(folder, 'waiting.tar');
      expect((await command('backup', file, { ATTUNE_DATA: desk.data, DATABASE_URL: desk.databaseUrl })).code).toBe(0);

      const environment = { ATTUNE_DATA: join(folder, 'waiting'), DATABASE_URL: later.url };
      const restored = await command('restore', file, environment);
      expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('3 replies were still waiting to be sent') });
      const running = await run({ config: readConfig({ PORT: '0', ATTUNE_KEY: key, ATTUNE_LOG: 'silent', ...environment }), log: silentLog });
      try {
        const again = await signIn(running.address);
        const deliveryOf = async (conversation: string) => {
          const opened = (await again.get(`/api/conversations/${conversation}`)).body as unknown as OpenReply;
          return { ...opened.messages[0]!.deliveries[0]!, conversation: opened.conversation };
        };
        for (const conversation of [first, second, third]) expect(await deliveryOf(conversation)).toMatchObject({ state: 'unknown', due: null, problem: { code: 'held-after-restore' }, conversation: { state: { is: 'open' }, failedDeliveries: 1 } });
        const { notifications } = (await again.get('/api/notifications')).body as unknown as { notifications: NotificationView[] };
        const held = notifications.filter(({ kind: what, data }) => what === 'delivery-failed' && data['code'] === 'held-after-restore');
        expect(new Set(held.map(({ conversation }) => conversation))).toEqual(new Set([null, first, second, third]));
        expect(held).toHaveLength(4);
        expect(held.find(({ conversation }) => conversation === null)).toMatchObject({ data: { count: '3' } });
        expect((await again.get('/api/deliveries/held')).body).toMatchObject({ held: 3, deliveries: [{ conversation: first, start: 'one' }, { conversation: second }, { conversation: third }] });
        // A plan whose time has passed is a draft again; one that is still to come stays a plan.
        expect((await again.get('/api/drafts')).body).toMatchObject({ drafts: [{ conversation: first, content: { text: 'planned for then' } }] });
        expect((await again.get(`/api/conversations/${first}/planned-replies`)).body).toMatchObject({ planned: [{ text: 'planned for later' }] });
        expect(notifications.find((one) => one.kind === 'plan-returned')).toMatchObject({ conversation: first, data: { code: 'held-after-restore' } });
        running.look();

        // One by its author, the rest by the administrator.
        expect((await again.post(`/api/deliveries/${(await deliveryOf(first)).id}/retry`)).status).toBe(200);
        await eventuallyHolds(() => expect(sink.mails).toHaveLength(1));
        expect(await command('restore', '--held=drop', environment)).toMatchObject({ code: 0, output: expect.stringContaining('2 held replies were dropped') });
        expect(await deliveryOf(second)).toMatchObject({ state: 'cancelled', conversation: { failedDeliveries: 0 } });
        expect((await again.post('/api/deliveries/held', { decision: 'send' })).body).toEqual({ settled: 0 });
        expect(sink.mails.map(({ raw }) => /^(one|two|three)\r?$/m.exec(raw)?.[1])).toEqual(['one']);
      } finally {
        await running.stop();
      }
    } finally {
      desk.advance(3_600_000);
      await later.drop();
      await sink.stop();
    }
  }, 120_000);

  test('and all at once when an administrator says so', async () => {
    const sink = await startMailSink();
    const later = await emptyDatabase(kind);
    try {
      const anna = await signIn(desk.address);
      const inbox = await sendingInbox(anna, 'Letters too', sink.port);
      for (const text of ['four', 'five']) await waitingReply(anna, inbox, text);
      const file = join(folder, 'waiting-too.tar');
      await command('backup', file, { ATTUNE_DATA: desk.data, DATABASE_URL: desk.databaseUrl });
      const environment = { ATTUNE_DATA: join(folder, 'waiting-too'), DATABASE_URL: later.url };
      await command('restore', file, environment);
      const running = await run({ config: readConfig({ PORT: '0', ATTUNE_KEY: key, ATTUNE_LOG: 'silent', ...environment }), log: silentLog });
      try {
        const again = await signIn(running.address);
        const { held } = (await again.get('/api/deliveries/held')).body as { held: number };
        expect((await again.post('/api/deliveries/held', { decision: 'send' })).body).toEqual({ settled: held });
        await eventuallyHolds(() => expect(new Set(sink.mails.map(({ to }) => to[0]))).toEqual(new Set(['four@example.test', 'five@example.test'])));
        expect((await again.get('/api/deliveries/held')).body).toMatchObject({ held: 0, deliveries: [] });
        expect(sink.mails).toHaveLength(2);
      } finally {
        await running.stop();
      }
    } finally {
      await later.drop();
      await sink.stop();
    }
  }, 120_000);

  test('what cannot be saved or restored is said in a sentence, and nothing is made', async () => {
    const nowhere = join(folder, 'nowhere');
    const elsewhere = { ATTUNE_DATA: nowhere, DATABASE_URL: '' };
    expect(await command('backup', join(folder, 'nothing.tar'), elsewhere)).toMatchObject({ code: 1, output: expect.stringContaining(`There is no desk in ${nowhere}`) });
    expect(existsSync(nowhere)).toBe(false);
    const bare = await emptyDatabase(kind);
    try {
      expect(await command('backup', join(folder, 'nothing.tar'), { ATTUNE_DATA: nowhere, DATABASE_URL: bare.url })).toMatchObject({ code: 1, output: expect.stringContaining('holds no desk') });
      for (const [given, words] of [[folder, 'is a folder, not a backup'], [join(folder, 'none.tar'), 'There is no file'], ['--hold', 'There is no option "--hold"'], ['--held=maybe', 'There is no option "--held=maybe"']] as const) {
        const { code, output } = await command('restore', given, { ATTUNE_DATA: nowhere, DATABASE_URL: bare.url });
        expect([code, output], given).toEqual([1, expect.stringContaining(words)]);
        expect(output).not.toMatch(/^\s+at /m);
      }
      expect(existsSync(join(folder, 'nothing.tar'))).toBe(false);
    } finally {
      await bare.drop();
    }
  }, 120_000);
});

/** A mailbox that cannot be reached reports so at its own times. */
function withoutHealth(state: object): unknown {
  return JSON.parse(JSON.stringify(state, (name, value: unknown) => (name === 'health' || name === 'cursor' ? undefined : value)));
}
