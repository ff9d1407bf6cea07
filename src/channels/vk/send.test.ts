// Sending against an emulated VK: every answer that it can give, and that nothing arrives twice.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vk as emulator, type VkRunning } from '../../emulators/vk/vk.ts';
import type { ChannelIo, Outgoing, OutgoingAttachment, Sent } from '../channel.ts';
import { vk } from './channel.ts';
import type { VkConfig } from './config.ts';
import { randomIdOf } from './outgoing/parts.ts';

let vendor: VkRunning;
let config: VkConfig;
let blobs: Map<string, Uint8Array>;
let person: string;
const logged: string[] = [];

beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 5, pace: 0.01 });
  config = vk.readConfig(vendor.settings);
  blobs = new Map();
  logged.length = 0;
  person = vendor.customers.write('Анна', { text: 'Здравствуйте' }).id.split(':')[0]!;
});
afterEach(() => vendor.stop());

const io = (change: Partial<ChannelIo> = {}): ChannelIo => ({
  now: () => new Date().toISOString(),
  openBlob: async (hash) => {
    const bytes = blobs.get(hash);
    if (!bytes) throw new Error('no such file');
    return Readable.from((function* () {
      for (let at = 0; at < bytes.byteLength; at += 65_536) yield Buffer.from(bytes.slice(at, at + 65_536));
    })());
  },
  log: (level, what, values) => void logged.push(JSON.stringify([level, what, values])),
  publicAddress: 'https://desk.example',
  signal: new AbortController().signal,
  ...change,
});

const outgoing = (message: Partial<Outgoing['message']>, change: Partial<Outgoing> = {}): Outgoing => ({
  message: { id: 'm1', subject: null, text: 'Заказ уже едет', html: null, attachments: [], sentAt: new Date().toISOString(), machineSent: false, ...message },
  to: person, recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c1', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'delivery-1', ...change,
});

function attach(name: string, mediaType: string, content: Uint8Array): OutgoingAttachment {
  const hash = String(blobs.size).padStart(64, '0');
  blobs.set(hash, content);
  return { name, mediaType, bytes: content.byteLength, contentId: null, hash };
}

const jpeg = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, at) => [0xff, 0xd8, 0xff][at] ?? at & 255);
const sentOut = () => vendor.book.entries.filter(({ direction }) => direction === 'to customer');
const failure = (sent: Sent) => (sent.ok ? 'ok' : { retry: sent.retry, code: sent.code, ofInbox: sent.ofInbox ?? false });

describe('a message that VK takes', () => {
  it('is named by its place in the dialog', async () => {
    expect(await vk.send(outgoing({ text: 'Заказ уже едет 🚚', quoted: 'Подпись' }), config, io())).toEqual({ ok: true, externalId: `${person}:2` });
    expect(sentOut()).toMatchObject([{ id: `${person}:2`, customer: 'Анна', text: 'Заказ уже едет 🚚\n\nПодпись', key: String(randomIdOf('delivery-1', 0)) }]);
  });

  it('loses what no program can take, and nothing else', async () => {
    await vk.send(outgoing({ text: 'a\0b \ud83d c & d=e %20 +' }), config, io());
    expect(sentOut()[0]?.text).toBe('ab \ufffd c & d=e %20 +');
  });

  it('frames the newest answered message of this dialog, and goes without a frame where that one is gone', async () => {
    await vk.send(outgoing({}, { inReplyTo: ['77:1', `${person}:1`, 'mail@example.com'] }), config, io());
    expect(await vk.send(outgoing({ text: 'und' }, { inReplyTo: [`${person}:99`], idempotencyKey: 'delivery-2' }), config, io())).toMatchObject({ ok: true });
    expect(sentOut().map(({ text }) => text)).toEqual(['Заказ уже едет', 'und']);
  });

  it('has buttons that come back as presses and are answered', async () => {
    const buttons = Array.from({ length: 10 }, (_, place) => ({ id: `b${place}`, label: place === 0 ? 'Эта надпись длиннее, чем помещается на кнопке у них' : `Да ${place}` }));
    const sent = await vk.send(outgoing({ buttons }), config, io());
    expect(sentOut()[0]?.buttons.map(({ id }) => id)).toEqual(buttons.map(({ id }) => id));
    expect(sentOut()[0]?.buttons[0]?.label).toBe('Эта надпись длиннее, чем помещается на …');
    vendor.customers.press!('Анна', (sent as { externalId: string }).externalId, 'b3');
    const [[press]] = [[...vendor.controls.presses.keys()]];
    await vk.answerPress(`press:${person}:${press}`, config, io());
    expect(vendor.book.find(`${person}:2`)?.states.map(({ state }) => state)).toEqual(['accepted', 'pressed', 'press answered']);
    // Too late, or twice: nothing waits any more.
    await expect(vk.answerPress(`press:${person}:${press}`, config, io())).resolves.toBeUndefined();
  });
});

