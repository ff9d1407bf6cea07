// How the emulated vendor tells the business, and what becomes of messages on customers' phones.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../emulator.ts';
import { accessToken, appSecret, phoneNumberId } from './account.ts';
import { whatsapp } from './whatsapp.ts';

type Status = { id: string; status: string; recipient_id?: string; recipient_user_id?: string; errors?: { code: number }[]; biz_opaque_callback_data?: string };
type Value = { contacts?: { wa_id?: string; user_id: string; profile: { name: string; username?: string } }[]; messages?: Record<string, unknown>[]; statuses?: Status[]; metadata: { phone_number_id: string } };

let vendor: Running;
let desk: Server;
let bodies: { raw: Buffer; signature: string }[] = [];
let answers: number[] = [];
const token = 'a verify token';

beforeEach(() => begin());
afterEach(() => end());
async function begin(pace = 0.01): Promise<void> {
  [bodies, answers] = [[], []];
  vendor = await whatsapp.start({ port: 0, seed: 5, pace });
  vendor.faults.late = 10;
  desk = createServer((request, response) => void (async () => {
    const url = new URL(request.url!, 'http://desk.test');
    if (request.method === 'GET') return response.writeHead(url.searchParams.get('hub.verify_token') === token ? 200 : 403).end(url.searchParams.get('hub.challenge'));
    const raw = await buffer(request);
    const status = answers.shift() ?? 200;
    if (status === 200) bodies.push({ raw, signature: String(request.headers['x-hub-signature-256']) });
    return response.writeHead(status).end();
  })());
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  expect(await connect(`http://127.0.0.1:${(desk.address() as AddressInfo).port}/hook`, token)).toEqual({ success: true });
}
async function end(): Promise<void> {
  await vendor.stop();
  desk.closeAllConnections();
  await new Promise((resolve) => desk.close(resolve));
}
async function connect(address: string, verifyToken: string): Promise<unknown> {
  const answer = await fetch(`${vendor.address}/v25.0/${phoneNumberId}`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ webhook_configuration: { override_callback_uri: address, verify_token: verifyToken } }) });
  return answer.json();
}
const values = () => bodies.flatMap(({ raw }) => (JSON.parse(raw.toString()) as { entry: { changes: { value: Value }[] }[] }).entry.flatMap(({ changes }) => changes.map(({ value }) => value)));
const messages = () => values().flatMap((value) => value.messages ?? []);
const statuses = () => values().flatMap((value) => value.statuses ?? []);
const states = (id: string) => statuses().filter((one) => one.id === id).map(({ status }) => status);
const until = { timeout: 8_000, interval: 10 };
async function send(to: string, more: Record<string, unknown> = { type: 'text', text: { body: 'x' } }): Promise<string> {
  const answer = await fetch(`${vendor.address}/v25.0/${phoneNumberId}/messages`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ messaging_product: 'whatsapp', to, ...more }) });
  const json = (await answer.json()) as { messages?: { id: string }[] };
  if (!json.messages) throw new Error(JSON.stringify(json));
  return json.messages[0]!.id;
}
const template = (name: string, language: string, ...values: readonly Record<string, string>[]) => ({ type: 'template', template: { name, language: { code: language }, components: values.length > 0 ? [{ type: 'body', parameters: values.map((value) => ({ type: 'text', ...value })) }] : [] } });
const wrote = (number: string) => {
  vendor.customers.write(number, { text: 'x' });
  return number;
};

describe('where webhooks go', () => {
  test('only to an address that repeats the challenge to the right token', async () => {
    const { port } = desk.address() as AddressInfo;
    expect(await connect(`http://127.0.0.1:${port}/hook`, 'wrong')).toMatchObject({ error: { code: 2200 } });
    expect(await connect('http://127.0.0.1:1/hook', token)).toMatchObject({ error: { code: 2200 } });
    expect(await connect('http://desk.example/hook', token)).toMatchObject({ error: { code: 100 } });
    expect(await connect('no address', token)).toMatchObject({ error: { code: 100 } });
  });
  test('the app\'s own page offers the same', async () => expect(await (await fetch(vendor.address)).text()).toContain('Verify and save'));
  test('the app\'s subscription needs the app\'s token', async () => {
    const subscribe = async (access: string) => (await fetch(`${vendor.address}/v25.0/670843887433847/subscriptions`, { method: 'POST', body: new URLSearchParams({ object: 'whatsapp_business_account', callback_url: 'http://127.0.0.1:1/', verify_token: 'x', access_token: access }) })).json();
    expect(await subscribe('670843887433847|wrong')).toMatchObject({ error: { code: 190 } });
    expect(await subscribe(`670843887433847|${appSecret}`)).toMatchObject({ error: { code: 2200 } });
  });
});

