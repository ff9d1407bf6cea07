// The two commands as an administrator uses them: a desk in use is saved, and another one, on the other kind of database, goes on.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, InboxView } from '../../src/contract/views.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { run } from '../../src/run.ts';
import { silentLog } from '../../src/store/connection.ts';
import type { Clone, DatabaseKind } from '../setup/clone.ts';
import { databaseKinds, emptyDatabase } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
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
    await vi.waitFor(async () => expect((await anna.get('/api/conversations?view=all')).body['conversations']).toHaveLength(2), { timeout: 15_000 });
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
});

/** A mailbox that cannot be reached reports so at its own times. */
function withoutHealth(state: object): unknown {
  return JSON.parse(JSON.stringify(state, (name, value: unknown) => (name === 'health' || name === 'cursor' ? undefined : value)));
}
