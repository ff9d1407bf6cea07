// A desk with a chat inbox for the tests of the visitor's side: real database, HTTP, worker; agents act by operations.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createLine, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { webChat } from '../../src/channels/registry.ts';
import { readConfig } from '../../src/config.ts';
import { openInstallation } from '../../src/installation.ts';
import { createInbox } from '../../src/operations/create-inbox.ts';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { accountBook } from '../../src/operations/inbox-account.ts';
import { sendReply } from '../../src/operations/send-reply.ts';
import { buildApp } from '../../src/server/app.ts';
import { openFeed } from '../../src/server/live/feed.ts';
import { openPresence } from '../../src/server/live/presence.ts';
import { visitorRoutes } from '../../src/server/routes/visitor.ts';
import { addVisitorLive } from '../../src/server/routes/visitor-live.ts';
import { addVisitorOrigins } from '../../src/server/routes/visitor-origins.ts';
import { addScreens } from '../../src/server/screens.ts';
import { silentLog } from '../../src/store/connection.ts';
import { findInbox } from '../../src/store/inbox.ts';
import { startWork } from '../../src/worker/work.ts';
import { cloneDatabase, type DatabaseKind } from '../setup/clone.ts';

export type ChatDesk = Awaited<ReturnType<typeof startChatDesk>>;

export const secrets = { signingSecret: 's'.repeat(43), identitySecret: 'i'.repeat(43) };

/** Builds what browsers load, where a test needs it. */
export async function buildWidget(): Promise<void> {
  const root = resolve(import.meta.dirname, '../..');
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '-c', 'src/widget/vite.config.ts'], { cwd: root });
}

/** `mail`: there is an e-mail inbox too, by which an answer could go on; nobody listens at its servers. */
export async function startChatDesk(kind: DatabaseKind, settings: Readonly<Record<string, unknown>> = {}, { mail = false } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
  const clone = await cloneDatabase(kind);
  let ahead = 0;
  const config = readConfig({ PORT: '0', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: '5f'.repeat(32), ATTUNE_LOG: 'silent' });
  const installation = await openInstallation({ config, log: silentLog, clock: () => Date.now() + ahead });
  const { desk, announcements } = installation;
  const { workspace, agent } = await createWorkspace(desk, {
    workspace: { name: 'Lumen', language: 'en', timeZone: 'Europe/Rome' },
    administrator: { name: 'Anna Ferri', email: 'anna@example.test', passwordHash: 'none' },
  }, { onlyAsFirst: true });
  const inbox = await createInbox(desk, { workspace, actor: { kind: 'agent', id: agent } }, {
    channel: webChat.name, name: 'Web site', teams: [], undoSeconds: 0, senders: [], config: { teamName: 'Lumen', ...secrets, ...settings },
  });
  const addMail = () => createInbox(desk, { workspace, actor: { kind: 'agent', id: agent } }, {
    channel: 'email', name: 'Mail', teams: [], undoSeconds: 0, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }],
    config: { imap: null, smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' } },
  });
  if (mail) await addMail();
  const accounts = accountBook(desk);
  const feed = openFeed(desk);
  const presence = openPresence();
  const app = await buildApp({
    desk, routes: visitorRoutes({ accounts, presence }), trustProxy: false, version: 'test',
    signIn: { find: async () => null } as unknown as Parameters<typeof buildApp>[0]['signIn'],
    prepare: addVisitorOrigins,
    extend: async (server) => {
      addVisitorLive(server, { desk, accounts, feed, presence });
      await addScreens(server);
    },
  });
  const stopWatching = announcements.on((what) => (what === null || what.news.includes('events')) && feed.look(what?.workspace ?? null));
  const work = { current: startWork(desk, { rawDays: 30 }) };
  const stopTelling = announcements.on((what) => work.current.look(what));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const token = (await findInbox(desk.db, workspace, inbox))!.token;
  const newest = async () => desk.db.selectFrom('conversation').select(['id', 'version']).where('workspace', '=', workspace).orderBy('last_at', 'desc').executeTakeFirst();
  return {
    address, token, inbox, workspace, agent, desk, feed, presence, data,
    addMail,
    advance: (milliseconds: number) => (ahead += milliseconds),
    /** What the desk holds: every message of the workspace, oldest first. */
    messages: async () => desk.db.selectFrom('message').select(['id', 'text', 'direction', 'external_id', 'conversation', 'sent_at', 'created_at']).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute(),
    /** An agent answers the newest conversation. */
    reply: async (text: string, more: { readonly closes?: true; readonly byMachine?: true; readonly undoSeconds?: number; readonly attachments?: readonly string[] } = {}) => {
      const conversation = (await newest())!;
      const id = desk.newId();
      await sendReply(desk, workspace, {
        id, conversation: conversation.id, author: { kind: more.byMachine ? 'automation' : 'agent', id: agent }, text, version: conversation.version, anyway: true,
        sender: null, blindCopy: [], attachments: more.attachments ?? [], then: more.closes ? 'closed' : 'waiting', undoSeconds: more.undoSeconds ?? 0,
      });
      return { id, conversation: conversation.id };
    },
    /** The worker is away: raw input waits. */
    stopWorker: async () => work.current.stop(),
    startWorker: () => {
      work.current = startWork(desk, { rawDays: 30 });
    },
    stop: async () => {
      stopWatching();
      stopTelling();
      await app.close();
      await work.current.stop();
      await installation.close();
      await clone.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Waits for what another process or a browser does. */
export async function until<Value>(what: () => Promise<Value> | Value, good: (value: Value) => boolean, seconds = 45): Promise<Value> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const value = await what();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${JSON.stringify(value)}`);
    await new Promise((resolve) => void setTimeout(resolve, 25));
  }
}

/** A line to a server that can be cut, as a train does in a tunnel, and mended. */
export async function startLine(to: string) {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  let cut = false;
  const server = createLine((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    return undefined;
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      cut = true;
      cutAll();
    },
    mend: () => {
      cut = false;
    },
    stop: async () => {
      cutAll();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** A shop's page on another origin, with whatever the shop puts into it. */
export async function startShop(body: string, headers: Readonly<Record<string, string>> = {}, { head = '', attributes = '' } = {}) {
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    answer.end(`<!doctype html><html lang="en" ${attributes}><head>${head}<meta name="viewport" content="width=device-width"><title>Shop</title></head><body><main><h1>Shop</h1><p>Lamps.</p></main>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
}
