// What the fault tests stand on: a desk that is a process of its own and may die at any moment, a mailbox, a mail server that keeps
// what it gets, and the account of what was sent and answered, which must come out even in the end.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import type { FlowStep } from '../../src/operations/desk.ts';
import type { Clone, DatabaseKind } from '../setup/clone.ts';
import { cloneDatabase } from '../setup/clone.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { freePort } from '../setup/postgres.ts';
import type { DeskProcess } from '../setup/process.ts';
import { spawnDesk } from '../setup/process.ts';
import { Browser } from '../setup/client.ts';

const who = { email: 'anna@example.test', password: 'three yellow lemons' };

type Row = { readonly id: string; readonly number: number; readonly version: number };
type Opened = { readonly conversation: Row; readonly messages: readonly { readonly id: string; readonly direction: string; readonly text: string; readonly deliveries: readonly { readonly id: string; readonly state: string }[] }[] };
type Parts = { readonly clone: Clone; readonly dovecot: Dovecot; readonly sink: MailSink; readonly data: string; readonly observer: Client };

export class FaultsDesk {
  readonly kind: DatabaseKind;
  readonly sink: MailSink;
  readonly #sentMarks = new Set<string>();
  readonly #replies = new Map<string, string>();
  readonly #parts: Parts;
  readonly #env: Readonly<Record<string, string>>;
  readonly #browser: Browser;
  #pendingReply: { readonly conversation: string; readonly body: unknown } | null = null;

  private constructor(kind: DatabaseKind, parts: Parts, env: Readonly<Record<string, string>>) {
    this.kind = kind;
    this.sink = parts.sink;
    this.#parts = parts;
    this.#env = env;
    this.#browser = new Browser(`http://127.0.0.1:${env['PORT']}`);
  }

  static async open(kind: DatabaseKind): Promise<FaultsDesk> {
    const [clone, dovecot, sink, data] = await Promise.all([cloneDatabase(kind), startDovecot(), startMailSink(), mkdtemp(join(tmpdir(), 'attune-faults-'))]);
    const observer = new Client({ connectionString: clone.url });
    await observer.connect();
    const faults = new FaultsDesk(kind, { clone, dovecot, sink, data, observer }, {
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password,
    });
    const desk = await faults.spawn();
    await faults.#connect();
    await desk.stop();
    return faults;
  }

  async close(): Promise<void> {
    const { clone, dovecot, sink, data, observer } = this.#parts;
    await Promise.all([dovecot.stop(), sink.stop(), observer.end()]);
    await clone.drop();
    await rm(data, { recursive: true, force: true });
  }

  async spawn(killAt?: FlowStep): Promise<DeskProcess> {
    return spawnDesk({ ...this.#env, ...(killAt ? { ATTUNE_KILL_AT: killAt } : {}) });
  }

  async #connect(): Promise<void> {
    const { status: signedIn } = await this.#browser.post('/api/session', who);
    if (signedIn !== 200) throw new Error(`sign-in answered ${signedIn}`);
    const { dovecot, sink } = this.#parts;
    const [user] = dovecot.users;
    const server = { host: dovecot.host, secure: false, user: user!.name, password: user!.password };
    const { status, body } = await this.#browser.post('/api/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0, senders: [{ name: 'Help', address: user!.name, signature: '' }],
      config: { imap: { ...server, port: dovecot.port }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    });
    expect(status, JSON.stringify(body)).toBe(200);
  }

  mail(from: string): void {
    const { dovecot } = this.#parts;
    const mark = `mark-${randomUUID()}`;
    this.#sentMarks.add(mark);
    dovecot.deliver(dovecot.users[0]!.name, `From: ${from}\r\nTo: ${dovecot.users[0]!.name}\r\nSubject: Parcel\r\nMessage-ID: <${mark}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n\r\nWhere is my parcel? ${mark}\r\n`);
  }