describe('files', () => {
  it('travel as photos and documents, byte by byte', async () => {
    const content = jpeg(300_000);
    const files = [attach('фото "1".jpg', 'image/jpeg', content), attach('Счёт № 5.pdf', 'application/pdf', Buffer.from('%PDF-1.7')), attach('x.gif', 'image/gif', Buffer.from('GIF89a'))];
    expect(await vk.send(outgoing({ text: '', attachments: files }), config, io())).toMatchObject({ ok: true });
    expect(sentOut()[0]?.files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes }))).toEqual([
      { name: 'фото _1_.jpg', mediaType: 'image/jpeg', bytes: 300_000 }, { name: 'Счёт № 5.pdf', mediaType: 'application/pdf', bytes: 8 }, { name: 'x.gif', mediaType: 'image/gif', bytes: 6 },
    ]);
    expect(sentOut()[0]?.files[0]?.sha256).toBe(Buffer.from(await crypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>)).toString('hex'));
  });

  it('that VK does not show as a photo go as a document', async () => {
    expect(await vk.send(outgoing({ attachments: [attach('no picture.jpg', 'image/jpeg', Buffer.from('not a picture'))] }), config, io())).toMatchObject({ ok: true });
    expect(sentOut()[0]?.files).toMatchObject([{ name: 'no picture.jpg', bytes: 13 }]);
  });

  it('more than ten go as several messages, the words under the last; a repeated send adds nothing', async () => {
    const attachments = Array.from({ length: 12 }, (_, place) => attach(`${place}.pdf`, 'application/pdf', Buffer.from('%PDF')));
    expect(await vk.send(outgoing({ attachments }), config, io())).toEqual({ ok: true, externalId: `${person}:3`, detail: 'sent as 2 messages' });
    expect(await vk.send(outgoing({ attachments }), config, io())).toMatchObject({ ok: true, externalId: `${person}:3` });
    expect(sentOut().map(({ text, files }) => [text, files.length])).toEqual([['', 10], ['Заказ уже едет', 2]]);
  });

  it('that VK refuses stop the message before it is sent', async () => {
    expect(failure(await vk.send(outgoing({ attachments: [attach('setup.exe', 'application/octet-stream', Buffer.from('MZ'))] }), config, io()))).toEqual({ retry: 'never', code: 'vk.file-refused', ofInbox: false });
    const several = [...Array.from({ length: 10 }, (_, place) => attach(`${place}.pdf`, 'application/pdf', Buffer.from('%PDF'))), attach('setup.exe', 'application/octet-stream', Buffer.from('MZ'))];
    expect(failure(await vk.send(outgoing({ attachments: several }, { idempotencyKey: 'delivery-2' }), config, io()))).toEqual({ retry: 'never', code: 'vk.partly-sent', ofInbox: false });
    expect(sentOut()).toHaveLength(1);
  });

  it('that cannot be read here are tried again, also when they break off', async () => {
    const lost = { name: 'a.pdf', mediaType: 'application/pdf', bytes: 5, contentId: null, hash: 'f'.repeat(64) };
    expect(failure(await vk.send(outgoing({ attachments: [lost] }), config, io()))).toEqual({ retry: 'later', code: 'vk.file-unreadable', ofInbox: false });
    const broken = async () => Readable.from((async function* () {
      yield Buffer.from('%P');
      throw new Error('the disk is away');
    })());
    expect(failure(await vk.send(outgoing({ attachments: [lost] }), config, io({ openBlob: broken })))).toEqual({ retry: 'later', code: 'vk.file-unreadable', ofInbox: false });
    expect(sentOut()).toHaveLength(0);
  });
});

describe('what would be refused', () => {
  it.each([
    ['a recipient that is none', {}, { to: 'anna@example.com' }, 'vk.address-unusable'],
    ['a chat of several', {}, { to: '2000000001' }, 'vk.address-unusable'],
    ['nothing', { text: ' \0 ' }, {}, 'vk.message-empty'],
    ['a text that is too long', { text: 'ё'.repeat(4097) }, {}, 'vk.message-too-long'],
    ['eleven buttons', { buttons: Array.from({ length: 11 }, (_, place) => ({ id: `${place}`, label: 'x' })) }, {}, 'vk.buttons-refused'],
    ['a button without words', { buttons: [{ id: 'a', label: ' ' }] }, {}, 'vk.buttons-refused'],
    ['a button with a long id', { buttons: [{ id: 'a'.repeat(250), label: 'x' }] }, {}, 'vk.buttons-refused'],
    ['an empty file', { attachments: [{ name: 'a', mediaType: 'text/plain', bytes: 0, contentId: null, hash: '' }] }, {}, 'vk.file-refused'],
    ['a huge file', { attachments: [{ name: 'a', mediaType: 'text/plain', bytes: 300_000_000, contentId: null, hash: '' }] }, {}, 'vk.file-too-large'],
  ] as const)('is said before anything goes out: %s', async (_name, message, change, code) => {
    expect(failure(await vk.send(outgoing(message as Partial<Outgoing['message']>, change), config, io({ signal: AbortSignal.abort() })))).toEqual({ retry: 'never', code, ofInbox: false });
  });

  it('the longest text goes', async () => {
    expect(await vk.send(outgoing({ text: 'ё'.repeat(4096) }), config, io())).toMatchObject({ ok: true });
  });
});

