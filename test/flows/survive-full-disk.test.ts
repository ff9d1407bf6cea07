// A disk that is really full, first the one for files, then the database's: nothing is lost, what cannot be stored is refused with
// words, monitors are told, and as soon as there is room all goes on by itself; what has happened meanwhile is held until then
// (until-stored).
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachEmbedded } from '../../src/store/embedded.ts';
import { processesIn } from '../../src/store/embedded-process.ts';
import type { Clone, DatabaseKind } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import { startDebianServer } from '../setup/debian-server.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { freePort, onServer } from '../setup/postgres.ts';
import type { DeskProcess } from '../setup/process.ts';
import { runCommand, spawnDesk } from '../setup/process.ts';
import type { SmallDisk } from '../setup/small-disk.ts';
import { makeSmallDisk } from '../setup/small-disk.ts';
import { endProcessesIn } from '../setup/temporary.ts';
import { Caller, conversations, openConversation, Stream, until, who } from './survival-desk.ts';

const basic = { HOST: '127.0.0.1', DATABASE_POOL: '6', ATTUNE_KEY: 'ab'.repeat(32), ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password };

/** Text that cannot be pressed together. */
const noise = (bytes: number): string => `${randomBytes(Math.ceil(bytes * 0.75)).toString('base64').slice(0, bytes).replace(/.{76}/g, '$&\r\n')}\r\n`;

