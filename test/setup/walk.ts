// Two workspaces with one of each thing, and people of every kind who ask for them: what the permission walk walks over.
import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import type { Scope } from '../../src/domain/access/scope.ts';
import { scopes } from '../../src/domain/access/scope.ts';
import { createInbox } from '../../src/operations/create-inbox.ts';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { receiveNow } from '../../src/operations/receive-messages.ts';
import { sendReply } from '../../src/operations/send-reply.ts';
import type { Route } from '../../src/server/route.ts';
import { hashNewPassword } from '../../src/server/signing-in.ts';
import { webChat } from '../../src/channels/registry.ts';
import { openAccount } from '../../src/operations/inbox-account.ts';
import { findInbox } from '../../src/store/inbox.ts';
import { findFirstWorkspace } from '../../src/store/workspace.ts';
import { Browser } from './client.ts';
import { sample } from './sample.ts';
import type { DatabaseKind } from './clone.ts';
import type { TestDesk } from './desk.ts';
import { administrator, startDesk } from './desk.ts';

/** `lacking-…`: a service token of an administrator with every scope but one. `agent-token`: the agent's own, with every scope. */
export type Person = 'administrator' | 'agent' | 'stranger-administrator' | 'agent-token' | `lacking-${Scope}`;

export type Walk = {
  readonly address: string;
  readonly routes: readonly Route[];
  /** One of each thing, by the name it has in paths; the conversation is in an inbox that the agent's teams do not reach. */
  readonly ids: Readonly<Record<string, string>>;
  ask(who: Person | null, route: Route, path: string, body?: unknown, asIs?: boolean): Promise<{ readonly status: number; readonly code: unknown }>;
  /** Bytes and headers exactly as given. */
  send(who: Person | null, method: string, request: { readonly path: string; readonly body?: string | Uint8Array; readonly headers: Readonly<Record<string, string>> }): Promise<{ readonly status: number; readonly text: string }>;
  /** The number of the newest event that somebody brought about by a request; the worker's own come at their own times. */
  lastAsked(): Promise<number>;
  /** Whether the things in `ids` are as they were. */
  untouched(): Promise<boolean>;
  stop(): Promise<void>;
};

const password = 'three yellow lemons';

