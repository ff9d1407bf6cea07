// A desk for the tests of what agents do: real database and HTTP, a clock that the test moves, and a worker that works when the
// test says so, so that every step can be looked at.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { RawRequest } from '../../src/channels/channel.ts';
import { readConfig } from '../../src/config.ts';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { ListQuery, OpenReply } from '../../src/contract/requests.ts';
import type { ConversationView, InboxView } from '../../src/contract/views.ts';
import { openInstallation } from '../../src/installation.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { openOutbox } from '../../src/operations/deliver-messages.ts';
import { accountBook } from '../../src/operations/inbox-account.ts';
import { receiveMessages } from '../../src/operations/receive-messages.ts';
import { buildApp } from '../../src/server/app.ts';
import { openPresence } from '../../src/server/live/presence.ts';
import { openPeople } from '../../src/server/people.ts';
import { routesOf } from '../../src/server/routes/all.ts';
import { watchCondition } from '../../src/store/condition.ts';
import { silentLog } from '../../src/store/connection.ts';
import { channelIo } from '../../src/worker/channel-io.ts';
import type { DatabaseKind } from '../setup/clone.ts';
import { cloneDatabase } from '../setup/clone.ts';
import { watch } from '../setup/oracle.ts';
import type { Answer } from '../setup/client.ts';
import { Browser } from '../setup/client.ts';

export type AgentsDesk = Awaited<ReturnType<typeof startAgentsDesk>>;

export const setUp = {
  workspace: { name: 'Lumen', language: 'en', timeZone: 'Europe/Rome' },
  administrator: { name: 'Anna Ferri', email: 'anna@lumen.example', password: 'tre limoni gialli' },
} as const;

/** Mail servers that nobody answers at: mails are put in by hand. */
export const mailSettings = {
  imap: { host: '127.0.0.1', port: 9, secure: false, user: 'help@lumen.example', password: 'mailbox password' },
  smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' },
} as const;

