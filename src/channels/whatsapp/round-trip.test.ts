// The channel and the emulated vendor with only a door between them: what comes in, is fetched, answered, read and pressed.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { whatsapp as emulator } from '../../emulators/whatsapp/whatsapp.ts';
import type { Incoming, IncomingMessage, RawRequest } from '../channel.ts';
import { whatsapp } from './channel.ts';
import { readConfig, type WhatsAppConfig } from './config.ts';
import { io, outgoing, settings } from './fixtures/sample.ts';

let vendor: Running;
let config: WhatsAppConfig;
let door: Server;
let address: string;
let came: Incoming[] = [];
let refuse = 0;
let unbelieved = 0;

beforeEach(async () => {
  [came, refuse, unbelieved] = [[], 0, 0];
  vendor = await emulator.start({ port: 0, seed: 3, pace: 0.02 });
  vendor.faults.late = 20;
  config = readConfig({ ...settings, ...vendor.settings });
  door = createServer((request, response) => void (async () => {
    const url = new URL(request.url!, 'http://door.test');
    if (request.method === 'GET') {
      const told = whatsapp.handshake!({ method: 'GET', query: Object.fromEntries(url.searchParams), body: new Uint8Array() }, config);
      return response.writeHead(told === null ? 403 : 200).end(told ?? '');
    }
    const raw: RawRequest = { kind: 'webhook', headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), body: await buffer(request), receivedAt: new Date().toISOString(), key: null };
    if (!whatsapp.authentic(raw, config)) unbelieved += 1;
    if (refuse > 0) {
      refuse -= 1;
      return response.writeHead(503).end();
    }
    came.push(...(await whatsapp.receive(raw, config)));
    return response.end('ok');
  })());
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(door.address() as AddressInfo).port}/hooks/x`;
  await connect();
});
afterEach(async () => {
  await vendor.stop();
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
  expect(unbelieved).toBe(0);
});

const connect = (verifyToken = settings.verifyToken) => fetch(`${vendor.address}/v25.0/${config.phoneNumberId}`, {
  method: 'POST', headers: { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ webhook_configuration: { override_callback_uri: address, verify_token: verifyToken } }),
});
const kinds = () => came.filter(({ kind }) => kind !== 'passed-over').map(({ kind }) => kind);
const messages = () => came.filter((one): one is IncomingMessage => one.kind === 'message');
const receipts = () => came.flatMap((one) => (one.kind === 'receipt' ? [`${one.state} ${one.externalId}`] : []));
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });
const luca = '+39 333 123 4567';

test('another verify token is not believed', async () => {
  expect((await connect('guessed by somebody')).status).toBe(400);
  expect((await connect()).status).toBe(200);
});

test('words come in signed, from somebody with both ids, and the vendor knows that we have them', async () => {
  const entry = vendor.customers.write(luca, { text: 'Ciao 👋 «привет»' });
  await until(() => expect(messages()).toHaveLength(1));
  expect(messages()[0]).toMatchObject({ externalId: entry.id, from: { externalId: expect.stringMatching(/^it\.\d{17}$/), also: [{ channel: 'whatsapp', externalId: '393331234567' }, { channel: 'sms', externalId: '+393331234567' }] }, content: { text: 'Ciao 👋 «привет»' } });
  await until(() => expect(entry.told).toBe(true));
});

test('what the desk could not take comes again, and twice is the same message', async () => {
  refuse = 2;
  vendor.faults.duplicated = 1;
  vendor.customers.write(luca, { text: 'ancora' });
  await until(() => expect(messages().length).toBeGreaterThan(1));
  expect(new Set(messages().map(({ externalId, fingerprint }) => `${externalId} ${fingerprint}`)).size).toBe(1);
});

test('files come by their ids, and their bytes are fetched whole', async () => {
  const content = Uint8Array.from({ length: 200_000 }, (_none, at) => (at * 7) % 256);
  vendor.customers.write(luca, { text: 'Ecco', files: [{ name: 'a.jpg', mediaType: 'image/jpeg', content }, { name: 'b.ogg', mediaType: 'audio/ogg', content: content.slice(0, 10) }] });
  await until(() => expect(messages()).toHaveLength(2));
  const [photo, voice] = messages().toSorted((one, other) => one.content.attachments[0]!.mediaType < other.content.attachments[0]!.mediaType ? 1 : -1).map((one) => one.content);
  expect([photo!.text, voice!.text, voice!.attachments[0]!.name]).toEqual(['Ecco', '', 'voice.ogg']);
  const fetched = await whatsapp.fetchMedia!(photo!.attachments[0]!.content as { remote: string; bytes: null }, config, io());
  if (!fetched.ok) throw new Error(fetched.code);
  expect(fetched.mediaType).toBe('image/jpeg');
  expect(createHash('sha256').update(await buffer(Readable.from(fetched.content))).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
});

test('places, cards and what was changed or taken back', async () => {
  const first = vendor.customers.write(luca, { text: 'geo:45.4642,9.19' });
  vendor.customers.write(luca, { text: '', files: [{ name: 'x.vcf', mediaType: 'text/vcard', content: Buffer.from('BEGIN:VCARD\nFN:Anna\nTEL;TYPE=CELL:+39 02 1\nEND:VCARD') }] });
  vendor.customers.edit!(first.id, 'a Milano');
  vendor.customers.remove!(first.id);
  await until(() => expect(kinds().toSorted()).toEqual(['edit', 'message', 'message', 'removal']));
  expect(messages().map(({ content }) => content.text).toSorted()).toEqual(['👤 Anna, +39 02 1', '📍 45.4642, 9.19']);
});

test('an answer is delivered, read, and its button pressed', async () => {
  vendor.customers.write(luca, { text: 'Ciao' });
  await until(() => expect(messages()).toHaveLength(1));
  const [{ from, externalId }] = messages() as [IncomingMessage];
  const sent = await whatsapp.send(outgoing(from.externalId, { text: 'Tutto bene?', buttons: [{ id: 'yes', label: 'Sì' }] }, { inReplyTo: [externalId] }), config, io());
  if (!sent.ok) throw new Error(sent.code);
  await until(() => expect(receipts()).toEqual([`delivered ${sent.externalId}`]));
  vendor.customers.read!(luca);
  vendor.customers.press!(luca, sent.externalId, 'attune:yes');
  await until(() => expect(came.filter(({ kind }) => kind === 'press')).toMatchObject([{ from: { externalId: from.externalId }, message: sent.externalId, button: 'yes' }]));
  await until(() => expect(receipts()).toContain(`read ${sent.externalId}`));
});

test('somebody who hides their number is answered by their id', async () => {
  vendor.customers.write('@ana', { text: 'oi' });
  await until(() => expect(messages()).toHaveLength(1));
  const { from } = messages()[0]!;
  expect(from).toEqual({ externalId: expect.stringMatching(/^us\.\d{17}$/), name: 'ana', verified: true });
  const sent = await whatsapp.send(outgoing(from.externalId), config, io());
  expect(sent.ok).toBe(true);
  await until(() => expect(receipts()).toHaveLength(1));
  expect(await whatsapp.send(outgoing(from.externalId, { template: { name: 'login_code', language: 'en_US', values: ['123'] } }), config, io())).toMatchObject({ retry: 'never', code: 'whatsapp.needs-number' });
});

describe('what becomes of a message', () => {
  const answer = async (number: string, message: Parameters<typeof outgoing>[1] = {}) => {
    vendor.customers.write(number, { text: 'x' });
    const sent = await whatsapp.send(outgoing(number, message), config, io());
    if (!sent.ok) throw new Error(sent.code);
    return sent.externalId;
  };
  test('of several parts it is delivered when the last is', async () => {
    const hash = createHash('sha256').update('x').digest('hex');
    vendor.customers.write('393331234567', { text: 'x' });
    const attachments = ['a.txt', 'b.txt'].map((name) => ({ name, mediaType: 'text/plain', bytes: 1, contentId: null, hash }));
    const sent = await whatsapp.send(outgoing('393331234567', { attachments }), config, io({ [hash]: Buffer.from('x') }));
    if (!sent.ok) throw new Error(sent.code);
    await until(() => expect(came.filter(({ kind }) => kind === 'passed-over').length).toBeGreaterThanOrEqual(5));
    expect(receipts()).toEqual([`delivered ${sent.externalId}`]);
  });
  test('not on WhatsApp: it bounced, and why', async () => {
    const id = await answer('393331230026');
    await until(() => expect(came).toContainEqual(expect.objectContaining({ kind: 'receipt', state: 'bounced', externalId: id, code: 'whatsapp.not-reachable' })));
  });
  test('two phones: failed, and delivered after all', async () => {
    const id = await answer('393331230011');
    await until(() => expect(receipts().toSorted()).toEqual([`bounced ${id}`, `delivered ${id}`]));
  });
  test('blocked: nothing more is ever said', async () => {
    vendor.customers.write(luca, { text: 'x' });
    vendor.customers.block!(luca);
    const sent = await whatsapp.send(outgoing('393331234567'), config, io());
    if (!sent.ok) throw new Error(sent.code);
    const other = await answer('393339998877');
    await until(() => expect(receipts()).toEqual([`delivered ${other}`]));
    expect(vendor.book.find(sent.externalId)!.states.map(({ state }) => state)).toEqual(['accepted', 'sent']);
  });
  test('duplicated and overtaken statuses are all told with their own times', async () => {
    Object.assign(vendor.faults, { duplicated: 1, overtaken: 1, late: 60 });
    const id = await answer('393339998877');
    vendor.customers.read!('393339998877');
    await until(() => expect(receipts().filter((one) => one === `delivered ${id}`)).toHaveLength(2));
    vendor.customers.read!('393339998877');
    await until(() => expect(receipts().filter((one) => one === `read ${id}`)).toHaveLength(2));
  });
});