describe('what VK refuses', () => {
  it.each([
    [900, 'never', 'vk.blacklisted', false], [901, 'never', 'vk.not-allowed', false], [902, 'never', 'vk.privacy', false], [18, 'never', 'vk.customer-gone', false], [1021, 'never', 'vk.not-allowed', false],
    [914, 'never', 'vk.message-too-long', false], [912, 'never', 'vk.buttons-refused', false], [9, 'later', 'vk.flood', false], [10, 'later', 'vk.busy', false], [29, 'later', 'vk.busy', false],
    [7, 'later', 'vk.rights-missing', true], [15, 'later', 'vk.rights-missing', true], [5, 'later', 'vk.token-refused', true], [27, 'later', 'vk.token-refused', true], [915, 'later', 'vk.messages-off', true], [4242, 'never', 'vk.message-refused', false],
  ] as const)('%i is %s', async (number, retry, code, ofInbox) => {
    vendor.customers.refuse('Анна', number);
    const sent = await vk.send(outgoing({}), config, io());
    expect(failure(sent)).toEqual({ retry, code, ofInbox });
    expect((sent as { reason: string }).reason).toMatch(new RegExp(`^VK ${number}: `));
    if (number === 9) expect(sent).toMatchObject({ retryAfterSeconds: 300 });
  });

  it('whoever has blocked the community, and whoever never wrote, cannot be written to', async () => {
    vendor.customers.block!('Анна');
    expect(failure(await vk.send(outgoing({}), config, io()))).toMatchObject({ code: 'vk.not-allowed' });
    expect(failure(await vk.send(outgoing({}, { to: '987654' }), config, io()))).toMatchObject({ code: 'vk.not-allowed' });
    vendor.customers.unblock!('Анна');
    expect(await vk.send(outgoing({}), config, io())).toMatchObject({ ok: true });
  });

  it('a void key is said on the inbox, without key or words in what is said', async () => {
    vendor.renewToken();
    const sent = await vk.send(outgoing({ text: 'Секретные слова' }), config, io());
    expect(failure(sent)).toEqual({ retry: 'later', code: 'vk.token-refused', ofInbox: true });
    expect(JSON.stringify([sent, logged])).not.toMatch(/Секретные|vk1\.a\./);
  });

  it('one call too many is made again a moment later; when it goes on, the message waits', async () => {
    vendor.faults.tooMany = 0.3;
    expect(await vk.send(outgoing({}), config, io())).toMatchObject({ ok: true });
    vendor.faults.tooMany = 1;
    expect(failure(await vk.send(outgoing({}, { idempotencyKey: 'delivery-2' }), config, io()))).toEqual({ retry: 'later', code: 'vk.busy', ofInbox: false });
  });
});

describe('what goes wrong on the way', () => {
  it('VK’s own fault leaves nothing behind', async () => {
    vendor.faults.broken = 1;
    expect(failure(await vk.send(outgoing({}), config, io()))).toEqual({ retry: 'later', code: 'vk.busy', ofInbox: false });
    expect(sentOut()).toHaveLength(0);
  });

  it('a lost answer is unknown, and the repeated message arrives once', async () => {
    vendor.faults.answerLost = 1;
    expect(failure(await vk.send(outgoing({}), config, io()))).toEqual({ retry: 'unknown', code: 'vk.answer-lost', ofInbox: false });
    vendor.faults.answerLost = 0;
    expect(await vk.send(outgoing({}), config, io())).toEqual({ ok: true, externalId: `${person}:2` });
    expect(sentOut()).toHaveLength(1);
  });

  it('when VK has forgotten the number, the dialog’s history knows it', async () => {
    vendor.faults.answerLost = 1;
    await vk.send(outgoing({}), config, io());
    vendor.faults.answerLost = 0;
    for (let place = 0; place < 130; place += 1) vendor.customers.write('Анна', { text: `${place}` });
    const late = outgoing({ sentAt: new Date(Date.now() - 15 * 60_000).toISOString() });
    expect(await vk.send(late, config, io())).toEqual({ ok: true, externalId: `${person}:2` });
    expect(sentOut()).toHaveLength(1);
    // What is not there is sent, however late.
    expect(await vk.send({ ...late, idempotencyKey: 'delivery-2' }, config, io())).toMatchObject({ ok: true });
    expect(sentOut()).toHaveLength(2);
  });

  it('history that cannot be read stops a late send, so that nothing goes twice', async () => {
    vendor.faults.broken = 1;
    expect(failure(await vk.send(outgoing({ sentAt: new Date(Date.now() - 3_600_000).toISOString() }), config, io()))).toMatchObject({ retry: 'later' });
  });

  it('nobody there: later, and said on the inbox', async () => {
    await vendor.stop();
    expect(failure(await vk.send(outgoing({}), config, io()))).toEqual({ retry: 'later', code: 'vk.unreachable', ofInbox: true });
  });

  it('an outage that cuts every connection is unknown: it may have been handed over', async () => {
    vendor.faults.away = true;
    expect(failure(await vk.send(outgoing({}), config, io()))).toMatchObject({ retry: 'unknown', code: 'vk.answer-lost' });
  });

  it('our own stop before the call loses nothing', async () => {
    expect(failure(await vk.send(outgoing({}), config, io({ signal: AbortSignal.abort() })))).toMatchObject({ retry: 'later' });
  });
});

