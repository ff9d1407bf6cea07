// What the survival tests stand on: callers that notice when an answer never comes, a screen that goes on by its cursor, a stream
// of mails, chat messages and replies with a count of everything that was acknowledged.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { DeskEvent, LiveMessage, LiveRequest } from '../../src/contract/event.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView } from '../../src/contract/views.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import type { Answer } from '../setup/client.ts';
import { Browser } from '../setup/client.ts';

/** Nothing that was asked may stay without an answer for longer, whatever is broken. */
const longestAnswerMs = 20_000;
export const who = { email: 'anna@example.test', password: 'three yellow lemons' } as const;

export async function until<Value>(what: string, find: () => Promise<Value | null | undefined | false>, seconds = 60): Promise<Value> {
  for (const end = Date.now() + seconds * 1_000; ; await pause(50)) {
    const found = await find().catch(() => null);
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come true within ${seconds} s`);
  }
}

/** Asks as a browser does, and remembers what kinds of answers there were. */
export class Caller {
  readonly browser: Browser;
  /** Refusals beyond 499, as `status code`; a broken connection is `0`. */
  readonly troubles = new Map<string, number>();
  slowestMs = 0;

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.browser = new Browser(address, headers);
  }

  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const began = Date.now();
    const late = new AbortController();
    const answer = await Promise.race([
      this.browser.ask(method, path, body, headers).catch((): Answer => ({ status: 0, body: {}, headers: new Headers() })),
      pause(longestAnswerMs, null, { signal: late.signal }),
    ]);
    late.abort();
    if (answer === null) throw new Error(`${method} ${path} was not answered within ${longestAnswerMs} ms`);
    this.slowestMs = Math.max(this.slowestMs, Date.now() - began);
    if (answer.status === 0 || answer.status >= 500) {
      const name = answer.status === 0 ? '0' : `${answer.status} ${String(answer.body['code'])}`;
      this.troubles.set(name, (this.troubles.get(name) ?? 0) + 1);
    }
    return answer;
  }

  get = (path: string): Promise<Answer> => this.ask('GET', path);
  post = (path: string, body: unknown = {}): Promise<Answer> => this.ask('POST', path, body);

  /** The same request again until it is taken, as screens and the widget do; anything but "later" is a failure. */
  async insist(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    for (const end = Date.now() + 90_000; Date.now() < end; await pause(300)) {
      const answer = await this.ask(method, path, body, headers);
      if (answer.status >= 200 && answer.status < 300) return answer;
      if (answer.status !== 0 && answer.status < 500 && answer.status !== 429) throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    throw new Error(`${method} ${path} was never taken`);
  }

  async signIn(): Promise<void> {
    const { status, body } = await this.post('/api/session', who);
    expect(status, JSON.stringify(body)).toBe(200);
  }
}

/** A screen as the desk's own: one live connection that comes back by itself and goes on after the last event it has. */
export class Screen {
  readonly events = new Map<number, DeskEvent>();
  readonly #address: string;
  readonly #caller: Caller;
  readonly #first: number;
  #cursor: number;
  #socket: WebSocket | null = null;
  #stopped = false;
  connections = 0;
  /** Who is there, and that the customer types. */
  readonly heard: LiveMessage[] = [];

  private constructor(address: string, caller: Caller, cursor: number) {
    this.#address = address;
    this.#caller = caller;
    this.#first = cursor;
    this.#cursor = cursor;
    this.#connect();
  }

  static async open(address: string, caller: Caller): Promise<Screen> {
    const { body } = await caller.get('/api/snapshot');
    return new Screen(address, caller, body['cursor'] as number);
  }

  #connect(): void {
    const cookie = [...this.#caller.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = new WebSocket(`${this.#address.replace(/^http/, 'ws')}/api/live?cursor=${this.#cursor}`, { headers: { cookie, origin: this.#address } });
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: { toString(): string }) => this.#take(JSON.parse(data.toString()) as LiveMessage));
    socket.on('close', () => {
      if (!this.#stopped) setTimeout(() => this.#connect(), 200);
    });
  }

  #take(message: LiveMessage): void {
    if (message.kind === 'ready') this.connections += 1;
    if (message.kind === 'snapshot-needed') throw new Error('the screen was told to load afresh');
    if (message.kind === 'presence' || message.kind === 'customer-typing') this.heard.push(message);
    if (message.kind !== 'events') return;
    for (const event of message.events) {
      this.events.set(event.number, event);
      this.#cursor = Math.max(this.#cursor, event.number);
    }
  }

  /** Every event from the first on has been shown, without a gap. */
  async complete(seconds = 45): Promise<void> {
    const { body } = await this.#caller.get('/api/snapshot');
    const last = body['cursor'] as number;
    const missing = (): readonly number[] => Array.from({ length: last - this.#first }, (_, index) => this.#first + 1 + index).filter((number) => !this.events.has(number));
    await until(`the screen's events up to ${last}`, async () => missing().length === 0, seconds).catch((error: unknown) => {
      throw new Error(`${String(error)}; missing: ${missing().slice(0, 10).join(', ')}`);
    });
  }

  /** Ids of the messages that were shown. */
  get messages(): ReadonlySet<string> {
    return new Set([...this.events.values()].flatMap((event) => event.views.messages?.map((message) => message.id) ?? []));
  }

  say(request: LiveRequest): void {
    this.#socket?.send(JSON.stringify(request));
  }

  close(): void {
    this.#stopped = true;
    this.#socket?.terminate();
  }
}

type Visitor = { readonly caller: Caller; readonly token: string };
export type Given = { readonly dovecot: Dovecot; readonly sink: MailSink };

/** Everything that customers and agents were promised: what was acknowledged to them, or lies in the mailbox. */
export class Stream {
  readonly marks = new Set<string>();
  readonly replies = new Map<string, string>();
  readonly #given: Given;
  chatToken = '';
  #visitor: Visitor | null = null;
  readonly #kept: object[] = [];

  constructor(given: Given) {
    this.#given = given;
  }

  /** Connects a mailbox and a chat. */
  async connect(agent: Caller): Promise<void> {
    const { dovecot, sink } = this.#given;
    const [user] = dovecot.users;
    const server = { host: dovecot.host, secure: false, user: user!.name, password: user!.password };
    const mail = await agent.post('/api/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0, senders: [{ name: 'Help', address: user!.name, signature: '' }],
      config: { imap: { ...server, port: dovecot.port }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    });
    expect(mail.status, JSON.stringify(mail.body)).toBe(200);
    const chat = await agent.post('/api/inboxes', { channel: 'web-chat', name: 'Chat', undoSeconds: 0, config: { teamName: 'Help' } });
    expect(chat.status, JSON.stringify(chat.body)).toBe(200);
    this.chatToken = chat.body['token'] as string;
  }

  /** Lies in the mailbox from now on; the desk is to fetch it. */
  mail(from: string, { filling = '', file }: { readonly filling?: string; readonly file?: string } = {}): string {
    const { dovecot } = this.#given;
    const mark = `mark-${randomUUID()}`;
    this.marks.add(mark);
    const to = dovecot.users[0]!.name;
    const head = `From: ${from}\r\nTo: ${to}\r\nSubject: Parcel\r\nMessage-ID: <${mark}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n`;
    const words = `Where is my parcel? ${mark}\r\n${filling}`;
    dovecot.deliver(to, file === undefined ? `${head}\r\n${words}` : `${head}${withFile(words, file)}`);
    return mark;
  }

  /** As the widget does: the same id until it is taken. */
  async chat(address: string): Promise<string> {
    const mark = `mark-${randomUUID()}`;
    const { caller, token } = await this.#visit(address);
    await caller.insist('POST', `/chat/${this.chatToken}/messages`, this.#written(mark), { 'x-visitor-token': token });
    return mark;
  }

  /** Once; what was not taken is kept for {@link insistAll}. */
  async tryChat(address: string, filling: string): Promise<Answer> {
    const { caller, token } = await this.#visit(address);
    const body = this.#written(`mark-${randomUUID()}`, filling);
    const answer = await caller.ask('POST', `/chat/${this.chatToken}/messages`, body, { 'x-visitor-token': token });
    if (answer.status !== 202) this.#kept.push(body);
    return answer;
  }

  async insistAll(address: string): Promise<void> {
    const { caller, token } = await this.#visit(address);
    for (const body of this.#kept.splice(0)) await caller.insist('POST', `/chat/${this.chatToken}/messages`, body, { 'x-visitor-token': token });
  }

  async type(address: string): Promise<void> {
    const { token } = await this.#visit(address);
    await new Caller(address).insist('POST', `/chat/${this.chatToken}/typing`, { on: true }, { 'x-visitor-token': token });
  }

  async visitorToken(address: string): Promise<string> {
    return (await this.#visit(address)).token;
  }

  get troubles(): ReadonlyMap<string, number> {
    return this.#visitor?.caller.troubles ?? new Map<string, number>();
  }

  #written(mark: string, filling = ''): object {
    this.marks.add(mark);
    return { id: randomUUID(), text: `Is anybody there? ${mark}\n${filling}`, attachments: [] };
  }

  async #visit(address: string): Promise<Visitor> {
    this.#visitor ??= await (async () => {
      const caller = new Caller(address);
      return { caller, token: (await caller.insist('POST', `/chat/${this.chatToken}/sessions`, {})).body['token'] as string };
    })();
    return this.#visitor;
  }

  /** As a screen does: the same id until it is taken. */
  async reply(agent: Caller, conversation: string, text: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const id = randomUUID();
    this.replies.set(id, conversation);
    await agent.insist('POST', `/api/conversations/${conversation}/replies`, { id, text, version: 1, anyway: true, undoSeconds: 0, then: 'open', ...more });
    return id;
  }

  /** Every mark came in exactly once, every reply is there exactly once, and what is said of its way is true. */
  async compare(agent: Caller): Promise<{ readonly unknown: number; readonly messages: readonly string[] }> {
    const all = await everything(agent);
    const messages = all.flatMap((opened) => opened.messages);
    const incoming = messages.filter((message) => message.direction === 'in').map((message) => /mark-[0-9a-f-]{36}/.exec(message.text)?.[0] ?? message.text);
    expect(incoming.toSorted(), 'every mark once').toEqual([...this.marks].toSorted());
    const outgoing = messages.filter((message) => message.direction === 'out');
    expect(outgoing.map((message) => message.id).toSorted(), 'every reply once').toEqual([...this.replies.keys()].toSorted());
    let unknown = 0;
    for (const { id, deliveries } of outgoing) {
      expect(deliveries.length, id).toBe(1);
      const { state, via } = deliveries[0]!;
      if (state === 'unknown') unknown += 1;
      if (via !== 'email') continue;
      const arrived = this.#given.sink.mails.filter((mail) => mail.messageId.includes(id.replaceAll('-', ''))).length;
      expect(arrived, `${id} (${state}) must not be doubled`).toBeLessThanOrEqual(1);
      if (state !== 'unknown') expect(`${state} ${arrived}`, id).toBe('accepted 1');
    }
    return { unknown, messages: messages.map((message) => message.id) };
  }
}

export async function conversations(agent: Caller): Promise<readonly ConversationView[]> {
  const all: ConversationView[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await agent.get(`/api/conversations?view=all&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    if (status !== 200) throw new Error(`the list answered ${status}`);
    all.push(...(body['conversations'] as ConversationView[]));
    cursor = body['next'] as string | null;
  }
  return all;
}

export async function openConversation(agent: Caller, id: string): Promise<OpenReply> {
  const { status, body } = await agent.get(`/api/conversations/${id}`);
  if (status !== 200) throw new Error(`the conversation answered ${status}`);
  return body as unknown as OpenReply;
}

async function everything(agent: Caller): Promise<readonly OpenReply[]> {
  const all: OpenReply[] = [];
  for (const { id } of await conversations(agent)) all.push(await openConversation(agent, id));
  return all;
}

function withFile(words: string, file: string): string {
  const boundary = `parts-${randomUUID()}`;
  return [
    'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`, '', `--${boundary}`, 'Content-Type: text/plain', '', words,
    `--${boundary}`, 'Content-Type: application/octet-stream', 'Content-Disposition: attachment; filename="photo.bin"', 'Content-Transfer-Encoding: base64', '', file, `--${boundary}--`, '',
  ].join('\r\n');
}
