// Webhooks of a channel whose vendor calls us: stored before they are answered, refused when they are forged, and a refusal is shown
// on the inbox until the two sides agree again. The vendor is a bell that only rings.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { createInbox } from '../../src/operations/create-inbox.ts';
import { accountBook } from '../../src/operations/inbox-account.ts';
import { receiveMessages } from '../../src/operations/receive-messages.ts';
import { buildApp } from '../../src/server/app.ts';
import { hookRoutes } from '../../src/server/routes/hooks.ts';
import { findInbox } from '../../src/store/inbox.ts';
import { databaseKinds } from '../setup/clone.ts';
import { type AgentsDesk, startAgentsDesk } from './agents-desk.ts';

const bell: Channel<{ readonly secret: string }> = {
  name: 'bell',
  can: { formats: ['text'], attachments: false, receipts: [], maxLength: null, replyWindow: null, startsConversations: false, copies: false, idempotent: true },
  secrets: ['secret'],
  takesWebhooks: true,
  acknowledgement: 'heard',
  handshake: ({ method, query, body }, { secret }) => (method === 'GET' ? (query['secret'] === secret ? (query['say'] ?? '') : null) : Buffer.from(body).toString() === 'who is there?' ? 'a bell' : null),
  readConfig: (input) => input as { secret: string },
  authentic: ({ headers }, { secret }) => headers['x-bell-secret'] === secret,
  receive: ({ body, receivedAt }) => {
    const text = Buffer.from(body).toString();
    return [{
      kind: 'message', externalId: text, fingerprint: text, thread: { references: [], key: null, subject: null, number: null, participants: [] }, from: { externalId: 'door', name: null, verified: true },
      recipients: { to: [], copy: [], blindCopy: [] }, sentAt: receivedAt, content: { subject: null, text, html: null, attachments: [] }, machineSent: false,
    }];
  },
  send: async () => ({ ok: true, externalId: 'none' }),
};

describe.each(databaseKinds())('webhooks on %s', (kind) => {
  let place: AgentsDesk;
  let app: Awaited<ReturnType<typeof buildApp>>;
  let address: string;
  let inbox: string;
  beforeAll(async () => {
    place = await startAgentsDesk(kind);
    const desk = { ...place.desk, channels: new Map([...place.desk.channels, [bell.name, bell as Channel]]) };
    place = { ...place, desk };
    inbox = await createInbox(desk, { workspace: place.workspace, actor: { kind: 'agent', id: place.annaId } }, { channel: 'bell', name: 'Door', teams: [], undoSeconds: 0, senders: [], config: { secret: 'agreed' } });
    app = await buildApp({ desk, routes: hookRoutes(accountBook(desk)), trustProxy: false, version: 'test', signIn: { find: async () => null } as unknown as Parameters<typeof buildApp>[0]['signIn'] });
    address = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await app?.close();
    await place?.stop();
  });

  const row = async () => (await findInbox(place.desk.db, place.workspace, inbox))!;
  const ring = async (secret: string, body: string) => (await fetch(`${address}/hooks/${(await row()).token}`, { method: 'POST', headers: { 'x-bell-secret': secret }, body })).status;
  const told = async () => (await place.desk.db.selectFrom('event').select('data').where('kind', '=', 'inbox-health-changed').orderBy('number').execute()).map((event) => event.data);

  test('what is authentic is stored and becomes a message', async () => {
    expect(await ring('agreed', 'first ring')).toBe(200);
    await receiveMessages(place.desk, place.workspace);
    const messages = await place.desk.db.selectFrom('message').select('text').where('inbox', '=', inbox).execute();
    expect(messages).toEqual([{ text: 'first ring' }]);
    expect((await row()).health).toEqual({ is: 'connected' });
    expect(await told()).toEqual([]);
    // What proves that it is authentic is a secret: it is asked for, and not kept.
    const [stored] = await place.desk.db.selectFrom('raw_input').select('headers').where('inbox', '=', inbox).execute();
    expect(JSON.stringify(stored)).not.toContain('agreed');
  });

  test('a vendor that only asks whether the address is ours is answered, and nothing is stored; it reads what it must read', async () => {
    const { token } = await row();
    const asked = async (query: string) => fetch(`${address}/hooks/${token}?${query}`);
    expect(await (await asked('secret=agreed&say=hello&say=again')).text()).toBe('hello');
    expect((await asked('secret=guessed&say=hello')).status).toBe(403);
    expect((await asked('')).status).toBe(403);
    const before = (await place.desk.db.selectFrom('raw_input').select('id').where('inbox', '=', inbox).execute()).length;
    const unsigned = await fetch(`${address}/hooks/${token}`, { method: 'POST', body: 'who is there?' });
    expect([unsigned.status, await unsigned.text()]).toEqual([200, 'a bell']);
    expect(await place.desk.db.selectFrom('raw_input').select('id').where('inbox', '=', inbox).execute()).toHaveLength(before);
    const taken = await fetch(`${address}/hooks/${token}`, { method: 'POST', headers: { 'x-bell-secret': 'agreed' }, body: 'a ring that is acknowledged' });
    expect([taken.status, taken.headers.get('content-type'), await taken.text()]).toEqual([200, 'text/plain; charset=utf-8', 'heard']);
    await receiveMessages(place.desk, place.workspace);
  });

  test('what is forged, or signed with a secret that only one side knows, is refused and shown; the next good one heals it', async () => {
    expect(await ring('another', 'forged')).toBe(403);
    expect((await row()).health).toMatchObject({ is: 'failing', problem: { code: 'webhook-refused' } });
    // Settings are kept for a moment: however often it is refused then, it is told once.
    expect(await ring('another', 'forged')).toBe(403);
    await pause(2_100);
    expect(await ring('another', 'forged')).toBe(403);
    expect(await told()).toEqual([{ inbox, is: 'failing', code: 'webhook-refused' }]);
    expect(await ring('agreed', 'second ring')).toBe(200);
    expect((await row()).health).toEqual({ is: 'connected' });
    expect(await told()).toHaveLength(2);
    const stored = await place.desk.db.selectFrom('raw_input').select('id').where('inbox', '=', inbox).execute();
    expect(stored).toHaveLength(3);
  });

  test('an unknown address and a body without end are refused, and hold up nobody who wants to stop', async () => {
    expect((await fetch(`${address}/hooks/${'x'.repeat(32)}`, { method: 'POST', body: 'x' })).status).toBe(404);
    expect(await ring('agreed', 'x'.repeat(6 * 1_048_576))).toBe(413);
    // A connection that is left half read lives until it times out, after more than a minute.
    expect(await Promise.race([app.close().then(() => 'stopped'), pause(20_000, 'held up', { ref: false })])).toBe('stopped');
  });
});