export async function startAgentsDesk(kind: DatabaseKind, env: Readonly<Record<string, string>> = {}) {
  const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
  const clone = await cloneDatabase(kind);
  let ahead = 0;
  let standing: number | null = null;
  const config = readConfig({ PORT: '0', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '4', ATTUNE_KEY: '5f'.repeat(32), ATTUNE_LOG: 'silent', ...env });
  const installation = await openInstallation({ config, log: silentLog, clock: () => (standing ?? Date.now()) + ahead });
  const { desk, packs } = installation;
  const people = openPeople(desk, { version: 'test', languages: () => [], mailReady: async () => false, fillWithDemonstration: async () => undefined, apiToken: null });
  const routes = [...people.routes, ...routesOf({ accounts: accountBook(desk), packs, presence: openPresence(), version: 'test', condition: watchCondition({ pool: installation.database.pool, data }) })];
  const app = await buildApp({ desk, signIn: people.signIn, routes, trustProxy: false, version: 'test' });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const anna = new Browser(address);
  const session = await well(anna.post('/api/setup', setUp));
  const workspace = (session['workspace'] as { readonly id: string }).id;
  const chat = (await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Web site', config: { teamName: 'Lumen' } }))) as InboxView;
  const stopping = new AbortController();

  const receive = async (inbox: string, raw: RawRequest): Promise<void> => {
    await acceptRaw(desk, { workspace, id: inbox }, [raw]);
    await receiveMessages(desk, workspace);
  };

  return {
    /** For a process of its own that works on the same desk. */
    environment: { ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '4', ATTUNE_KEY: '5f'.repeat(32) },
    address, desk, workspace, anna, chat, data, database: installation.database, annaId: (session['agent'] as { readonly id: string }).id, routes,
    now: () => desk.now(),
    advance: (milliseconds: number) => (ahead += milliseconds),
    /** From now on its clock moves only when it is moved: how long the machine takes says nothing then. */
    holdClock: () => {
      standing = Date.now();
    },
    letClockGo: () => {
      standing = null;
    },
    receive,
    /** A visitor writes on the chat. @returns the conversation it went to */
    write: async (text: string, visitor: string = randomUUID(), inbox: string = chat.id): Promise<string> => {
      const id = randomUUID();
      await receive(inbox, { kind: 'message', headers: { 'x-visitor-token': `visitor-${visitor}..` }, body: Buffer.from(JSON.stringify({ id, text, attachments: [] })), receivedAt: desk.now(), key: id });
      const row = await desk.db.selectFrom('message').select('conversation').where('external_id', '=', `visitor-${visitor}/${id}`).executeTakeFirstOrThrow();
      return row.conversation;
    },
    /** A mail arrives, as its source stood in a mailbox. */
    mail: async (inbox: string, source: string | Uint8Array): Promise<void> => {
      const body = typeof source === 'string' ? Buffer.from(source.replaceAll(/\r?\n/g, '\r\n')) : source;
      await receive(inbox, { kind: 'message', headers: { uid: '7', uidvalidity: '1', folder: 'INBOX' }, body, receivedAt: desk.now(), key: randomUUID() });
    },
    /** The worker sends what is due. */
    deliver: async () => {
      const outbox = openOutbox(desk, (account) => channelIo(desk, account, stopping.signal), stopping.signal, () => undefined);
      const taken = await outbox.take();
      await outbox.idle();
      return taken;
    },
    stop: async () => {
      stopping.abort();
      await app.close();
      await installation.close();
      await clone.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export type Written = { readonly desk: AgentsDesk; readonly anna: Browser; readonly visitor: string; readonly conversation: string };

/** One desk for all tests of a block; before each of them a customer writes these words, and `given` is told who and where. */
export function whereSomebodyWrites(kind: DatabaseKind, words: string, given: (now: Written) => void): void {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    const visitor = randomUUID();
    given({ desk, anna: desk.anna, visitor, conversation: await desk.write(words, visitor) });
  });
}

let invited = 0;

/** Somebody who was invited and has accepted, signed in. */
export async function joinAs(desk: Pick<AgentsDesk, 'anna' | 'address'>, role: 'administrator' | 'lead' | 'agent', teams: readonly string[] = []): Promise<{ readonly browser: Browser; readonly id: string }> {
  invited += 1;
  const invitation = await well(desk.anna.post('/api/invitations', { email: `person${invited}@lumen.example`, role, teams, language: 'en' }));
  const browser = new Browser(desk.address);
  const session = await well(browser.post('/api/invitations/accept', { token: String(invitation['link']).split('#')[1], name: `Person ${invited}`, password: `sette pesche rosse ${invited}` }));
  return { browser, id: (session['agent'] as { readonly id: string }).id };
}

/** The body of an answer that must have gone well. */
export async function well(asked: Promise<Answer>): Promise<Record<string, unknown>> {
  const answer = await asked;
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

/** What the answer to something impossible must say. */
export async function refused(asked: Promise<Answer>, status: number, code: string, ...fields: readonly string[]): Promise<void> {
  const { status: given, body } = await asked;
  expect([given, body['code']], JSON.stringify(body)).toEqual([status, code]);
  expect(body['message']).toBeTruthy();
  expect(body['whatToDo']).toBeTruthy();
  for (const field of fields) expect(Object.keys(body['values'] as object)).toContain(field);
}

export async function open(browser: Browser, conversation: string): Promise<OpenReply> {
  return (await well(browser.get(`/api/conversations/${conversation}`))) as unknown as OpenReply;
}

export async function act(browser: Browser, conversation: string, verb: string, body: unknown = {}): Promise<ConversationView> {
  return (await well(browser.post(`/api/conversations/${conversation}/${verb}`, body))) as unknown as ConversationView;
}

export async function list(browser: Browser, query: Partial<Record<keyof ListQuery, string>>): Promise<readonly ConversationView[]> {
  return ((await well(browser.get(`/api/conversations?${new URLSearchParams(query as Record<string, string>).toString()}`)))['conversations']) as readonly ConversationView[];
}

/** Does something and asserts that its events turn the state before into the state after, for this person. @returns the kinds, in order */
export async function telling(browser: Browser, work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await tellingEvents(browser, work)).map((event) => event.kind);
}

export async function tellingEvents(browser: Browser, work: () => Promise<unknown>): Promise<readonly DeskEvent[]> {
  const watched = await watch((path) => well(browser.get(path)));
  await work();
  return watched.check();
}

/** Nothing may be told where nothing changed. */
export async function silent(browser: Browser, work: () => Promise<unknown>): Promise<void> {
  const before = (await well(browser.get('/api/snapshot')))['cursor'];
  await work();
  expect((await well(browser.get('/api/snapshot')))['cursor']).toBe(before);
}
