// The database goes away under a working desk: killed, crashed, its connections cut, kept away. The desk says so in words, answers
// every request, comes back by itself, and nothing that was acknowledged is lost or doubled.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachEmbedded } from '../../src/store/embedded.ts';
import type { DatabaseKind } from '../setup/clone.ts';
import { databaseKinds } from '../setup/clone.ts';
import { startDebianServer } from '../setup/debian-server.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { freePort, onServer } from '../setup/postgres.ts';
import type { DeskProcess } from '../setup/process.ts';
import { runCommand, spawnDesk } from '../setup/process.ts';
import { endProcessesIn } from '../setup/temporary.ts';
import { Caller, conversations, openConversation, Screen, Stream, until, who } from './survival-desk.ts';

/** A database that can be struck in several ways, and kept away. */
type Losable = {
  readonly url: string | null;
  readonly superuserUrl: () => Promise<string>;
  /** Gone at once, as by a crash; back by itself or by whoever watches over it. */
  crash(): Promise<void>;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
};

describe.each(databaseKinds())('a database that goes away, on %s', (kind) => {
  let data: string;
  let database: Losable;
  let dovecot: Dovecot;
  let sink: MailSink;
  let env: Record<string, string>;
  let desk: DeskProcess;
  let agent: Caller;
  let stream: Stream;
  let screen: Screen;
  let handedOver = '';

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'attune-lost-'));
    [database, dovecot, sink] = await Promise.all([losable(kind, data), startDovecot(), startMailSink()]);
    env = {
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_POOL: '6', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password, ATTUNE_SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ATTUNE_MAIL_FROM: 'desk@example.test',
      ...(database.url === null ? {} : { DATABASE_URL: database.url }),
    };
    desk = await spawnDesk(env);
    agent = new Caller(desk.address);
    await agent.signIn();
    stream = new Stream({ dovecot, sink });
    await stream.connect(agent);
    screen = await Screen.open(desk.address, agent);
    stream.mail('first@customer.test');
    await until('the first mail', async () => (await conversations(agent)).length === 1);
  }, 240_000);

  afterAll(async () => {
    screen?.close();
    await desk?.stop();
    await Promise.all([dovecot?.stop(), sink?.stop(), database?.stop()]);
    rmSync(data, { recursive: true, force: true });
  });

  const taken = async (mark: string): Promise<boolean> => (await ofDesk(`SELECT FROM message WHERE position('${mark}' IN text) > 0`)).length === 1;

  const asSuperuser = async <Row extends object>(query: string): Promise<readonly Row[]> => askOnce<Row>(await database.superuserUrl(), query);

  async function ofDesk<Row extends object>(query: string): Promise<readonly Row[]> {
    const url = new URL(await database.superuserUrl());
    url.pathname = '/attune';
    return askOnce<Row>(url.href, query);
  }

  /** Customers and agents go on, whatever happens to the database; on a slow machine not without end. */
  function keepWriting(): () => Promise<void> {
    const over = new AbortController();
    const go = async (most: number, pauseMs: number, step: (count: number) => Promise<unknown>): Promise<void> => {
      for (let count = 0; count < most && !over.signal.aborted; count += 1) {
        await step(count);
        await pause(pauseMs);
      }
    };
    const targets: string[] = [];
    const running = Promise.all([
      go(250, 120, async (count) => stream.mail(`customer${count % 9}@customer.test`, count % 7 === 0 ? { filling: `${'long '.repeat(14)}\r\n`.repeat(1_200) } : {})),
      // A visitor may write 120 times a minute.
      go(60, 900, async () => stream.chat(desk.address)),
      go(150, 150, async (count) => {
        if (targets.length < 6) targets.splice(0, targets.length, ...(await conversations(agent).catch(() => [])).map((one) => one.id));
        if (targets.length > 0) await stream.reply(agent, targets[count % targets.length]!, `Answer ${count}.`);
      }),
    ]);
    return async () => {
      over.abort();
      await running;
    };
  }

  const blows: readonly (readonly [name: string, strike: () => Promise<unknown>])[] = [
    ['the server is killed', () => database.crash()],
    ['every connection is cut', () => asSuperuser(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`)],
    ['one of its processes is killed, so it cuts all others and recovers', async () => {
      const [one] = await asSuperuser<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE application_name = 'attune' LIMIT 1`);
      process.kill(one!.pid, 'SIGKILL');
    }],
    ['the server is killed while a mail is at its door', async () => {
      const release = sink.hold();
      const open = await conversations(agent);
      // Asked at the door of a server that does not answer: only its own mails wait for it.
      const byMail = open.find((one) => one.channel === 'email')!.id;
      const byChat = open.find((one) => one.channel === 'web-chat')!.id;
      handedOver = await stream.reply(agent, byMail, 'At the door.');
      await until('a mail at the other side', async () => sink.held() > 0);
      const answered = await stream.reply(agent, byChat, 'Meanwhile.');
      await until('the chat, answered meanwhile', async () => (await openConversation(agent, byChat)).messages.find((message) => message.id === answered)?.deliveries[0]?.state === 'accepted');
      await database.crash();
      release();
    }],
    ['and once more, as soon as it is back', () => database.crash()],
  ];

  test('struck again and again under a stream of mails, chats and replies', { timeout: 400_000 }, async () => {
    const healths = new Map<string, number>();
    const monitor = new Caller(desk.address);
    const watching = new AbortController();
    const watch = (async () => {
      while (!watching.signal.aborted) {
        const { status, body } = await monitor.get('/health');
        const name = status === 200 ? '200' : `${status} ${String(body['code'])}`;
        healths.set(name, (healths.get(name) ?? 0) + 1);
        await pause(20);
      }
    })();
    const stopWriting = keepWriting();
    for (const [name, strike] of blows) {
      await pause(600);
      await strike();
      // Whoever was connected is back when new mail comes in again.
      const mark = stream.mail('after@customer.test');
      await until(`mail after: ${name}`, () => taken(mark));
    }
    await stopWriting();
    watching.abort();
    await watch;
    await settle();
    const { unknown, messages } = await stream.compare(agent);
    await screen.complete();
    expect(messages.filter((id) => !screen.messages.has(id)), 'every message was shown live').toEqual([]);
    for (const { id } of await conversations(agent)) for (const message of (await openConversation(agent, id)).messages) if (message.id === handedOver) expect(message.deliveries[0]!.state, 'its outcome was known, so it is told').toBe('accepted');
    const blamed = [...screen.events.values()].filter((event) => event.kind === 'inbox-health-changed' && event.data['is'] === 'failing').map((event) => event.data['code']);
    expect(blamed.filter((code) => code !== 'email.cannot-store'), 'no mail server was blamed').toEqual([]);
    expect(desk.process.exitCode, 'the desk itself lives on').toBeNull();
    const troubles = new Set([...agent.troubles.keys(), ...monitor.troubles.keys()]);
    expect([...troubles].filter((name) => name !== '503 database-away'), 'no other failure than being told to wait').toEqual([]);
    expect(healths.get('503 database-away') ?? 0, 'the monitor saw it').toBeGreaterThan(0);
    console.log(`on ${kind}: ${blows.length} blows, ${stream.marks.size} in, ${stream.replies.size} out, lost 0, doubled 0, may have been sent ${unknown}; slowest answer ${agent.slowestMs} ms; health ${JSON.stringify([...healths])}`);
  });

  async function settle(): Promise<void> {
    await until('everything taken in and settled', async () => {
      const [row] = await ofDesk<{ pending: number; marks: number; going: number }>(`select
        (select count(*)::int from raw_input where state = 'pending') as pending,
        (select count(distinct substring(text from 'mark-[0-9a-f-]{36}'))::int from message where direction = 'in') as marks,
        (select count(*)::int from delivery where state in ('queued', 'sending')) as going`);
      return row!.pending === 0 && row!.marks >= stream.marks.size && row!.going === 0;
    }, 60);
  }

  test('while it stays away the desk says so, and afterwards goes on by itself', { timeout: 400_000 }, async () => {
    await database.goAway();
    // First it only knows that connections broke; what is the matter it learns by trying to start or reach the database again.
    const reason = kind === 'embedded' ? /does not start/ : /cannot be reached \(ECONNREFUSED\)/;
    const health = await until('the bad news, with its reason', async () => {
      const answer = await agent.get('/health');
      const because = (answer.body['values'] as { because?: string } | undefined)?.because ?? '';
      return answer.status === 503 && reason.test(because) && answer;
    });
    expect(health.body).toMatchObject({ code: 'database-away', message: expect.stringContaining('database'), whatToDo: expect.stringContaining('doctor') });
    expect(health.body['values'], 'since when').toMatchObject({ since: expect.stringMatching(/^\d{4}-/) });
    for (const [method, path, body] of [['GET', '/api/conversations?view=all', undefined], ['POST', '/api/session', who], ['GET', '/api/snapshot', undefined], ['POST', `/chat/${stream.chatToken}/sessions`, {}], ['GET', `/chat/${stream.chatToken}/hello?language=en`, undefined]] as const) {
      const answer = await agent.ask(method, path, body);
      expect(`${method} ${path} ${answer.status} ${String(answer.body['code'])}`).toMatch(/ (503 database-away|200 undefined)$/);
    }
    const mark = stream.mail('patient@customer.test');
    const doctor = await runCommand(env, ['doctor']);
    expect(doctor.code).toBe(1);
    expect(doctor.output).toMatch(kind === 'embedded' ? /✗ The embedded database does not run\. The desk on port \d+ says: .*does not start/ : /✗ The database at .* cannot be reached \(ECONNREFUSED\)/);
    await pause(1_500);
    await database.comeBack();
    await until('good health', async () => (await agent.get('/health')).status === 200);
    await until('the mail that came meanwhile', () => taken(mark));
    expect(desk.process.exitCode).toBeNull();
  });

  test('everything that holds a connection has it again: signals, mailbox, queue, live screens', { timeout: 400_000 }, async () => {
    const names = async (): Promise<readonly string[]> => (await asSuperuser<{ name: string }>(`SELECT application_name AS name FROM pg_stat_activity WHERE application_name LIKE 'attune%'`)).map((row) => row.name);
    await until('listening connections', async () => {
      const found = await names();
      return ['attune listen', 'attune locks', 'attune jobs'].every((name) => found.includes(name));
    });
    const mark = stream.mail('last@customer.test');
    await until('new mail, told by IDLE', () => taken(mark));
    const before = sink.mails.length;
    expect((await agent.post('/api/invitations', { email: 'nora@example.test', role: 'agent', teams: [], language: 'en' })).status).toBe(200);
    await until('the invitation, sent by the queue', async () => sink.mails.slice(before).some((mail) => mail.to.includes('nora@example.test')));
    const [first] = await conversations(agent);
    const id = await stream.reply(agent, first!.id, 'All is well again.');
    await until('the last answer, sent', async () => (await openConversation(agent, first!.id)).messages.find((message) => message.id === id)?.deliveries[0]?.state === 'accepted');
    await screen.complete();
    await stream.compare(agent);
  });
});

