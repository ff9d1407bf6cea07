// A whole story told with the typed client: an inbox is made, a customer writes, is answered, the matter is closed, and another
// program hears of it all; with a network that fails in between.
import { randomUUID } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { DeskProblem, isProblem, openClient, verifyWebhook } from '../../src/client/client.ts';
import type { EveryRouteIsTyped } from '../../src/client/calls.ts';
import type { DeskEvent } from '../../src/contract/event.ts';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { eventually, eventuallyHolds } from '../setup/eventually.ts';
import { startReceiver } from '../setup/receiver.ts';

/** Does not compile where a table of routes has lost its routes' types: leave out its `: readonly Route[]`. */
const everyRouteIsTyped: EveryRouteIsTyped = true;

describe.each(databaseKinds())('the typed client on %s', (kind) => {
  let desk: TestDesk;
  let client: Client;
  let token: string;
  beforeAll(async () => {
    desk = await startDesk(kind, { ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
    const anna = new Browser(desk.address);
    await anna.post('/api/session', administrator);
    token = String((await anna.post('/api/personal-tokens', { name: 'story', scopes: ['read', 'write', 'send', 'administer', 'webhooks'] })).body['value']);
    client = openClient({ address: desk.address, token });
  });
  afterAll(() => desk.stop());

  /** A customer, on the chat of a web site. */
  const write = async (inboxToken: string, text: string) => {
    const ask = async (path: string, body: unknown, headers = {}) => (await fetch(`${desk.address}/chat/${inboxToken}/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })).json() as Promise<{ token: string }>;
    await ask('messages', { id: randomUUID(), text, attachments: [] }, { 'x-visitor-token': (await ask('sessions', {})).token });
  };
  const heard = (events: readonly DeskEvent[], what: DeskEvent['kind']) => events.find((event) => event.kind === what);

  test('from the inbox to the closed matter', async () => {
    expect(everyRouteIsTyped).toBe(true);
    const receiver = await startReceiver();
    const webhook = await client.post('/api/webhooks', { body: { name: 'Shop', address: receiver.address, groups: ['messages', 'conversations'] } });
    const events: DeskEvent[] = [];
    const live = client.live({ onEvent: (event) => events.push(event) });
    await eventuallyHolds(() => expect(live.cursor).not.toBeNull());

    const inbox = await client.post('/api/inboxes', { body: { channel: 'web-chat', name: 'Web site', config: { teamName: 'Lumen' }, undoSeconds: 0 } });
    await write(inbox.token, 'Where is my parcel? I am angry.');
    const conversation = await eventually('the message', async () => heard(events, 'message-received')?.conversation);
    const opened = await client.get('/api/conversations/{conversation}', { params: { conversation } });
    expect(opened.messages.map(({ text }) => text)).toEqual(['Where is my parcel? I am angry.']);

    const file = await client.upload('наклейка.txt', 'text/plain', new TextEncoder().encode('RR123'));
    const reply = await client.post('/api/conversations/{conversation}/replies', {
      params: { conversation }, body: { id: randomUUID(), text: 'It is on its way; the label is here.', version: opened.conversation.version, attachments: [file.id] },
    });
    expect(reply.attachments).toMatchObject([{ name: 'наклейка.txt' }]);
    expect(await (await client.get('/api/attachments/{attachment}', { params: { attachment: file.id } })).text()).toBe('RR123');
    const closed = await client.post('/api/conversations/{conversation}/close', { params: { conversation }, body: { because: 'solved' } });
    expect(closed.state.is).toBe('closed');

    await eventuallyHolds(() => expect(heard(events, 'conversation-closed')?.views.conversations).toMatchObject([{ id: conversation, state: { is: 'closed', because: 'solved' } }]));
    await eventuallyHolds(() => expect(receiver.received.map(({ body }) => body.kind)).toEqual(expect.arrayContaining(['message-received', 'reply-sent', 'conversation-closed'])));
    const numbers = events.map(({ number }) => number);
    expect(numbers, 'each once, in order').toEqual([...new Set(numbers)].sort((one, other) => one - other));
    const [first] = receiver.received;
    const headers = new Headers(first!.headers as Record<string, string>);
    const body = JSON.stringify(first!.body);
    expect(await verifyWebhook({ secret: webhook.secret, headers, body })).toMatchObject({ id: first!.id, workspace: expect.any(String) });
    expect(await verifyWebhook({ secret: webhook.secret, headers, body: `${body} ` })).toBeNull();
    expect(await verifyWebhook({ secret: webhook.secret, headers, body, now: Date.now() + 301_000 })).toBeNull();
    expect(await verifyWebhook({ secret: 'whsec_not base64', headers, body })).toBeNull();
    expect(await verifyWebhook({ secret: webhook.secret, headers: new Headers(), body })).toBeNull();
    live.close();
    expect(await client.delete('/api/webhooks/{webhook}', { params: { webhook: webhook.id } })).toBeUndefined();
    await receiver.stop();
  });

  test('lists page by page', async () => {
    const inbox = await client.post('/api/inboxes', { body: { channel: 'web-chat', name: 'Pages', config: { teamName: 'Lumen' } } });
    for (const text of ['one', 'two', 'three']) await write(inbox.token, text);
    await eventuallyHolds(async () => expect((await client.get('/api/conversations', { query: { inbox: inbox.id } })).conversations).toHaveLength(3));
    const pages: string[][] = [];
    for await (const page of client.pages('/api/conversations', { query: { inbox: inbox.id, limit: 2 } })) pages.push(page.conversations.map(({ last }) => last.text));
    expect(pages).toEqual([['three', 'two'], ['one']]);
  });

  test('a problem is an error with the desk\'s code, words and advice', async () => {
    const refused = await client.get('/api/conversations/{conversation}', { params: { conversation: randomUUID() } }).catch((error: unknown) => error);
    expect(isProblem(refused, 'not-found')).toBe(true);
    expect(refused).toMatchObject({ status: 404, message: 'This does not exist, or you may not see it.', whatToDo: expect.any(String) });
    const wrong = await client.post('/api/teams', { body: { name: '' } }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'input-wrong', values: { name: expect.any(String) } });
    const stranger = await openClient({ address: desk.address, token: 'attune_nobody' }).get('/api/tags').catch((error: unknown) => error);
    expect(stranger).toMatchObject({ code: 'not-signed-in', status: 401 });
    const away = await openClient({ address: 'http://127.0.0.1:9', token, retries: 1 }).get('/api/tags').catch((error: unknown) => error);
    expect(away).toBeInstanceOf(DeskProblem);
    expect(away).toMatchObject({ code: 'not-reached', status: null });
    const elsewhere = await openClient({ address: desk.address, token, fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 404 }) }).get('/api/tags').catch((error: unknown) => error);
    expect(elsewhere).toMatchObject({ code: 'not-understood', status: 404 });
  });

  test('an answer that is lost on its way does not make anything twice', async () => {
    let lost = 0;
    const flaky = openClient({
      address: desk.address, token,
      fetch: async (...given) => {
        const answer = await fetch(...given);
        if ((lost += 1) % 3 !== 0) throw new TypeError('the connection broke after the request was carried out');
        return answer;
      },
    });
    const team = await flaky.post('/api/teams', { body: { name: 'Once and for all' } });
    const { teams } = await client.get('/api/teams');
    expect(teams.filter(({ name }) => name === 'Once and for all')).toEqual([team]);
    const aborted = new AbortController();
    aborted.abort(new Error('never mind'));
    await expect(client.get('/api/tags', { signal: aborted.signal })).rejects.toThrow('never mind');
  });

  test('live events go on where they were when the connection breaks', async () => {
    const line = await openBreakable(desk.address);
    const events: DeskEvent[] = [];
    const states: boolean[] = [];
    const live = openClient({ address: line.address, token }).live({ onEvent: (event) => events.push(event), onState: (connected) => states.push(connected) });
    await eventuallyHolds(() => expect(states).toEqual([true]));
    const names = ['Before', 'While it was broken', 'After'];
    await client.post('/api/teams', { body: { name: names[0]! } });
    await eventuallyHolds(() => expect(events).toHaveLength(1));
    line.break();
    await eventuallyHolds(() => expect(states).toContain(false));
    await client.post('/api/teams', { body: { name: names[1]! } });
    await eventuallyHolds(() => expect(states.at(-1)).toBe(true));
    await client.post('/api/teams', { body: { name: names[2]! } });
    await eventuallyHolds(() => expect(events.map((event) => event.views.teams?.[0]?.name)).toEqual(names));
    live.close();
    await line.stop();
  });

  test('a token without the scope, or one that was withdrawn, hears nothing', async () => {
    const service = await client.post('/api/service-tokens', { body: { name: 'deaf', role: 'agent', scopes: ['write'] } });
    const ended: unknown[] = [];
    for (const value of [service.value, 'attune_nobody']) openClient({ address: desk.address, token: value }).live({ onEvent: () => undefined, onEnd: (problem) => ended.push(problem.code) });
    await eventuallyHolds(() => expect(ended).toEqual(expect.arrayContaining(['not-allowed', 'not-signed-in'])));
    const hearing = await client.post('/api/service-tokens', { body: { name: 'hearing', role: 'agent', scopes: ['read'] } });
    const heardByService: DeskEvent[] = [];
    const live = openClient({ address: desk.address, token: hearing.value }).live({ onEvent: (event) => heardByService.push(event) });
    await eventuallyHolds(() => expect(live.cursor).not.toBeNull());
    await client.post('/api/teams', { body: { name: 'For machines too' } });
    await eventuallyHolds(() => expect(heardByService).toMatchObject([{ kind: 'team-created' }]));
    live.close();
  });
});

/** A line to the desk that can be cut. */
async function openBreakable(address: string): Promise<{ readonly address: string; break(): void; stop(): Promise<void> }> {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  const server = createServer((here) => {
    const there = connect(Number(port), hostname);
    for (const socket of [here, there]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    here.pipe(there).pipe(here);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, break: cut,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
