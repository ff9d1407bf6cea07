// Two processes that serve and two that work, on one database behind a pooler: what one takes in the others show, everything that
// must happen once happens once, and what a dead process had in hand another takes over.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NotificationView } from '../../src/contract/views.ts';
import type { Clone } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import type { Pooler } from '../setup/pooler.ts';
import { startPooler } from '../setup/pooler.ts';
import { freePort } from '../setup/postgres.ts';
import type { DeskProcess } from '../setup/process.ts';
import { spawnDesk } from '../setup/process.ts';
import { Caller, conversations, openConversation, Screen, Stream, until, who } from './survival-desk.ts';

describe.each(databaseKinds().slice(-1))('several processes on %s behind a pooler', (kind) => {
  let clone: Clone;
  let pooler: Pooler;
  let dovecot: Dovecot;
  let sink: MailSink;
  let data: string;
  let observer: Pool;
  let webs: readonly [DeskProcess, DeskProcess];
  let agents: readonly [Caller, Caller];
  let stream: Stream;
  let screen: Screen;
  const workers: DeskProcess[] = [];

  const begin = async (role: 'web' | 'worker', more: Readonly<Record<string, string>> = {}): Promise<DeskProcess> =>
    spawnDesk({
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_URL: pooler.url, DATABASE_LISTEN_URL: clone.url, DATABASE_POOL: '4', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password, ATTUNE_PUBLIC_ADDRESS: 'http://127.0.0.1:1', ...more,
    }, [`--roles=${role}`]);

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'attune-several-'));
    [clone, dovecot, sink] = await Promise.all([cloneDatabase(kind), startDovecot(), startMailSink()]);
    pooler = await startPooler(clone.url);
    observer = new Pool({ connectionString: clone.url, max: 2 });
    // All at once, as after a reboot; the last without a direct connection, so that it hears no signal.
    const [web, other, worker, deaf] = await Promise.all([begin('web'), begin('web'), begin('worker'), begin('worker', { DATABASE_LISTEN_URL: '' })]);
    webs = [web, other];
    workers.push(worker, deaf);
    agents = [new Caller(web.address), new Caller(other.address)];
    for (const agent of agents) await agent.signIn();
    stream = new Stream({ dovecot, sink });
    await stream.connect(agents[0]);
    screen = await Screen.open(other.address, agents[1]);
  }, 240_000);

  afterAll(async () => {
    screen?.close();
    await Promise.all([...(webs ?? []), ...workers].map((one) => one.stop()));
    await Promise.all([dovecot?.stop(), sink?.stop(), observer?.end()]);
    await pooler?.stop();
    await clone?.drop();
    rmSync(data, { recursive: true, force: true });
  });

  const taken = async (mark: string): Promise<boolean> => (await observer.query('SELECT FROM message WHERE position($1 IN text) > 0', [mark])).rowCount === 1;
  const count = async (query: string): Promise<number> => (await observer.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${query}`)).rows[0]!.count;
  /** Signed in at the mailbox at this moment, by the mail server's own log. */
  const listeners = (): number => {
    const log = dovecot.log();
    const sessions = [...log.matchAll(/Login: user=<desk@example\.test>.*session=<([^>]+)>/g)].map((match) => match[1]!);
    return sessions.filter((session) => !log.split('\n').some((line) => line.includes(`<${session}>`) && line.includes('Disconnected'))).length;
  };

  test('one set-up was made, though all started at once', async () => {
    expect([await count('workspace'), await count('agent')]).toEqual([1, 1]);
  });

  test('a chat by one process is on a screen of the other, and an answer given there goes out', async () => {
    const mark = await stream.chat(webs[0].address);
    const shown = await until('the message on the screen', async () => [...screen.events.values()].flatMap((event) => event.views.messages ?? []).find((message) => message.text.includes(mark)));
    const id = await stream.reply(agents[1], shown.conversation, 'We are here.');
    await until('the answer accepted, on the screen', async () => [...screen.events.values()].some((event) => event.kind === 'delivery-changed' && event.data['message'] === id && event.data['state'] === 'accepted'));
    await screen.complete();
  });

  test('who looks, who writes and that the customer types is known in both', async () => {
    const conversation = (await conversations(agents[0]))[0]!.id;
    const there = await Screen.open(webs[0].address, agents[0]);
    await until('the other screen', async () => there.connections > 0);
    screen.say({ kind: 'viewing', conversation });
    there.say({ kind: 'writing', conversation, on: true });
    await until('somebody who writes', async () => screen.heard.some((message) => message.kind === 'presence' && message.conversation === conversation && message.writing.length === 1));
    await stream.type(webs[0].address);
    await until('the customer who types', async () => screen.heard.some((message) => message.kind === 'customer-typing' && message.conversation === conversation));
    there.close();
    await until('nobody writes any more', async () => {
      const last = screen.heard.findLast((message) => message.kind === 'presence');
      return last?.kind === 'presence' && last.writing.length === 0;
    });
  });

  test('one process listens to the mailbox; when it dies another does', { timeout: 180_000 }, async () => {
    await until('somebody listens', async () => listeners() === 1);
    for (const dying of [0, 1] as const) {
      // Whoever it was, after both have died once the lock has gone over at least once.
      await workers[dying]!.kill();
      const mark = stream.mail(`after-death-${dying}@customer.test`);
      await until('mail without the dead one', () => taken(mark));
      await until('one listener again', async () => listeners() === 1);
      workers[dying] = await begin('worker', dying === 1 ? { DATABASE_LISTEN_URL: '' } : {});
    }
    await until('one listener and no other', async () => listeners() === 1);
    // One lock for as long as it listens; others are held for a moment.
    await until('one lock', async () => (await count(`pg_locks JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory' AND granted AND datname = current_database()`)) === 1);
  });

  test('answers given to both at once go out once each; what a killed worker had in hand the other takes over', { timeout: 240_000 }, async () => {
    const mails = Array.from({ length: 6 }, (_, index) => stream.mail(`customer${index}@customer.test`));
    await until('the mails', async () => (await Promise.all(mails.map(taken))).every(Boolean));
    const open = await conversations(agents[0]);
    await workers[0]!.stop();
    workers[0] = await begin('worker', { ATTUNE_KILL_AT: 'out-7:2' });
    const gone = { yes: false };
    void workers[0].ended.then(() => {
      gone.yes = true;
    });
    for (let round = 0; round < 40 && !gone.yes; round += 1) await Promise.all(open.map((conversation, index) => stream.reply(agents[index % 2]!, conversation.id, `Answer ${round}.`)));
    expect(await workers[0].ended).toBe('SIGKILL');
    const lost = await count(`delivery WHERE state = 'sending'`);
    await until('everything settled by the other', async () => (await count(`delivery WHERE state IN ('queued', 'sending')`)) === 0, 60);
    expect(await count(`attempt WHERE outcome = 'lost'`), 'the lease ran out and was taken over').toBeGreaterThan(0);
    const { unknown } = await stream.compare(agents[1]);
    // Chat answers may be sent again; of a mail nobody can know, so that is what is said.
    expect(await count(`delivery WHERE state = 'unknown' AND via <> 'email'`)).toBe(0);
    workers[0] = await begin('worker');
    console.log(`${stream.replies.size} answers, ${lost} in hand when one of two workers was killed: lost 0, doubled 0, may have been sent ${unknown}`);
  });

  test('promises warn and answers go on by mail once, though two watch the time', { timeout: 180_000 }, async () => {
    const before = new Set(screen.events.keys());
    const visitors = await Promise.all(Array.from({ length: 8 }, (_, index) => visit(index)));
    const text = 'I will call you.';
    const due = new Date(Date.now() + 2_000).toISOString();
    const answers = await Promise.all(visitors.map((conversation, index) => stream.reply(agents[index % 2]!, conversation, text, { commitments: [{ start: 0, end: text.length, due }] })));
    await until('the answers in the chats', async () => (await count(`delivery WHERE message = any('{${answers.join(',')}}') AND state = 'accepted'`)) === answers.length);
    // As if the five minutes for which an answer waits for its visitor were over.
    await observer.query(`UPDATE delivery SET due_at = now() WHERE message = any($1) AND due_at IS NOT NULL`, [answers]);
    await until('the answers by mail', async () => (await count(`delivery WHERE message = any('{${answers.join(',')}}') AND via = 'email' AND state = 'accepted'`)) === answers.length);
    await until('the missed promises', async () => (await count(`commitment WHERE message = any('{${answers.join(',')}}') AND state = 'missed'`)) === answers.length);
    for (const id of answers) expect(sink.mails.filter((mail) => mail.messageId.includes(id.replaceAll('-', ''))), 'one mail for each').toHaveLength(1);
    await screen.complete();
    const told = [...screen.events.values()].filter((event) => !before.has(event.number) && event.kind === 'commitment-missed').map((event) => String(event.data['commitment']));
    expect(told).toHaveLength(answers.length);
    expect(new Set(told).size).toBe(answers.length);
    const notifications = (await agents[0].get('/api/notifications')).body['notifications'] as NotificationView[];
    expect(notifications.filter((one) => one.kind === 'commitment-missed')).toHaveLength(answers.length);
    expect(await count(`delivery WHERE message = any('{${answers.join(',')}}')`)).toBe(answers.length * 2);
  });

  /** Somebody who writes, leaves an address and goes. @returns the conversation */
  async function visit(index: number): Promise<string> {
    const caller = new Caller(webs[index % 2]!.address);
    const token = (await caller.insist('POST', `/chat/${stream.chatToken}/sessions`, {})).body['token'] as string;
    const mark = `visit-${randomUUID()}`;
    await caller.insist('POST', `/chat/${stream.chatToken}/messages`, { id: randomUUID(), text: mark, attachments: [] }, { 'x-visitor-token': token });
    await caller.insist('POST', `/chat/${stream.chatToken}/details`, { email: `visitor${index}@customer.test`, name: `Visitor ${index}` }, { 'x-visitor-token': token });
    await until('the visitor', async () => (await count(`raw_input WHERE state = 'pending'`)) === 0 && taken(mark));
    const { rows } = await observer.query<{ conversation: string }>('SELECT conversation FROM message WHERE text = $1', [mark]);
    return rows[0]!.conversation;
  }

  test('every process lives, and none had a failure of its own', async () => {
    for (const one of [...webs, ...workers]) expect(one.process.exitCode).toBeNull();
    for (const agent of agents) expect([...agent.troubles]).toEqual([]);
    const opened = await conversations(agents[1]);
    await openConversation(agents[1], opened[0]!.id);
    for (const one of [...webs, ...workers]) expect(one.output()).not.toMatch(/"level":50/);
  });
});
