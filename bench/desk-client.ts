// Speaks to the desk as screens and visitors do; what is not measured goes through the typed client. Keeps connections open; every
// visitor comes from an address of its own.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import type { Client } from '../src/client/client.ts';
import { openClient } from '../src/client/client.ts';
import type { DeskEvent, LiveMessage } from '../src/contract/event.ts';

export type Visitor = { readonly token: string; readonly address: string };
export type Screen = {
  /** Resolves with the time (performance.now) at which the message with this client-made id was shown. */
  next(id: string): Promise<number>;
  close(): void;
};

export class DeskClient {
  readonly #address: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #cookie: string;
  readonly api: Client;
  #fetched = 0;
  workspace = '';
  agent = '';

  private constructor(address: string, cookie: string, token: string) {
    this.#address = address;
    this.#cookie = cookie;
    this.api = openClient({ address, token });
  }

  static async signIn(address: string, who: { readonly email: string; readonly password: string }): Promise<DeskClient> {
    const post = async (path: string, body: unknown, cookie = '') => fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie } });
    const cookie = (await post('/api/session', who)).headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const { value } = (await (await post('/api/personal-tokens', { name: 'bench', scopes: ['read', 'write', 'send', 'administer'] }, cookie)).json()) as { value: string };
    const client = new DeskClient(address, cookie, value);
    const session = await client.api.get('/api/session');
    client.workspace = session.workspace.id;
    client.agent = session.agent.id;
    return client;
  }

  /** Somebody who is not signed in. */
  static at(address: string): DeskClient {
    return new DeskClient(address, '', '');
  }

  get(path: string): Promise<unknown> {
    return this.#ask('GET', path, undefined, { cookie: this.#cookie });
  }

  /** The answer is received and not looked at: what is timed is the desk, not what this process makes of it. From one of many addresses: what one may ask for in a minute is for people. */
  async fetch(path: string): Promise<{ readonly serverMs: number }> {
    this.#fetched += 1;
    const { timing } = await this.#receive('GET', path, undefined, { cookie: this.#cookie, 'x-forwarded-for': `10.0.0.${(this.#fetched % 200) + 1}` });
    return { serverMs: Number(/\bdur=([\d.]+)/.exec(timing)?.[1]) };
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.#ask('POST', path, body, { cookie: this.#cookie, 'sec-fetch-site': 'same-origin' });
  }

  async makeChatInbox(name: string): Promise<{ readonly id: string; readonly token: string }> {
    return this.api.post('/api/inboxes', { body: { channel: 'web-chat', name, config: { teamName: 'Help' }, undoSeconds: 0 } });
  }

  async newVisitor(token: string): Promise<Visitor> {
    const address = Array.from({ length: 3 }, () => Math.floor(Math.random() * 250) + 1).join('.');
    const session = (await this.#ask('POST', `/chat/${token}/sessions`, {}, { 'x-forwarded-for': `10.${address}` })) as { token: string };
    return { token: session.token, address: `10.${address}` };
  }

  /** A new address with every message: the limit of messages a minute is for people, not for this. */
  write(token: string, visitor: Visitor, text: string, id: string = randomUUID()): Promise<unknown> {
    const address = `10.${Array.from({ length: 3 }, () => Math.floor(Math.random() * 250) + 1).join('.')}`;
    return this.#ask('POST', `/chat/${token}/messages`, { id, text: `${text} ${id}`, attachments: [] }, { 'x-visitor-token': visitor.token, 'x-forwarded-for': address });
  }

  async someConversations(count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const page of this.api.pages('/api/conversations', { query: { view: 'open', limit: 100 } })) {
      ids.push(...page.conversations.map((one) => one.id));
      if (ids.length >= count) break;
    }
    return ids.slice(0, count);
  }

  reply(conversation: string, id: string): Promise<unknown> {
    return this.post(`/api/conversations/${conversation}/replies`, { id, text: 'I have looked at your order and will write to you tomorrow at 12:00.', version: 1, anyway: true, then: 'open', undoSeconds: 120 });
  }

  async openScreen(): Promise<Screen> {
    const waiting = new Map<string, (at: number) => void>();
    const socket = new WebSocket(`${this.#address.replace('http', 'ws')}/api/live`, { headers: { cookie: this.#cookie, origin: this.#address } });
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('close', () => reject(new Error('the live connection was refused')));
    });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as LiveMessage;
      if (message.kind !== 'events') return;
      for (const event of message.events) tell(event, waiting);
    });
    return { next: (id) => new Promise((resolve) => void waiting.set(id, resolve)), close: () => socket.close() };
  }

  async #ask(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<unknown> {
    const text = (await this.#receive(method, path, body, headers)).content.toString('utf8');
    return text === '' ? null : JSON.parse(text);
  }

  #receive(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<{ readonly content: Buffer; readonly timing: string }> {
    const url = new URL(path, this.#address);
    const content = body === undefined ? null : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asking = request(url, { method, agent: this.#agent, headers: { ...headers, ...(content === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }) } }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          const content = Buffer.concat(pieces);
          if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path} answered ${answer.statusCode}: ${content.toString('utf8').slice(0, 300)}`));
          else resolve({ content, timing: String(answer.headers['server-timing'] ?? '') });
        });
      });
      asking.on('error', reject);
      if (content !== null) asking.write(content);
      asking.end();
    });
  }
}

/** A visitor's message is recognised by its id at the end of its text, a reply by its own. */
function tell(event: DeskEvent, waiting: Map<string, (at: number) => void>): void {
  for (const message of event.views.messages ?? []) {
    for (const id of [message.id, message.text.slice(-36)]) {
      waiting.get(id)?.(performance.now());
      waiting.delete(id);
    }
  }
}
