// The server process is ended by SIGKILL inside every numbered step of both flows, and at random moments during a stream of mails
// and replies. Afterwards nothing is lost, nothing is doubled, and nothing is claimed as sent that was not.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import type { FlowStep } from '../../src/operations/desk.ts';
import type { Clone } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { freePort } from '../setup/postgres.ts';
import type { DeskProcess } from '../setup/process.ts';
import { spawnDesk } from '../setup/process.ts';
import { Browser } from '../setup/client.ts';

const mailsInStream = 500;
const repliesInStream = 200;
const steps: readonly FlowStep[] = [
  'in-1', 'in-2', 'in-3', 'in-4', 'in-5', 'in-6', 'in-7', 'in-8', 'in-9', 'in-10',
  'out-1', 'out-2', 'out-3', 'out-4', 'out-5', 'out-6', 'out-7', 'out-8', 'out-9', 'out-10',
];
const who = { email: 'anna@example.test', password: 'three yellow lemons' };

type Row = { readonly id: string; readonly number: number; readonly version: number };
type Opened = { readonly conversation: Row; readonly messages: readonly { readonly id: string; readonly direction: string; readonly text: string; readonly deliveries: readonly { readonly id: string; readonly state: string }[] }[] };

describe.each(databaseKinds())('killed in the middle, on %s', (kind) => {
  let clone: Clone;
  let dovecot: Dovecot;
  let sink: MailSink;
  let data: string;
  let env: Record<string, string>;
  let browser: Browser;
  let observer: Client;
  const sentMarks = new Set<string>();
  const replies = new Map<string, string>();
  const kills = new Map<FlowStep | 'random', number>();

  beforeAll(async () => {
    [clone, dovecot, sink, data] = await Promise.all([cloneDatabase(kind), startDovecot(), startMailSink(), mkdtemp(join(tmpdir(), 'attune-faults-'))]);
    observer = new Client({ connectionString: clone.url });
    await observer.connect();
    env = {
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password,
    };
    const desk = await spawnDesk(env);
    browser = new Browser(desk.address);
    await signIn();
    const [user] = dovecot.users;
    const server = { host: dovecot.host, secure: false, user: user!.name, password: user!.password };
    const { status, body } = await browser.post('/api/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0, senders: [{ name: 'Help', address: user!.name, signature: '' }],
      config: { imap: { ...server, port: dovecot.port }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    await desk.stop();
  }, 120_000);

  afterAll(async () => {
    await Promise.all([dovecot?.stop(), sink?.stop(), observer?.end()]);
    await clone?.drop();
    await rm(data, { recursive: true, force: true });
  });

  async function signIn(): Promise<void> {
    const { status } = await browser.post('/api/session', who);
    if (status !== 200) throw new Error(`sign-in answered ${status}`);
  }

  function mail(from: string, extra = ''): string {
    const mark = `mark-${randomUUID()}`;
    sentMarks.add(mark);
    dovecot.deliver(dovecot.users[0]!.name, `From: ${from}\r\nTo: ${dovecot.users[0]!.name}\r\nSubject: Parcel\r\nMessage-ID: <${mark}@customer.test>\r\n${extra}Date: ${new Date().toUTCString()}\r\n\r\nWhere is my parcel? ${mark}\r\n`);
    return mark;
  }

  async function list(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await browser.get(`/api/conversations?view=all&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      rows.push(...(body['conversations'] as Row[]));
      cursor = body['next'] as string | null;
    }
    return rows;
  }

  async function everything(): Promise<readonly Opened[]> {
    const all: Opened[] = [];
    for (const row of await list()) {
      const { status, body } = await browser.get(`/api/conversations/${row.id}`);
      expect(status, JSON.stringify(body)).toBe(200);
      all.push(body as unknown as Opened);
    }
    return all;
  }

  /** As a screen does: the same id again until it is answered. */
  async function reply(desk: () => DeskProcess | null, conversation: string, text: string): Promise<void> {
    const id = randomUUID();
    replies.set(id, text);
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await browser.post(`/api/conversations/${conversation}/replies`, { id, text, version: 1, anyway: true, undoSeconds: 0, then: 'open' }).catch(() => null);
      if (answer?.status === 200) return;
      if (answer && answer.status < 500) throw new Error(`reply answered ${answer.status} ${JSON.stringify(answer.body)}`);
      if (desk() === null) await pause(50);
      await pause(100);
    }
    throw new Error('a reply was never accepted');
  }

  async function until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end) throw new Error(`${what} did not come true in ${seconds} s`);
      await pause(100);
    }
  }

  /** Does what makes the desk pass a step. */
  async function provoke(step: FlowStep, conversation: string | null): Promise<void> {
    if (step.startsWith('in-')) return void mail(`customer-${step}@example.test`);
    if (step === 'out-1') {
      const socket = await live();
      socket.send(JSON.stringify({ kind: 'writing', conversation, on: true }));
      return;
    }
    if (step === 'out-9') {
      const answered = sink.mails.at(-1)!;
      return dovecot.deliver(dovecot.users[0]!.name, bounce(answered.messageId, answered.to[0]!));
    }
    const text = step === 'out-10' ? 'I will call you.' : `An answer at ${step}.`;
    const id = randomUUID();
    replies.set(id, text);
    const commitments = step === 'out-10' ? [{ start: 0, end: 16, due: new Date(Date.now() + 500).toISOString() }] : [];
    const body = { id, text, version: 1, anyway: true, undoSeconds: 0, then: 'open', commitments };
    const first = await browser.post(`/api/conversations/${conversation}/replies`, body).catch(() => null);
    if (first?.status !== 200) pendingReply = { conversation: conversation!, body };
  }

  let pendingReply: { readonly conversation: string; readonly body: unknown } | null = null;

  async function live(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${env['PORT']}/api/live`, { headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: `http://127.0.0.1:${env['PORT']}` } });
    socket.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('close', () => reject(new Error('the live connection was closed')));
    });
    return socket;
  }

  test('inside every numbered step of both flows', { timeout: 600_000 }, async () => {
    let conversation: string | null = null;
    const calm = await spawnDesk(env);
    mail('first@example.test');
    await until('the first mail', async () => (await list()).length === 1);
    conversation = (await list())[0]!.id;
    await reply(() => calm, conversation, 'A calm answer.');
    await until('the first answer', async () => sink.mails.length === 1);
    await calm.stop();
    for (const step of steps) {
      const doomed = await spawnDesk({ ...env, ATTUNE_KILL_AT: step });
      const watching = step === 'in-9' || step === 'in-10' ? await live().catch(() => null) : null;
      await provoke(step, conversation).catch(() => undefined);
      const signal = await Promise.race([doomed.ended, pause(30_000, 'late' as const)]);
      watching?.terminate();
      expect(signal, `${step}\n${doomed.output()}`).toBe('SIGKILL');
      kills.set(step, (kills.get(step) ?? 0) + 1);
      const after = await spawnDesk(env);
      if (pendingReply) {
        const { status } = await browser.post(`/api/conversations/${pendingReply.conversation}/replies`, pendingReply.body);
        expect(status, step).toBe(200);
        pendingReply = null;
      }
      await settle();
      await after.stop();
    }
    console.log(`kills per step on ${kind}: ${steps.map((step) => `${step} ${kills.get(step) ?? 0}`).join(', ')}`);
    for (const step of steps) expect(kills.get(step) ?? 0, step).toBeGreaterThan(0);
    const last = await spawnDesk(env);
    await compare();
    await last.stop();
  });

  test(`at random moments during ${mailsInStream} mails and ${repliesInStream} replies`, { timeout: 900_000 }, async () => {
    let desk: DeskProcess | null = await spawnDesk(env);
    const over = new AbortController();
    let mails = 0;
    const killing = (async () => {
      for (let count = 0; !over.signal.aborted; count += 1) {
        await pause(700 + Math.random() * 2_300);
        if (over.signal.aborted) break;
        const dying = desk;
        desk = null;
        await dying.kill();
        kills.set('random', count + 1);
        desk = await spawnDesk(env);
      }
    })();
    const writing = (async () => {
      for (; mails < mailsInStream; mails += 1) {
        mail(`customer${mails % 120}@example.test`);
        await pause(20 + Math.random() * 60);
      }
    })();
    const answering = (async () => {
      const conversations: string[] = [];
      for (let count = 0; count < repliesInStream; count += 1) {
        if (conversations.length < 20 && count % 5 === 0) conversations.splice(0, conversations.length, ...(await list().catch(() => [])).map((row) => row.id));
        const conversation = conversations[count % Math.max(conversations.length, 1)];
        if (conversation) await reply(() => desk, conversation, `Answer ${count}.`);
        else {
          count -= 1;
          await pause(100);
        }
      }
    })();
    await Promise.all([writing, answering]);
    over.abort();
    await killing;
    console.log(`random kills on ${kind}: ${kills.get('random') ?? 0}`);
    expect(kills.get('random') ?? 0).toBeGreaterThan(3);
    await settle(120);
    await compare();
    await desk.stop();
  });

  /** Nothing is on its way any more, in or out. Asked of the database itself, which answers whatever the desk is doing. */
  async function settle(seconds = 60): Promise<void> {
    await until('everything taken in and settled', async () => {
      const { rows } = await observer.query<{ pending: number; marks: number; going: number }>(`select
        (select count(*)::int from raw_input where state = 'pending') as pending,
        (select count(distinct substring(text from 'mark-[0-9a-f-]{36}'))::int from message where direction = 'in') as marks,
        (select count(*)::int from delivery where state in ('queued', 'sending')) as going`);
      return rows[0]!.pending === 0 && rows[0]!.marks >= sentMarks.size && rows[0]!.going === 0;
    }, seconds);
  }

  async function compare(): Promise<void> {
    const all = await everything();
    const incoming = all.flatMap((opened) => opened.messages.filter((message) => message.direction === 'in').map((message) => /mark-[0-9a-f-]{36}/.exec(message.text)?.[0] ?? message.text));
    expect(incoming.filter((mark) => mark.startsWith('mark-')).sort(), 'every mail once').toEqual([...sentMarks].sort());
    const outgoing = new Map(all.flatMap((opened) => opened.messages.filter((message) => message.direction === 'out').map((message) => [message.id, message])));
    expect([...outgoing.keys()].sort(), 'every reply once').toEqual([...replies.keys()].sort());
    let unknown = 0;
    for (const [id, message] of outgoing) {
      const arrived = sink.mails.filter((one) => one.messageId.includes(id.replaceAll('-', ''))).length;
      const [state] = message.deliveries.map((delivery) => delivery.state);
      expect(message.deliveries.length, id).toBe(1);
      expect(arrived, `${id} must not be doubled`).toBeLessThanOrEqual(1);
      if (state === 'unknown') unknown += 1;
      else if (state === 'accepted' || state === 'delivered' || state === 'read') expect(arrived, `${id} is ${state}`).toBe(1);
      else expect(state, id).toBe('failed');
    }
    console.log(`on ${kind}: ${incoming.length} in, ${outgoing.size} out, lost 0, doubled 0, pretended 0, may have been sent ${unknown}`);
  }
});

function bounce(messageId: string, recipient: string): string {
  const boundary = 'bounce-boundary';
  return [
    'From: MAILER-DAEMON@customer.test', 'To: desk@example.test', 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <bounce-${randomUUID()}@customer.test>`, `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0', `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`, 'Return-Path: <>', '', `--${boundary}`, 'Content-Type: text/plain', '', 'The mail could not be delivered.', '',
    `--${boundary}`, 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; customer.test', '', `Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user', '',
    `--${boundary}`, 'Content-Type: text/rfc822-headers', '', `Message-ID: <${messageId}>`, 'Subject: Re: Parcel', '', `--${boundary}--`, '',
  ].join('\r\n');
}