export async function openWalk(kind: DatabaseKind): Promise<Walk> {
  // Behind a proxy, so that many requests can come from many addresses.
  const place = await startDesk(kind, { ATTUNE_TRUST_PROXY: 'yes', ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
  const { desk } = place.installation;
  const browsers: Partial<Record<Person, Browser>> & Record<'administrator' | 'agent' | 'stranger-administrator', Browser> = { administrator: new Browser(place.address), agent: new Browser(place.address), 'stranger-administrator': new Browser(place.address) };
  await signIn(browsers.administrator, administrator);
  const workspace = (await findFirstWorkspace(desk.db))!.id;
  const second = { name: 'Elsewhere', email: 'eve@example.test', passwordHash: await hashNewPassword(password, []) };
  await createWorkspace(desk, { workspace: { name: 'Elsewhere', language: 'en', timeZone: 'UTC' }, administrator: second }, { onlyAsFirst: false });
  await signIn(browsers['stranger-administrator'], { email: second.email, password });
  const agent = await invite(browsers.administrator, browsers.agent);
  const ids = { ...(await makeThings(place, workspace, browsers.administrator)), agent };
  Object.assign(browsers, await makeTokens(place.address, browsers.administrator, browsers.agent));
  const state = () => picture(place, workspace);
  const before = await state();
  return {
    address: place.address,
    routes: place.routes,
    ids,
    send: async (who, method, { path, body, headers }) => {
      const cookies = who === null ? [] : [...browsers[who]!.cookies].map(([name, value]) => `${name}=${value}`);
      const answer = await fetch(`${place.address}${path}`, { method, headers: { 'sec-fetch-site': 'same-origin', cookie: cookies.join('; '), ...headers }, ...(body === undefined ? {} : { body }) });
      return { status: answer.status, text: await answer.text() };
    },
    ask: async (who, route, path, body, asIs = false) => {
      const browser = who === null ? new Browser(place.address) : browsers[who]!;
      const given = asIs ? body : route.body ? sample(route.body) : undefined;
      const { status, body: answer } = await browser.ask(route.method, path + sampleQuery(route), given);
      return { status, code: answer['code'] };
    },
    lastAsked: async () => (await desk.db.selectFrom('event').select('number').where('workspace', '=', workspace).where('actor_kind', 'in', ['agent', 'service']).orderBy('number', 'desc').limit(1).executeTakeFirst())?.number ?? 0,
    untouched: async () => JSON.stringify(before) === JSON.stringify(await state()),
    stop: () => place.stop(),
  };
}

async function signIn(browser: Browser, who: { readonly email: string; readonly password: string }): Promise<void> {
  const { status } = await browser.post('/api/session', { email: who.email, password: who.password });
  if (status !== 200) throw new Error(`${who.email} could not sign in (${status})`);
}

async function invite(inviting: Browser, invited: Browser): Promise<string> {
  const email = `${randomBytes(4).toString('hex')}@example.test`;
  const { body } = await inviting.post('/api/invitations', { email, role: 'agent' });
  const token = tokenIn(body['link'] as string);
  const accepted = await invited.post('/api/invitations/accept', { token, name: 'Olga', password });
  if (accepted.status !== 200) throw new Error(`the invitation was not accepted (${accepted.status}): ${JSON.stringify(accepted.body)}`);
  const session = await invited.get('/api/session');
  return (session.body['agent'] as { id: string }).id;
}

async function makeTokens(address: string, administrating: Browser, agent: Browser): Promise<Partial<Record<Person, Browser>>> {
  const holding = (value: unknown) => new Browser(address, { authorization: `Bearer ${String(value)}` });
  const made: Partial<Record<Person, Browser>> = {};
  for (const scope of scopes) {
    const { body } = await administrating.post('/api/service-tokens', { name: `all but ${scope}`, role: 'administrator', scopes: scopes.filter((one) => one !== scope) });
    made[`lacking-${scope}`] = holding(body['value']);
  }
  made['agent-token'] = holding((await agent.post('/api/personal-tokens', { name: 'mine', scopes })).body['value']);
  return made;
}

async function makeThings(place: TestDesk, workspace: string, browser: Browser): Promise<Record<string, string>> {
  const { desk } = place.installation;
  const me = ((await browser.get('/api/session')).body['agent'] as { id: string }).id;
  const team = (await browser.post('/api/teams', { name: 'Closed circle', members: [me] })).body['id'] as string;
  const invitation = await browser.post('/api/invitations', { email: 'later@example.test', role: 'agent' });
  const service = await browser.post('/api/service-tokens', { name: 'robot', role: 'agent' });
  const inbox = await createInbox(desk, { workspace, actor: { kind: 'agent', id: me } }, { channel: 'web-chat', name: 'Chat', config: { teamName: 'Help' }, senders: [], teams: [team], undoSeconds: 60 });
  const conversation = await writeAsVisitor(place, workspace, inbox);
  const rows = await desk.db.selectFrom('conversation').selectAll().where('id', '=', conversation).executeTakeFirstOrThrow();
  const message = randomUUID();
  await sendReply(desk, workspace, {
    id: message, conversation, author: { kind: 'agent', id: me }, text: 'I will call you tomorrow at 12:00.', version: rows.version, anyway: false, sender: null, blindCopy: [], attachments: [], then: 'waiting', undoSeconds: 120,
    commitments: [{ start: 0, end: 34, due: null }],
  });
  const one = async (table: 'delivery' | 'commitment' | 'raw_input') => (await desk.db.selectFrom(table).select('id').where('workspace', '=', workspace).limit(1).executeTakeFirstOrThrow()).id;
  const upload = await fetch(`${place.address}/api/attachments`, {
    method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain', 'x-file-name': 'a.txt', 'sec-fetch-site': 'same-origin', cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  const merge = desk.newId();
  await desk.db.insertInto('merge').values({ workspace, id: merge, kind: 'split', survivor: conversation, before: '{}', after: '{}', place: 1, cursor: 0, actor_kind: 'agent', actor: me, created_at: desk.now(), undone_at: desk.now() }).execute();
  return {
    team, inbox, conversation, message, merge,
    invitation: (invitation.body['invitation'] as { id: string } | undefined)?.id ?? (invitation.body['id'] as string),
    ...(await makeWebhook(browser)),
    personalToken: (await browser.post('/api/personal-tokens', { name: 'script', scopes: ['read'] })).body['id'] as string,
    token: (service.body['token'] as { id: string } | undefined)?.id ?? (service.body['id'] as string),
    plannedReply: randomUUID(), plannedForward: randomUUID(), plannedStart: randomUUID(), batch: randomUUID(), contactImport: randomUUID(),
    correction: randomUUID(),
    device: await makeDevice(browser),
    template: (await browser.post('/api/templates', { language: 'en', name: 'For all', text: 'Hello', shared: true })).body['id'] as string,
    ...(await makeMacro(browser, conversation)),
    view: (await browser.post('/api/views', { id: randomUUID(), name: 'For all', query: {}, shared: true })).body['id'] as string,
    contact: rows.contact, delivery: await one('delivery'), commitment: await one('commitment'), rawInput: await one('raw_input'),
    attachment: ((await upload.json()) as { id: string }).id, inboxToken: 'unknown', code: 'en', file: 'x',
  };
}

/** A browser of theirs that may ring. */
async function makeDevice(browser: Browser): Promise<string> {
  const keys = { p256dh: createECDH('prime256v1').generateKeys().toString('base64url'), auth: randomBytes(16).toString('base64url') };
  return (await browser.post('/api/me/devices', { endpoint: 'http://127.0.0.1:9/push', keys, device: 'Firefox' })).body['id'] as string;
}

/** For everybody, and run once already. */
async function makeMacro(browser: Browser, conversation: string): Promise<Record<string, string>> {
  const macro = (await browser.post('/api/macros', { name: 'Park it', steps: [{ do: 'add-tags', tags: ['parked'] }], shared: true })).body['id'] as string;
  return { macro, macroRun: (await browser.post(`/api/conversations/${conversation}/macros/${macro}`, { run: randomUUID() })).body['run'] as string };
}

/** One that nobody answers at, with a test in its log. */
async function makeWebhook(browser: Browser): Promise<Record<string, string>> {
  const webhook = (await browser.post('/api/webhooks', { name: 'Shop', address: 'https://127.0.0.1:9/', groups: ['messages'] })).body['id'] as string;
  return { webhook, webhookDelivery: (await browser.post(`/api/webhooks/${webhook}/test`)).body['id'] as string };
}

async function writeAsVisitor(place: TestDesk, workspace: string, inbox: string): Promise<string> {
  const { desk } = place.installation;
  const row = (await findInbox(desk.db, workspace, inbox))!;
  const config = openAccount(desk, row).config as Parameters<typeof webChat.openSession>[1];
  const session = webChat.openSession({ inbox, newId: desk.newId() }, config)!;
  const id = randomUUID();
  const body = Buffer.from(JSON.stringify({ id, text: 'Where is my parcel? I am angry.' }));
  await receiveNow(desk, row, { id: desk.newId(), kind: 'message', headers: { [webChat.tokenHeader]: session.token }, body, blob: null, bytes: body.byteLength, key: id, receivedAt: desk.now() });
  return (await desk.db.selectFrom('conversation').select('id').where('inbox', '=', inbox).executeTakeFirstOrThrow()).id;
}

async function picture(place: TestDesk, workspace: string): Promise<unknown> {
  const { db } = place.installation.desk;
  const all = async (table: 'conversation' | 'message' | 'delivery' | 'commitment' | 'team' | 'agent' | 'inbox' | 'contact') => db.selectFrom(table).selectAll().where('workspace', '=', workspace).orderBy('id').execute();
  return Promise.all((['conversation', 'message', 'commitment', 'team', 'agent', 'contact'] as const).map(all));
}

function sampleQuery(route: Route): string {
  if (!route.query) return '';
  const values = Object.entries(sample(route.query) as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
  return values.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(values)).toString()}`;
}

function tokenIn(link: string): string {
  const { searchParams, hash, pathname } = new URL(link);
  return searchParams.get('token') ?? (hash === '' ? pathname.split('/').at(-1)! : hash.slice(1).replace(/^token=/, ''));
}