describe('what they are', () => {
  test('signed over the bytes that travel, with letters escaped', async () => {
    vendor.customers.write('Марина', { text: 'привет / 👋' });
    await expect.poll(() => bodies, until).toHaveLength(1);
    const [{ raw, signature }] = bodies as [{ raw: Buffer; signature: string }];
    expect(signature).toBe(`sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`);
    expect(raw.toString('latin1')).toMatch(/^[\x20-\x7e]+$/);
    expect(raw.toString()).toContain(String.raw`\u043f\u0440\u0438\u0432\u0435\u0442 \/ \ud83d\udc4b`);
    expect(messages()).toMatchObject([{ type: 'text', text: { body: 'привет / 👋' } }]);
  });
  test('a number where it is shown, and an id always', async () => {
    wrote('+39 333 123 4567');
    wrote('@luca');
    await expect.poll(messages, until).toHaveLength(2);
    const [shown, hidden] = values().toSorted((one) => (one.contacts![0]!.wa_id ? -1 : 1)).map((value) => ({ ...value.contacts![0]!, from: value.messages![0]!['from'] }));
    expect(shown).toMatchObject({ wa_id: '393331234567', from: '393331234567', user_id: expect.stringMatching(/^IT\.\d+$/) });
    expect([hidden!.wa_id, hidden!.from]).toEqual([undefined, undefined]);
    expect(hidden).toMatchObject({ user_id: expect.stringMatching(/^US\.\d+$/), profile: { username: 'luca' } });
  });
  test('what was not taken comes again, until it is', async () => {
    answers = [500, 302, 404];
    const entry = vendor.customers.write('Anna', { text: 'x' });
    await expect.poll(() => entry.told, until).toBe(true);
    expect(bodies).toHaveLength(1);
  });
  test('with more pauses in between than seven days are not tried', async () => {
    await end();
    await begin(1e-7);
    answers = Array.from({ length: 100 }, () => 500);
    const entry = vendor.customers.write('Anna', { text: 'x' });
    await expect.poll(() => 100 - answers.length, until).toBe(16);
    expect(entry.told).toBe(false);
  });
  test('several at once may travel in one', async () => {
    for (let at = 0; at < 12; at += 1) {
      vendor.customers.write('Anna', { text: `${at}` });
      vendor.customers.write('Luca', { text: `${at}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => messages().length, until).toBe(24);
    expect(bodies.length).toBeLessThan(24);
  });
  test('told twice, where that is wanted', async () => {
    vendor.faults.duplicated = 1;
    vendor.customers.write('Anna', { text: 'x' });
    await expect.poll(() => messages().map(({ id }) => id), until).toHaveLength(2);
    expect(new Set(messages().map(({ id }) => id)).size).toBe(1);
  });
  test('the same seed makes the same ids', async () => {
    const [here, there] = await Promise.all([1, 2].map(() => whatsapp.start({ port: 0, seed: 9, pace: 1 })));
    expect(here!.customers.write('Anna', { text: 'x' }).id).toBe(there!.customers.write('Anna', { text: 'x' }).id);
    await Promise.all([here!.stop(), there!.stop()]);
  });
});

describe('what customers do', () => {
  test('files, each a message of its own', async () => {
    const file = (mediaType: string) => ({ name: 'x', mediaType, content: Uint8Array.of(1) });
    vendor.customers.write('Anna', { text: 'words', files: [file('audio/ogg'), file('image/webp'), file('image/png'), file('application/zip'), { name: 'c.vcf', mediaType: 'text/vcard', content: Buffer.from('FN:Luca\nTEL:1') }] });
    await expect.poll(() => messages().map(({ type }) => String(type)).toSorted(), until).toEqual(['audio', 'contacts', 'document', 'image', 'sticker']);
    expect(messages().find(({ type }) => type === 'image')).toMatchObject({ image: { caption: 'words', id: expect.stringMatching(/^\d+$/) } });
  });
  test('changing and taking back only what is theirs', async () => {
    const entry = vendor.customers.write('Anna', { text: 'x' });
    vendor.customers.edit!(entry.id, 'y');
    vendor.customers.remove!(entry.id);
    vendor.customers.edit!('wamid.nobody', 'z');
    await expect.poll(() => messages().map(({ type }) => String(type)).toSorted(), until).toEqual(['edit', 'revoke', 'text']);
    expect(entry).toMatchObject({ text: 'y', states: [{ state: 'edited' }, { state: 'revoked' }] });
  });
  test('pressing a button that is there', async () => {
    const id = await send(wrote('393331234567'), { type: 'interactive', interactive: { type: 'button', body: { text: '?' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Yes' } }] } } });
    vendor.customers.press!('393331234567', id, 'nothing');
    vendor.customers.press!('393331234567', id, 'a');
    await expect.poll(() => messages().filter(({ type }) => type === 'interactive'), until).toMatchObject([{ context: { id }, interactive: { button_reply: { id: 'a', title: 'Yes' } } }]);
  });
  test('a quick reply of a template says its words where no payload was given, and opens the window', async () => {
    const id = await send('393331234567', template('still_there', 'ru'));
    vendor.customers.press!('393331234567', id, 'Да');
    await expect.poll(() => messages(), until).toMatchObject([{ type: 'button', button: { payload: 'Да', text: 'Да' } }]);
    expect(await send('393331234567')).toMatch(/^wamid\./);
  });
});

describe('statuses', () => {
  test('sent, delivered, and read when it was looked at', async () => {
    const id = await send(wrote('393331234567'), { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'mine' });
    await expect.poll(() => states(id).toSorted(), until).toEqual(['delivered', 'sent']);
    vendor.customers.read!('393331234567');
    vendor.customers.read!('393331234567');
    await expect.poll(() => states(id).toSorted(), until).toEqual(['delivered', 'read', 'sent']);
    expect(statuses()[0]).toMatchObject({ recipient_id: '393331234567', recipient_user_id: expect.stringMatching(/^IT\./), biz_opaque_callback_data: 'mine' });
  });
  test.each([
    ['393331230026', 131026, {}],
    ['393331230049', 131049, template('spring_offer', 'en_US', { text: 'A', parameter_name: 'first_name' })],
    ['393331230050', 131050, template('spring_offer', 'en_US', { text: 'A', parameter_name: 'first_name' })],
    ['393331230472', 130472, template('spring_offer', 'en_US', { text: 'A', parameter_name: 'first_name' })],
  ])('%s fails with %i', async (number, code, more) => {
    const id = await send(wrote(number), Object.keys(more).length > 0 ? more : undefined);
    await expect.poll(() => statuses().filter((one) => one.id === id), until).toMatchObject([{ status: 'failed', errors: [{ code }] }]);
    expect(values().find((value) => value.statuses?.[0]?.status === 'failed')!.contacts).toBeUndefined();
  });
  test('delivered after failed, with two phones', async () => {
    const id = await send(wrote('393331230011'));
    await expect.poll(() => vendor.book.find(id)!.states.map(({ state }) => state), until).toEqual(['accepted', 'failed', 'delivered']);
  });
  test('read receipts may be off', async () => {
    const id = await send(wrote('393331230088'));
    await expect.poll(() => states(id).toSorted(), until).toEqual(['delivered', 'sent']);
    vendor.customers.read!('393331230088');
    expect(vendor.book.find(id)!.states.at(-1)).toMatchObject({ state: 'read', detail: expect.stringContaining('not told') });
  });
  test('who blocks the business is never told of, and gets nothing', async () => {
    wrote('393331234567');
    vendor.customers.block!('393331234567');
    const id = await send('393331234567');
    const other = await send(wrote('393339998877'));
    await expect.poll(() => states(other).includes('delivered'), until).toBe(true);
    vendor.customers.unblock!('393331234567');
    const after = await send('393331234567');
    await expect.poll(() => states(after).includes('delivered'), until).toBe(true);
    expect(states(id)).toEqual(['sent']);
  });
  test('a phone that is off gets it when it is on again, unless its time has passed', async () => {
    await end();
    await begin(400 / 600_000);
    const inTime = await send('393331230030', template('still_there', 'ru'));
    const short = await send('393331230030', template('order_sent', 'en_US', { text: 'A' }, { text: 'B' }));
    await expect.poll(() => states(short), until).toEqual(['sent']);
    // The template is tried for 600 seconds, at this pace 400 ms: there is no sign of its end to wait for.
    await new Promise((resolve) => setTimeout(resolve, 450));
    wrote('393331230030');
    await expect.poll(() => states(inTime).toSorted(), until).toEqual(['delivered', 'sent']);
    expect(states(short)).toEqual(['sent']);
  });
  test('some receipts never come', async () => {
    vendor.faults.receiptsMissing = 1;
    const id = await send(wrote('393331234567'));
    await expect.poll(() => vendor.book.find(id)!.states.map(({ state }) => state), until).toEqual(['accepted', 'sent', 'delivered']);
    expect(statuses()).toEqual([]);
  });
  test('the business may say that it has seen a message', async () => {
    const { id } = vendor.customers.write('Anna', { text: 'x' });
    const see = async (message: string) => (await fetch(`${vendor.address}/v25.0/${phoneNumberId}/messages`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ messaging_product: 'whatsapp', status: 'read', message_id: message }) })).json();
    expect(await see(id)).toEqual({ success: true });
    expect(await see('wamid.nobody')).toMatchObject({ error: { code: 131009 } });
  });
});