describe('others in VK’s place', () => {
  let server: Server;
  const answering = async (status: number, body: string | ((path: string) => string), headers: Record<string, string> = {}): Promise<VkConfig> => {
    server = createServer((request, response) => void request.resume().on('end', () => response.writeHead(status, headers).end(typeof body === 'string' ? body : body(request.url ?? ''))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { ...config, apiAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}/method` };
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    [502, '<html>Bad Gateway</html>', {}, 'unknown', 'vk.answer-lost'], [503, '', { 'retry-after': '120' }, 'later', 'vk.strange-answer'], [429, '', { 'retry-after': '7' }, 'later', 'vk.busy'],
    [404, 'not found', {}, 'later', 'vk.strange-answer'], [302, '', { location: 'https://elsewhere.example/' }, 'later', 'vk.strange-answer'], [200, '{"response":[{}]}', {}, 'unknown', 'vk.answer-lost'],
    [200, '{"error":{"error_msg":"no number"}}', {}, 'unknown', 'vk.answer-lost'], [200, 'hello', {}, 'unknown', 'vk.answer-lost'], [200, '{"response":7}', {}, 'unknown', 'vk.answer-lost'],
  ] as const)('%i %s', async (status, body, headers, retry, code) => {
    const sent = await vk.send(outgoing({}), await answering(status, body, headers), io());
    expect(failure(sent)).toMatchObject({ retry, code });
    if (status === 503) expect(sent).toMatchObject({ retryAfterSeconds: 120 });
  });

  it('an answer that names no place, as VK may give for what it has already, is looked up in the dialog', async () => {
    const item = { from_id: -123_456_789, random_id: randomIdOf('delivery-1', 0), conversation_message_id: 9, date: Math.floor(Date.now() / 1_000) };
    const other = await answering(200, (path) => JSON.stringify({ response: path.endsWith('getHistory') ? { count: 2, items: [{ ...item, from_id: 5, conversation_message_id: 10 }, item] } : [{ peer_id: Number(person), message_id: 40, conversation_message_id: 0 }] }));
    expect(await vk.send(outgoing({}), other, io())).toEqual({ ok: true, externalId: `${person}:9` });
  });

  it('one that hangs is left when the desk stops, and may have taken the message', async () => {
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stop = new AbortController();
    server.once('request', () => stop.abort());
    const hanging = { ...config, apiAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}/method` };
    expect(failure(await vk.send(outgoing({}), hanging, io({ signal: stop.signal })))).toMatchObject({ retry: 'unknown' });
  });
});

describe('names', () => {
  it('are asked for by number', async () => {
    expect(await vk.nameOf(person, config, io())).toBe('Анна');
    expect(await vk.nameOf('77', config, io())).toBeNull();
    vendor.customers.leave('Анна');
    expect(await vk.nameOf(person, config, io())).toBeNull();
    vendor.renewToken();
    await expect(vk.nameOf(person, config, io())).rejects.toThrow('vk.token-refused');
  });
});

describe('random ids', () => {
  it('are signed 32-bit numbers, never 0, the same for the same delivery and others for others', () => {
    const all = Array.from({ length: 5_000 }, (_, place) => randomIdOf(`delivery-${place}`, place % 3));
    expect(all.every((one) => one === (one | 0) && one !== 0)).toBe(true);
    expect(new Set(all).size).toBeGreaterThan(4_990);
    expect(randomIdOf('delivery-1', 0)).toBe(randomIdOf('delivery-1', 0));
    expect(randomIdOf('delivery-1', 1)).not.toBe(randomIdOf('delivery-1', 0));
  });
});