async function askOnce<Row extends object>(url: string, query: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function losable(kind: DatabaseKind, data: string): Promise<Losable> {
  return kind === 'embedded' ? losableEmbedded(data) : losableServer();
}

function losableEmbedded(data: string): Losable {
  const cluster = join(data, 'postgres/cluster');
  const settings = join(cluster, 'postgresql.conf');
  const crash = async (): Promise<void> => {
    process.kill(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  };
  return {
    url: null, crash,
    superuserUrl: async () => {
      const url = new URL((await attachEmbedded({ folder: data }))!.url);
      url.username = 'postgres';
      url.pathname = '/postgres';
      return url.href;
    },
    // As when the disk is not there: nobody can start it.
    goAway: async () => {
      renameSync(settings, `${settings}.aside`);
      await crash();
    },
    comeBack: async () => renameSync(`${settings}.aside`, settings),
    stop: async () => {
      if (existsSync(cluster)) endProcessesIn(cluster);
    },
  };
}

async function losableServer(): Promise<Losable> {
  const server = await startDebianServer();
  await onServer(server.superuserUrl, ['CREATE DATABASE attune OWNER attune']);
  return {
    url: server.roleUrl,
    superuserUrl: async () => server.superuserUrl,
    crash: async () => {
      await server.crash();
      await server.start();
    },
    goAway: () => server.crash(),
    comeBack: () => server.start(),
    stop: () => server.stop(),
  };
}
