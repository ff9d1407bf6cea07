// How VK tells: its calls with secret, confirmation and repetition, and its queue.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vk, type VkRunning } from './vk.ts';

type Told = { readonly type: string; readonly event_id: string; readonly secret?: string; readonly group_id: number; readonly object: Record<string, unknown> };
let vendor: VkRunning;
let server: Server;
let told: Told[];
/** What the desk answers to the next calls; afterwards `ok`. */
let answers: { readonly status: number; readonly body: string }[];
let desk: string;
let code: string;

beforeEach(async () => {
  vendor = await vk.start({ port: 0, seed: 3, pace: 0.001 });
  [told, answers, code] = [[], [], String(vendor.settings['confirmationCode'])];
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const event = JSON.parse(Buffer.concat(pieces).toString()) as Told;
      if (event.type === 'confirmation') return void response.end(code);
      told.push(event);
      const { status, body } = answers.shift() ?? { status: 200, body: 'ok' };
      return void response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  desk = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/x`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await vendor.stop();
});

const types = () => told.map(({ type }) => type);
const soon = { timeout: 5_000, interval: 10 };

describe('a Callback server', () => {
  it('is told nothing before it has answered with the code', async () => {
    code = 'wrong';
    expect((await vendor.callbackTo(desk)).status).toBe('failed');
    vendor.customers.write('Анна', { text: 'раз' });
    await vendor.quiet();
    expect(told).toEqual([]);
  });

  it('is made known by method too, and taken off', async () => {
    const call = async (method: string, values: Readonly<Record<string, string>>) => (await fetch(`${vendor.address}/method/${method}`, { method: 'POST', headers: { authorization: `Bearer ${String(vendor.settings['accessToken'])}` }, body: new URLSearchParams({ group_id: String(vendor.settings['groupId']), v: '5.199', ...values }) })).json() as Promise<{ response?: unknown; error?: { error_code: number } }>;
    expect(await call('groups.addCallbackServer', { url: 'nowhere', title: 'desk' })).toMatchObject({ error: { error_code: 100 } });
    expect(await call('groups.addCallbackServer', { url: desk, title: 'a title that is too long' })).toMatchObject({ error: { error_code: 100 } });
    expect(await call('groups.addCallbackServer', { url: desk, title: 'desk', secret_key: 'x'.repeat(51) })).toMatchObject({ error: { error_code: 100 } });
    expect(await call('groups.addCallbackServer', { url: desk, title: 'desk', secret_key: 'secret' })).toEqual({ response: { server_id: 1 } });
    await vi.waitFor(async () => expect(await call('groups.getCallbackServers', {})).toMatchObject({ response: { items: [{ id: 1, status: 'ok' }] } }), soon);
    expect(await call('groups.getCallbackConfirmationCode', {})).toEqual({ response: { code } });
    expect(await call('groups.deleteCallbackServer', { server_id: '9' })).toMatchObject({ error: { error_code: 100 } });
    expect(await call('groups.deleteCallbackServer', { server_id: '1' })).toEqual({ response: 1 });
  });

  it('hears what people do, with the secret and a name for every event', async () => {
    await vendor.callbackTo(desk);
    const first = vendor.customers.write('Анна', { text: 'раз', files: [{ name: 'a.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF') }] });
    await vi.waitFor(() => expect(types()).toEqual(['message_allow', 'message_new']), soon);
    expect(told[1]).toMatchObject({ secret: vendor.settings['secretKey'], group_id: 123_456_789, object: { message: { text: 'раз', conversation_message_id: 1, from_id: 500_000_001, peer_id: 500_000_001, out: 0, attachments: [{ type: 'doc', doc: { title: 'a.pdf', size: 4 } }] } } });
    await vendor.quiet();
    expect(first.told).toBe(true);
    vendor.customers.edit!(first.id, 'раз, нет');
    vendor.customers.type('Анна');
    vendor.customers.block!('Анна');
    vendor.customers.unblock!('Анна');
    vendor.customers.begin!('Борис', 'k3J');
    vendor.customers.writeAsAdministrator('Анна', 'от себя');
    await vendor.quiet();
    expect(types().slice(2).toSorted()).toEqual(['message_allow', 'message_allow', 'message_deny', 'message_edit', 'message_new', 'message_reply', 'message_typing_state']);
    expect(told.find(({ type, object }) => type === 'message_new' && JSON.stringify(object).includes('k3J'))?.object).toMatchObject({ message: { ref: 'k3J', payload: '{"command":"start"}' } });
    expect(told.find(({ type }) => type === 'message_reply')?.object).toMatchObject({ admin_author_id: expect.any(Number), out: 1, random_id: 0 });
    expect(new Set(told.map(({ event_id: id }) => id)).size).toBe(told.length);
  });

  it('is told again what it did not take, under the same name, and not for ever', async () => {
    await vendor.callbackTo(desk);
    vendor.customers.unblock!('Анна');
    await vendor.quiet();
    answers = [{ status: 500, body: 'ok' }, { status: 200, body: 'thanks' }];
    const entry = vendor.customers.write('Анна', { text: 'раз' });
    await vendor.quiet();
    expect(types()).toEqual(['message_allow', 'message_new', 'message_new', 'message_new']);
    expect(new Set(told.slice(1).map(({ event_id: id }) => id)).size).toBe(1);
    expect(entry.told).toBe(true);
    answers = Array.from({ length: 9 }, () => ({ status: 500, body: '' }));
    const lost = vendor.customers.write('Анна', { text: 'два' });
    await vendor.quiet();
    expect(types().slice(4)).toHaveLength(6);
    expect(lost.told).toBe(false);
  });

  it('hears out of order where that is asked for', async () => {
    await vendor.callbackTo(desk);
    vendor.customers.unblock!('Анна');
    Object.assign(vendor.faults, { overtaken: 0.5, late: 40 });
    const texts = Array.from({ length: 20 }, (_, place) => String(place));
    for (const text of texts) vendor.customers.write('Анна', { text });
    await vendor.quiet();
    const heard = told.flatMap(({ object }) => ('message' in object ? [(object['message'] as { readonly text: string }).text] : []));
    expect(heard).not.toEqual(texts);
    expect(heard.toSorted()).toEqual(texts.toSorted());
  });

  it('hears twice where that is asked for', async () => {
    await vendor.callbackTo(desk);
    vendor.faults.duplicated = 1;
    vendor.customers.unblock!('Анна');
    await vendor.quiet();
    expect(types()).toEqual(['message_allow', 'message_allow']);
  });

  it('hears how far somebody has read, or not at all, and what was pressed', async () => {
    const call = (values: Readonly<Record<string, string>>) => fetch(`${vendor.address}/method/messages.send`, { method: 'POST', headers: { authorization: `Bearer ${String(vendor.settings['accessToken'])}` }, body: new URLSearchParams({ peer_id: '500000001', v: '5.199', ...values }) });
    await vendor.callbackTo(desk);
    vendor.faults.late = 1;
    vendor.customers.write('Анна', { text: 'раз' });
    const keyboard = JSON.stringify({ inline: true, buttons: [[{ action: { type: 'callback', label: 'Да', payload: '{"button":"yes"}' } }]] });
    await call({ message: 'ответ', random_id: '1', keyboard });
    await call({ message: 'ещё', random_id: '2' });
    vendor.customers.read!('Анна');
    await vi.waitFor(() => expect(told.find(({ type }) => type === 'message_read')?.object).toEqual({ from_id: 500_000_001, peer_id: 500_000_001, read_message_id: 3, conversation_message_id: 3 }), soon);
    vendor.customers.press!('Анна', '500000001:2', 'no');
    vendor.customers.press!('Анна', '500000001:2', 'yes');
    await vi.waitFor(() => expect(told.filter(({ type }) => type === 'message_event').map(({ object }) => object)).toMatchObject([{ user_id: 500_000_001, payload: { button: 'yes' }, conversation_message_id: 2 }]), soon);
    vendor.faults.receiptsMissing = 1;
    await call({ message: 'и ещё', random_id: '3' });
    vendor.customers.read!('Анна');
    await vendor.quiet();
    expect(vendor.book.find('500000001:4')?.states.map(({ state }) => state)).toEqual(['accepted', 'read']);
    expect(types().filter((type) => type === 'message_read')).toHaveLength(1);
  });
});

describe('the queue', () => {
  const open = async () => ((await (await fetch(`${vendor.address}/method/groups.getLongPollServer`, { method: 'POST', headers: { authorization: `Bearer ${String(vendor.settings['accessToken'])}` }, body: new URLSearchParams({ group_id: '123456789', v: '5.199' }) })).json()) as { response: { server: string; key: string; ts: string } }).response;
  const ask = async ({ server: at, key }: { readonly server: string; readonly key: string }, ts: string, wait = '1') => (await (await fetch(`${at}?act=a_check&key=${key}&ts=${ts}&wait=${wait}`)).json()) as { ts?: string; failed?: number; updates?: readonly Told[] };

  it('gives events from a number on, until they are asked past, and waits for the next', async () => {
    const queue = await open();
    const waiting = ask(queue, queue.ts, '25');
    const entry = vendor.customers.write('Анна', { text: 'раз' });
    expect((await waiting).updates?.map(({ type }) => type)).toContain('message_allow');
    const all = await ask(queue, queue.ts);
    expect(all.updates?.map(({ type }) => type)).toEqual(['message_allow', 'message_new']);
    expect(all.updates?.every((update) => update.secret === undefined)).toBe(true);
    expect(entry.told).toBe(false);
    expect(await ask(queue, all.ts!, '0')).toEqual({ ts: all.ts, updates: [] });
    expect(entry.told).toBe(true);
  });

  it('refuses other keys, numbers that it has forgotten, and numbers to come', async () => {
    const queue = await open();
    expect(await ask({ ...queue, key: 'x' }, queue.ts)).toEqual({ failed: 2 });
    expect(await ask(queue, '99')).toEqual({ failed: 3 });
    vendor.customers.write('Анна', { text: 'раз' });
    vendor.forgetQueue();
    expect(await ask(queue, queue.ts)).toEqual({ failed: 1, ts: '3' });
    vendor.endQueueKeys();
    expect(await ask(queue, '3')).toEqual({ failed: 2 });
  });
});

it('is the same for the same seed', async () => {
  const other = await vk.start({ port: 0, seed: 3, pace: 1 });
  expect({ ...other.settings, apiAddress: '' }).toEqual({ ...vendor.settings, apiAddress: '' });
  await other.stop();
});