  async list(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await this.#browser.get(`/api/conversations?view=all&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      rows.push(...(body['conversations'] as Row[]));
      cursor = body['next'] as string | null;
    }
    return rows;
  }

  /** As a screen does: the same id again until it is answered. */
  async reply(desk: () => DeskProcess | null, conversation: string, text: string): Promise<void> {
    const id = randomUUID();
    this.#replies.set(id, text);
    for (let tries = 0; tries < 1_000; tries += 1) {
      const answer = await this.#browser.post(`/api/conversations/${conversation}/replies`, { id, text, version: 1, anyway: true, undoSeconds: 0, then: 'open' }).catch(() => null);
      if (answer?.status === 200) return;
      if (answer && answer.status < 500) throw new Error(`reply answered ${answer.status} ${JSON.stringify(answer.body)}`);
      if (desk() === null) await pause(50);
      await pause(100);
    }
    throw new Error('a reply was never accepted');
  }

  async until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end) throw new Error(`${what} did not come true in ${seconds} s`);
      await pause(100);
    }
  }

  /** Does what makes the desk pass a step. */
  async provoke(step: FlowStep, conversation: string): Promise<void> {
    if (step.startsWith('in-')) return this.mail(`customer-${step}@example.test`);
    if (step === 'out-1') {
      const socket = await this.live();
      socket.send(JSON.stringify({ kind: 'writing', conversation, on: true }));
      return;
    }
    if (step === 'out-9') {
      const { dovecot, sink } = this.#parts;
      const answered = sink.mails.at(-1)!;
      return dovecot.deliver(dovecot.users[0]!.name, bounce(answered.messageId, answered.to[0]!));
    }
    const text = step === 'out-10' ? 'I will call you.' : `An answer at ${step}.`;
    const id = randomUUID();
    this.#replies.set(id, text);
    const commitments = step === 'out-10' ? [{ start: 0, end: 16, due: new Date(Date.now() + 500).toISOString() }] : [];
    const body = { id, text, version: 1, anyway: true, undoSeconds: 0, then: 'open', commitments };
    const first = await this.#browser.post(`/api/conversations/${conversation}/replies`, body).catch(() => null);
    if (first?.status !== 200) this.#pendingReply = { conversation, body };
  }

  /** What a screen that got no answer asks again. */
  async repeatUnanswered(): Promise<void> {
    if (!this.#pendingReply) return;
    const { status } = await this.#browser.post(`/api/conversations/${this.#pendingReply.conversation}/replies`, this.#pendingReply.body);
    expect(status).toBe(200);
    this.#pendingReply = null;
  }

  async live(): Promise<WebSocket> {
    const [port, cookies] = [this.#env['PORT'], [...this.#browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')];
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: { cookie: cookies, origin: `http://127.0.0.1:${port}` } });
    socket.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('close', () => reject(new Error('the live connection was closed')));
    });
    return socket;
  }

  /** Nothing is on its way any more, in or out. Asked of the database itself, which answers whatever the desk is doing. */
  async settle(seconds = 60): Promise<void> {
    await this.until('everything taken in and settled', async () => {
      const { rows } = await this.#parts.observer.query<{ pending: number; marks: number; going: number }>(`select
        (select count(*)::int from raw_input where state = 'pending') as pending,
        (select count(distinct substring(text from 'mark-[0-9a-f-]{36}'))::int from message where direction = 'in') as marks,
        (select count(*)::int from delivery where state in ('queued', 'sending')) as going`);
      return rows[0]!.pending === 0 && rows[0]!.marks >= this.#sentMarks.size && rows[0]!.going === 0;
    }, seconds);
  }

  async #everything(): Promise<readonly Opened[]> {
    const all: Opened[] = [];
    for (const row of await this.list()) {
      const { status, body } = await this.#browser.get(`/api/conversations/${row.id}`);
      expect(status, JSON.stringify(body)).toBe(200);
      all.push(body as unknown as Opened);
    }
    return all;
  }

  /** Every mail and every reply once, and nothing called sent that did not arrive. */
  async compare(): Promise<void> {
    const all = await this.#everything();
    const incoming = all.flatMap((opened) => opened.messages.filter((message) => message.direction === 'in').map((message) => /mark-[0-9a-f-]{36}/.exec(message.text)?.[0] ?? message.text));
    expect(incoming.filter((mark) => mark.startsWith('mark-')).sort(), 'every mail once').toEqual([...this.#sentMarks].sort());
    const outgoing = new Map(all.flatMap((opened) => opened.messages.filter((message) => message.direction === 'out').map((message) => [message.id, message])));
    expect([...outgoing.keys()].sort(), 'every reply once').toEqual([...this.#replies.keys()].sort());
    let unknown = 0;
    for (const [id, message] of outgoing) {
      const arrived = this.sink.mails.filter((one) => one.messageId.includes(id.replaceAll('-', ''))).length;
      const [state] = message.deliveries.map((delivery) => delivery.state);
      expect(message.deliveries.length, id).toBe(1);
      expect(arrived, `${id} must not be doubled`).toBeLessThanOrEqual(1);
      if (state === 'unknown') unknown += 1;
      else if (state === 'accepted' || state === 'delivered' || state === 'read') expect(arrived, `${id} is ${state}`).toBe(1);
      else expect(state, id).toBe('failed');
    }
    console.log(`on ${this.kind}: ${incoming.length} in, ${outgoing.size} out, lost 0, doubled 0, pretended 0, may have been sent ${unknown}`);
  }
}

/** The server is ended by SIGKILL inside each of these steps; afterwards it comes back and everything is settled. */
export async function killInEachOf(faults: FaultsDesk, steps: readonly FlowStep[]): Promise<void> {
  const kills = new Map<FlowStep, number>();
  const calm = await faults.spawn();
  faults.mail('first@example.test');
  await faults.until('the first mail', async () => (await faults.list()).length === 1);
  const conversation = (await faults.list())[0]!.id;
  await faults.reply(() => calm, conversation, 'A calm answer.');
  await faults.until('the first answer', async () => faults.sink.mails.length === 1);
  await calm.stop();
  for (const step of steps) {
    const doomed = await faults.spawn(step);
    const watching = step === 'in-9' || step === 'in-10' ? await faults.live().catch(() => null) : null;
    await faults.provoke(step, conversation).catch(() => undefined);
    const signal = await Promise.race([doomed.ended, pause(30_000, 'late' as const)]);
    watching?.terminate();
    expect(signal, `${step}\n${doomed.output()}`).toBe('SIGKILL');
    kills.set(step, (kills.get(step) ?? 0) + 1);
    const after = await faults.spawn();
    await faults.repeatUnanswered();
    await faults.settle();
    await after.stop();
  }
  console.log(`kills per step on ${faults.kind}: ${steps.map((step) => `${step} ${kills.get(step) ?? 0}`).join(', ')}`);
  for (const step of steps) expect(kills.get(step) ?? 0, step).toBeGreaterThan(0);
  const last = await faults.spawn();
  await faults.compare();
  await last.stop();
}

function bounce(messageId: string, recipient: string): string {
  const boundary = 'bounce-boundary';
  return [
    'From: MAILER-DAEMON@customer.test', 'To: desk@example.test', 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <bounce-${randomUUID()}@customer.test>`, `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0', `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`, 'Return-Path: <>', '', `--${boundary}`, 'Content-Type: text/plain', '', 'The mail could not be delivered.', '',
    `--${boundary}`, 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; customer.test', '', `Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user', '',
    `--${boundary}`, 'Content-Type: text/rfc822-headers', '', `Message-ID: <${messageId}>`, 'Subject: Re: Parcel', '', `--${boundary}--`, '',
  ].join('\r\n');
}