async function askOf<Row extends object>(url: string, query: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function cursorOf(url: string): Promise<string> {
  return JSON.stringify(await askOf(url, `SELECT listen_cursor FROM inbox WHERE channel = 'email'`));
}

async function taken(agent: Caller, mark: string): Promise<boolean> {
  for (const { id } of await conversations(agent)) if ((await openConversation(agent, id)).messages.some((message) => message.text.includes(mark))) return true;
  return false;
}

// The same files beside any database.
describe.each(databaseKinds().slice(0, 1))('no room for files, beside %s', (kind) => {
  let disk: SmallDisk;
  let clone: Clone;
  let dovecot: Dovecot;
  let sink: MailSink;
  let env: Record<string, string>;
  let desk: DeskProcess;
  let agent: Caller;
  let stream: Stream;
  const left = 20_000;

  beforeAll(async () => {
    disk = makeSmallDisk(16);
    [clone, dovecot, sink] = await Promise.all([cloneDatabase(kind), startDovecot(), startMailSink()]);
    env = { ...basic, PORT: String(await freePort()), ATTUNE_DATA: disk.folder, DATABASE_URL: clone.url };
    desk = await spawnDesk(env);
    agent = new Caller(desk.address);
    await agent.signIn();
    stream = new Stream({ dovecot, sink });
    await stream.connect(agent);
    const mark = stream.mail('first@customer.test');
    await until('the first mail', () => taken(agent, mark));
  }, 240_000);

  afterAll(async () => {
    await desk?.stop();
    await Promise.all([dovecot?.stop(), sink?.stop(), clone?.drop()]);
    disk?.stop();
  });

  const pid = (): number[] => [desk.process.pid!];
  const upload = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${desk.address}${path}`, {
      method: 'POST', body: randomBytes(300_000), signal: AbortSignal.timeout(20_000),
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'photo.bin', 'sec-fetch-site': 'same-origin', cookie: [...agent.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
    });

  test('large mails wait, files are refused with words, everything small goes on; then all comes in by itself', { timeout: 300_000 }, async () => {
    await disk.fill(pid(), left);
    const withFile = stream.mail('file@customer.test', { file: noise(50_000) });
    await until('the raw mail, whose file waits for room', async () => (await askOf(clone.url, `SELECT FROM raw_input WHERE state = 'pending' AND problem_code = 'disk-full' AND attempts = 0`)).length === 1);
    const large = stream.mail('large@customer.test', { filling: noise(300_000) });
    const inbox = await until('a page that says so', async () => {
      const { inboxes } = (await agent.get('/api/inboxes')).body as unknown as { inboxes: { channel: string; health: { is: string; problem?: { code: string } } }[] };
      return inboxes.find((one) => one.channel === 'email' && one.health.is === 'failing');
    });
    expect(inbox.health.problem?.code).toBe('email.cannot-store');
    expect(await cursorOf(clone.url), 'it is known to wait in its mailbox').toMatch(/"waiting": ?\[\d+\]/);
    const behind = stream.mail('behind@customer.test');
    await until('the mail behind it', () => taken(agent, behind));
    for (const [path, headers] of [['/api/attachments', {}], [`/chat/${stream.chatToken}/uploads`, { 'x-visitor-token': await stream.visitorToken(desk.address) }]] as const) {
      const answer = await upload(path, headers);
      expect(answer.status, path).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('15');
      expect(await answer.json()).toMatchObject({ code: 'disk-full', message: expect.stringContaining('disk is full'), whatToDo: expect.stringContaining('administrator') });
    }
    await until('halves cleared away', async () => readdirSync(join(disk.folder, 'blobs/coming')).length === 0);
    const small = await stream.chat(desk.address);
    await until('a chat message, taken in as ever', () => taken(agent, small));
    const [first] = await conversations(agent);
    await stream.reply(agent, first!.id, 'We are here.');
    const health = await agent.get('/health');
    expect(health.body).toMatchObject({ status: 'ready', troubles: [{ code: 'files-full', because: expect.stringContaining('full'), since: expect.stringMatching(/^\d{4}-/) }] });
    const doctor = await runCommand(env, ['doctor']);
    expect(doctor.output).toMatch(/✗ The desk says: The disk of the data folder is full/);
    expect(doctor.code).toBe(1);
    await desk.kill();
    desk = await spawnDesk(env);
    await disk.fill(pid(), left);
    expect(await taken(agent, large), 'still no room').toBe(false);
    disk.free(pid());
    await until('the large mail', () => taken(agent, large));
    await until('the mail with a file', () => taken(agent, withFile));
    expect((await upload('/api/attachments')).status).toBe(200);
    await until('good health', async () => ((await agent.get('/health')).body['troubles'] as unknown[]).length === 0);
    await settle(clone.url);
    await stream.compare(agent);
  });
});

async function settle(url: string): Promise<void> {
  await until('everything taken in and sent', async () => {
    const [row] = await askOf<{ going: number }>(url, `SELECT (SELECT count(*)::int FROM raw_input WHERE state <> 'done') + (SELECT count(*)::int FROM delivery WHERE state IN ('queued', 'sending')) AS going`);
    return row!.going === 0;
  }, 60);
}

/** A database whose files lie on the small disk. */
type Stored = { readonly env: Readonly<Record<string, string>>; readonly cluster: string; superuserUrl(): Promise<string>; url(): Promise<string>; startAgain(): Promise<void>; stop(): Promise<void> };

describe.each(databaseKinds())('no room for the database, %s', (kind) => {
  let disk: SmallDisk;
  let data: string;
  let stored: Stored;
  let dovecot: Dovecot;
  let sink: MailSink;
  let env: Record<string, string>;
  let desk: DeskProcess;
  let agent: Caller;
  let stream: Stream;

  beforeAll(async () => {
    disk = makeSmallDisk(400);
    data = kind === 'embedded' ? disk.folder : mkdtempSync(join(tmpdir(), 'attune-full-'));
    [stored, dovecot, sink] = await Promise.all([storedOn(kind, disk.folder), startDovecot(), startMailSink()]);
    env = { ...basic, ...stored.env, PORT: String(await freePort()), ATTUNE_DATA: data };
    desk = await spawnDesk(env);
    agent = new Caller(desk.address);
    await agent.signIn();
    stream = new Stream({ dovecot, sink });
    await stream.connect(agent);
    const mark = stream.mail('first@customer.test');
    await until('the first mail', () => taken(agent, mark));
    // Known to the chat from now on, so that afterwards only messages are asked for.
    await stream.chat(desk.address);
  }, 240_000);

  afterAll(async () => {
    disk?.free([]);
    await desk?.stop();
    await Promise.all([dovecot?.stop(), sink?.stop(), stored?.stop()]);
    disk?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const processes = async (): Promise<readonly number[]> => [desk.process.pid!, ...(await processesIn(stored.cluster))];

  test('is said at every door and by /health; what has happened is written down when there is room', { timeout: 300_000 }, async () => {
    const [first] = await conversations(agent);
    const release = sink.hold();
    const answer = await stream.reply(agent, first!.id, 'On its way while the disk fills.');
    await until('the mail at the other side', async () => sink.held() === 1);
    const cursor = await cursorOf(await stored.url());
    await disk.fill(await processes());
    const refusal = await refused(first!.id);
    expect(refusal.body).toMatchObject({ message: expect.stringMatching(/disk is full|database cannot be reached/), whatToDo: expect.any(String) });
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    const patient = stream.reply(agent, first!.id, 'Written while nothing could be stored.');
    const waiting = stream.mail('patient@customer.test', { filling: noise(50_000) });
    release();
    // At the kernel's limit a server goes down at its next write. Debian's stays down, and then nobody can tell why.
    const down = disk.way === 'limit' && kind === 'server';
    const health = await until('the bad news', async () => {
      const told = await agent.get('/health');
      return told.body['code'] === (down ? 'database-away' : 'disk-full') && told;
    });
    expect(health.status).toBe(503);
    expect(health.body['values']).toMatchObject({ because: expect.stringMatching(down ? /cannot be reached/ : /disk .*full/), since: expect.stringMatching(/^\d{4}-/) });
    const doctor = await runCommand(env, ['doctor']);
    // The limit is not the doctor's own, so it only hears of it from the desk.
    expect(doctor.output).toMatch(disk.way === 'limit' ? /✗ A desk answers on port \d+, but says that it is not ready\. The / : /✗ The disk [^\n]*full/);
    expect(doctor.code).toBe(1);
    if (disk.way === 'tmpfs') expect(await cursorOf(await stored.url()), 'the mailbox is read again from there').toBe(cursor);
    // Its log of changes needs a new file now, and finds no room: the server goes down, and cannot come up.
    await fillLog();
    await until('the fall', async () => /does not start|cannot be reached/.test(String(((await agent.get('/health')).body['values'] as { because?: string } | undefined)?.because)));
    await pause(1_500);
    expect(desk.process.exitCode, 'the desk itself lives on').toBeNull();
    disk.free(await processes());
    await stored.startAgain();
    await until('good health', async () => (await agent.get('/health')).status === 200);
    await Promise.all([stream.insistAll(desk.address), patient]);
    await until('the mail that waited', () => taken(agent, waiting));
    const settled = await until('the outcome of what was on its way', async () => (await openConversation(agent, first!.id)).messages.find((message) => message.id === answer)?.deliveries[0]?.state === 'accepted');
    expect(settled).toBe(true);
    await settle(await stored.url());
    const { unknown } = await stream.compare(agent);
    expect(unknown).toBe(0);
    const troubles = [...agent.troubles.keys()].filter((name) => !['503 disk-full', '503 database-away'].includes(name));
    expect(troubles, 'no other failure than being told why').toEqual([]);
    console.log(`on ${kind} (${disk.way}): ${stream.marks.size} in, lost 0, doubled 0; ${JSON.stringify([...stream.troubles])}`);
  });

  /** Every checkpoint after a switch wants a new file for the log; the few that lie ready are used up first. */
  async function fillLog(): Promise<void> {
    for (let times = 0; times < 12; times += 1) {
      const done = await stored.superuserUrl().then((url) => askOf(url, 'SELECT pg_switch_wal(); CHECKPOINT')).catch(() => null);
      if (done === null) return;
    }
    throw new Error('the log always found room');
  }

  /** A visitor writes, and agents write notes, until the disk has no room for one more. */
  async function refused(conversation: string): Promise<Awaited<ReturnType<Caller['ask']>>> {
    for (let count = 0; count < 2_000; count += 1) {
      const answer = count % 50 === 0 ? await stream.tryChat(desk.address, noise(8_000)) : await agent.post(`/api/conversations/${conversation}/notes`, { text: noise(8_000) });
      if (answer.status === 503) return answer;
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    }
    throw new Error('the disk was never full');
  }
});

async function storedOn(kind: DatabaseKind, folder: string): Promise<Stored> {
  return kind === 'embedded' ? ownOn(folder) : serverOn(folder);
}

function ownOn(folder: string): Stored {
  const cluster = join(folder, 'postgres/cluster');
  const url = async (): Promise<string> => (await attachEmbedded({ folder }))!.url;
  return {
    env: {}, cluster, url,
    superuserUrl: async () => {
      const own = new URL(await url());
      own.username = 'postgres';
      own.password = readFileSync(join(folder, 'postgres/password'), 'utf8').trim();
      return own.href;
    },
    startAgain: async () => undefined,
    stop: async () => endProcessesIn(cluster),
  };
}

async function serverOn(folder: string): Promise<Stored> {
  const server = await startDebianServer({ place: folder });
  await onServer(server.superuserUrl, ['CREATE DATABASE attune OWNER attune']);
  return {
    env: { DATABASE_URL: server.roleUrl }, cluster: server.cluster,
    url: async () => server.roleUrl,
    superuserUrl: async () => server.superuserUrl,
    // Nobody but its own keeper starts a server again.
    startAgain: async () => {
      if ((await processesIn(server.cluster)).length === 0) await server.start();
    },
    stop: () => server.stop(),
  };
}
