import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { whatsapp as emulator } from '../../emulators/whatsapp/whatsapp.ts';
import type { OutgoingAttachment, Sent } from '../channel.ts';
import { whatsapp } from './channel.ts';
import { readConfig } from './config.ts';
import { io, outgoing, settings } from './fixtures/sample.ts';
import { openGraph } from './outgoing/graph.ts';
import { send } from './send.ts';

let vendor: Running;
let servers: Server[] = [];
const anna = '393331234567';
const config = (change: Record<string, unknown> = {}) => readConfig({ ...settings, ...vendor.settings, ...change });
const ours = () => vendor.book.entries.filter(({ direction }) => direction === 'to customer');
const sending = (message: Parameters<typeof outgoing>[1] = {}, change: Record<string, unknown> = {}, files: Record<string, Uint8Array> = {}, to = anna) => whatsapp.send(outgoing(to, message), config(change), io(files));

beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 7, pace: 1 });
  vendor.customers.write(anna, { text: 'Ciao' });
});
afterEach(async () => {
  await vendor.stop();
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
});

const file = (content: Uint8Array, name: string, mediaType: string): { readonly attachment: OutgoingAttachment; readonly files: Record<string, Uint8Array> } => {
  const hash = createHash('sha256').update(content).digest('hex');
  return { attachment: { name, mediaType, bytes: content.byteLength, contentId: null, hash }, files: { [hash]: content } };
};
const bytes = (length: number, first = 1) => Uint8Array.from({ length }, (_none, at) => (at * 31 + first) % 256);
/** Something that stands where Meta should. */
async function standIn(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const error = (code: number, more: Record<string, unknown> = {}) => JSON.stringify({ error: { message: `(#${code}) no`, type: 'OAuthException', code, ...more } });

describe('what goes out', () => {
  test('a text, which is taken under the id that Meta gave', async () => {
    const sent = await sending({ text: 'Buongiorno 👋\nhttps://shop.example' });
    expect(sent).toEqual({ ok: true, externalId: ours()[0]!.id });
    expect(ours()[0]).toMatchObject({ customer: anna, text: 'Buongiorno 👋\nhttps://shop.example' });
  });
  test('what is passed on stands below', async () => {
    await sending({ text: 'See:', quoted: 'What was said' });
    expect(ours()[0]!.text).toBe('See:\n\nWhat was said');
  });
  test('the newest message that it answers stands above it, and ids that are not Meta\'s do not', async () => {
    const asked: Record<string, unknown>[] = [];
    const address = await standIn((request, response) => void (async () => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      asked.push(JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>);
      response.end('{"messages":[{"id":"wamid.X"}]}');
    })());
    await whatsapp.send(outgoing(anna, {}, { inReplyTo: ['wamid.A', 'wamid.B', 'hash.c'] }), config({ apiAddress: address }), io());
    await whatsapp.send(outgoing('us.13_a49'), config({ apiAddress: address }), io());
    expect(asked).toEqual([
      { messaging_product: 'whatsapp', recipient_type: 'individual', to: anna, type: 'text', text: { preview_url: false, body: 'Good morning' }, context: { message_id: 'wamid.B' } },
      { messaging_product: 'whatsapp', recipient_type: 'individual', recipient: 'US.13A49', type: 'text', text: { preview_url: false, body: 'Good morning' } },
    ]);
  });
  test('one file with its words is one message', async () => {
    const photo = file(bytes(300_000), 'Ricevuta "3".jpg', 'image/jpeg');
    expect(await sending({ text: 'Ecco', attachments: [photo.attachment] }, {}, photo.files)).toMatchObject({ ok: true });
    expect(ours()).toMatchObject([{ text: 'Ecco', files: [{ mediaType: 'image/jpeg', bytes: 300_000, sha256: photo.attachment.hash }] }]);
  });
  test('a document keeps its name, whatever letters it has', async () => {
    const contract = file(bytes(10), 'Договор "№5"\r\n.pdf', 'application/pdf');
    await sending({ text: '', attachments: [contract.attachment] }, {}, contract.files);
    expect(ours()).toMatchObject([{ text: '', files: [{ name: 'Договор "№5"\r\n.pdf' }] }]);
  });
  test('several files, long words or sound take several messages: the first is the one that is known', async () => {
    const [photo, sound] = [file(bytes(20), 'a.png', 'image/png'), file(bytes(30, 5), 'b.ogg', 'audio/ogg; codecs=opus')];
    const both = { ...photo.files, ...sound.files };
    const sent = await sending({ text: 'Two', attachments: [photo.attachment, sound.attachment] }, {}, both);
    expect(sent).toEqual({ ok: true, externalId: ours()[0]!.id });
    expect(ours().map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([['Two', []], ['', ['a.png']], ['', ['b.ogg']]]);
    await sending({ text: 'with sound', attachments: [sound.attachment] }, {}, both);
    await sending({ text: 'x'.repeat(1_025), attachments: [photo.attachment] }, {}, both);
    expect(ours().slice(3).map(({ files }) => files.length)).toEqual([0, 1, 0, 1]);
  });
  test('buttons, and a picture above them', async () => {
    const photo = file(bytes(20), 'a.png', 'image/png');
    const buttons = [{ id: 'rate:5', label: 'Отлично' }, { id: 'rate:1', label: 'Плохо' }];
    expect(await sending({ text: 'Как вам?', buttons, attachments: [photo.attachment] }, {}, photo.files)).toMatchObject({ ok: true });
    expect(ours()).toMatchObject([{ text: 'Как вам?', files: [{ name: 'a.png' }], buttons: [{ id: 'attune:rate:5', label: 'Отлично' }, { id: 'attune:rate:1', label: 'Плохо' }] }]);
  });
  test('templates go where nobody ever wrote, with their places by number or by name and their buttons marked', async () => {
    const stranger = '4915112345678';
    const to = (template: { name: string; language: string; values: string[] }, more = {}) => sending({ text: 'as filled in', template, ...more }, {}, {}, stranger);
    expect(await to({ name: 'order_sent', language: 'en_US', values: ['Anna\nRossi', '#7'] })).toMatchObject({ ok: true });
    expect(await to({ name: 'spring_offer', language: 'en_US', values: ['Anna'] })).toMatchObject({ ok: true });
    expect(await to({ name: 'still_there', language: 'ru', values: [] }, { buttons: [{ id: 'yes', label: 'Да' }] })).toMatchObject({ ok: true });
    expect(ours().map(({ text }) => text)).toEqual(['Hello Anna Rossi, your order #7 is on its way.', 'Hello Anna, ten per cent off until Sunday.', 'Здравствуйте! Мы нашли ответ на ваш вопрос. Прислать?']);
    expect(ours()[2]!.buttons[0]).toEqual({ id: 'attune:yes', label: 'Да' });
  });
});

test('what Meta says besides is kept', async () => {
  const address = await standIn((_request, response) => void response.end('{"messages":[{"id":"wamid.X","message_status":"held_for_quality_assessment"}]}'));
  expect(await sending({}, { apiAddress: address })).toEqual({ ok: true, externalId: 'wamid.X', detail: 'held_for_quality_assessment' });
});

describe('what WhatsApp would not take is refused before anything goes', () => {
  const three = [1, 2, 3, 4].map((one) => ({ id: String(one), label: String(one) }));
  const big = (mediaType: string, size: number): OutgoingAttachment => ({ name: 'x', mediaType, bytes: size, contentId: null, hash: 'a'.repeat(64) });
  test.each<[string, Parameters<typeof outgoing>[1], string]>([
    ['a long text', { text: 'x'.repeat(4_097) }, 'whatsapp.too-long'],
    ['four buttons', { buttons: three }, 'whatsapp.buttons'],
    ['a long label', { buttons: [{ id: 'a', label: 'x'.repeat(21) }] }, 'whatsapp.buttons'],
    ['the same label twice', { buttons: [{ id: 'a', label: 'x' }, { id: 'b', label: 'x ' }] }, 'whatsapp.buttons'],
    ['a long text above buttons', { text: 'x'.repeat(1_025), buttons: three.slice(1) }, 'whatsapp.buttons'],
    ['a file of another kind', { attachments: [big('application/zip', 5)] }, 'whatsapp.file-kind'],
    ['a large picture', { attachments: [big('image/jpeg', 6_000_000)] }, 'whatsapp.file-too-large'],
    ['a large film', { attachments: [big('video/mp4', 17_000_000)] }, 'whatsapp.file-too-large'],
    ['nothing', { text: ' \0 ' }, 'whatsapp.message-refused'],
    ['too few values', { template: { name: 'order_sent', language: 'en_US', values: ['Anna'] } }, 'whatsapp.template-values'],
    ['an empty value', { template: { name: 'order_sent', language: 'en_US', values: ['Anna', ' '] } }, 'whatsapp.template-values'],
    ['files with a template', { template: { name: 'still_there', language: 'ru', values: [] }, attachments: [big('image/png', 5)] }, 'whatsapp.template-alone'],
  ])('%s', async (_name, message, code) => {
    expect(await sending(message)).toMatchObject({ ok: false, retry: 'never', code });
    expect(ours()).toEqual([]);
  });
  test('an address that is none', async () => expect(await sending({}, {}, {}, 'help@shop.example')).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.address-unusable' }));
});

describe('what the vendor says', () => {
  test('nobody wrote in the last day', async () => {
    expect(await sending({}, {}, {}, '4915112345678')).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.window-closed' });
    expect(await sending({}, {}, {}, 'us.404')).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.not-reachable' });
  });
  test('templates that are paused, gone, or ask for a number', async () => {
    const to = (name: string, values: string[] = []) => sending({ template: { name, language: 'en_US', values } }, { templates: [] });
    for (const name of ['old_offer', 'gone_offer', 'nobody_knows']) expect(await to(name)).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.template-unusable' });
    expect(await to('order_sent', ['one'])).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.template-values' });
  });
  test('a refused token is the inbox\'s, and is not repeated to anybody', async () => {
    const sent = await sending({}, { accessToken: 'EAAwrongToken0123456789abcdef' });
    expect(sent).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.token-refused', ofInbox: true });
    const address = await standIn((_request, response) => void response.writeHead(401).end(error(190, { message: 'Malformed access token EAAwrongToken0123456789abcdef and EAAother0123456789012345' })));
    const echoed = (await sending({}, { accessToken: 'EAAwrongToken0123456789abcdef', apiAddress: address })) as Extract<Sent, { ok: false }>;
    expect(echoed.reason).toBe('HTTP 401 190: Malformed access token … and …');
  });
  test('the number is not one of this account', async () => expect(await sending({}, { phoneNumberId: '999' })).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.number-not-ready', ofInbox: true }));
  test('too many: later, after as long as it says', async () => {
    Object.assign(vendor.faults, { tooMany: 1, retryAfterSeconds: 17 });
    expect(await sending()).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.busy', retryAfterSeconds: 17 });
    expect(ours()).toEqual([]);
  });
  test('too many to one person in a row', async () => {
    let last: Sent = { ok: true, externalId: '' };
    for (let at = 0; at < 60 && last.ok; at += 1) last = await sending();
    expect(last).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.busy', retryAfterSeconds: 10 });
  });
  test('a fault of its own, with nothing done: later', async () => {
    vendor.faults.broken = 1;
    expect(await sending()).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.broken' });
  });
  test.each<[string, number, string, Partial<Extract<Sent, { ok: false }>>]>([
    ['out of money', 400, error(131042), { retry: 'later', code: 'whatsapp.payment', ofInbox: true }],
    ['locked', 403, error(131031), { retry: 'later', code: 'whatsapp.account-restricted', ofInbox: true }],
    ['not permitted', 403, error(200), { retry: 'later', code: 'whatsapp.not-permitted', ofInbox: true }],
    ['a test number', 400, error(131030), { retry: 'never', code: 'whatsapp.test-number' }],
    ['held back', 400, error(131049), { retry: 'never', code: 'whatsapp.held-back' }],
    ['opted out', 400, error(131050), { retry: 'never', code: 'whatsapp.opted-out' }],
    ['an id where a number is wanted', 400, error(131062), { retry: 'never', code: 'whatsapp.needs-number' }],
    ['something wrong in it', 400, error(100), { retry: 'never', code: 'whatsapp.message-refused' }],
    ['a number that nobody knows yet', 400, error(139_999), { retry: 'never', code: 'whatsapp.message-refused' }],
    ['a proxy that says no more than its status', 502, '<html>Bad gateway</html>', { retry: 'unknown', code: 'whatsapp.answer-lost' }],
    ['a yes without an id', 200, '{}', { retry: 'unknown', code: 'whatsapp.answer-lost' }],
  ])('%s', async (_name, status, body, expected) => {
    const address = await standIn((_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body));
    expect(await sending({}, { apiAddress: address })).toMatchObject({ ok: false, ...expected });
  });
  test('minutes beside how much is used up are waited for too', async () => {
    const usage = JSON.stringify({ 1: [{ type: 'whatsapp', estimated_time_to_regain_access: 3 }] });
    const address = await standIn((_request, response) => void response.writeHead(400, { 'x-business-use-case-usage': usage }).end(error(80_007)));
    expect(await sending({}, { apiAddress: address })).toMatchObject({ retry: 'later', code: 'whatsapp.busy', retryAfterSeconds: 180 });
  });
});

describe('when nobody can say', () => {
  test('taken, and the answer was lost: it may have been sent', async () => {
    vendor.faults.answerLost = 1;
    expect(await sending()).toMatchObject({ ok: false, retry: 'unknown', code: 'whatsapp.answer-lost' });
    expect(ours()).toHaveLength(1);
  });
  test('the line is cut as soon as it has been handed over', async () => {
    vendor.faults.away = true;
    expect(await sending()).toMatchObject({ ok: false, retry: 'unknown', code: 'whatsapp.answer-lost' });
  });
  test('nobody answers in time', async () => {
    const address = await standIn(() => undefined);
    const silent = config({ apiAddress: address });
    expect(await send(outgoing(anna), silent, io(), openGraph(silent, io(), 150))).toMatchObject({ ok: false, retry: 'unknown', code: 'whatsapp.answer-lost', reason: expect.stringContaining('no answer in time') });
  });
  test('we end in the middle', async () => {
    const ending = new AbortController();
    const address = await standIn(() => ending.abort());
    expect(await whatsapp.send(outgoing(anna), config({ apiAddress: address }), io({}, ending.signal))).toMatchObject({ ok: false, retry: 'unknown' });
  });
  test('nobody is there: surely not sent', async () => {
    const { address } = vendor;
    await vendor.stop();
    expect(await sending({}, { apiAddress: address })).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.unreachable', ofInbox: true });
    expect(await sending({}, { apiAddress: 'https://graph.invalid' })).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.unreachable', ofInbox: true });
  });
  test('an answer that was lost while only files were handed over is no doubt', async () => {
    vendor.faults.answerLost = 1;
    const photo = file(bytes(20), 'a.png', 'image/png');
    expect(await sending({ attachments: [photo.attachment] }, {}, photo.files)).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.unreachable' });
    expect(ours()).toEqual([]);
  });
  test('a file that is not there any more', async () => {
    const photo = file(bytes(20), 'a.png', 'image/png');
    expect(await sending({ attachments: [photo.attachment] })).toMatchObject({ ok: false, retry: 'later', code: 'whatsapp.file-unreadable' });
    expect(ours()).toEqual([]);
  });
  test('a file that breaks off', async () => {
    const photo = file(bytes(20), 'a.png', 'image/png');
    expect(await sending({ attachments: [{ ...photo.attachment, bytes: 4_000 }] }, {}, photo.files)).toMatchObject({ ok: false, retry: 'later' });
    expect(ours()).toEqual([]);
  });
  test('a file that Meta does not want is refused before the words go', async () => {
    const empty = file(new Uint8Array(), 'a.png', 'image/png');
    expect(await sending({ text: 'Here', attachments: [empty.attachment] }, {}, empty.files)).toMatchObject({ ok: false, retry: 'never', code: 'whatsapp.file-refused' });
    expect(ours()).toEqual([]);
  });
  test('the first part went and the second does not: all of it again would arrive twice', async () => {
    let messages = 0;
    const address = await standIn((request, response) => {
      request.resume();
      request.on('end', () => {
        if (request.url!.endsWith('/media')) return void response.end('{"id":"1"}');
        messages += 1;
        if (messages === 1) response.end('{"messages":[{"id":"wamid.FIRST"}]}');
        else response.writeHead(400).end(error(131_053));
      });
    });
    const [one, two] = [file(bytes(20), 'a.png', 'image/png'), file(bytes(21), 'b.png', 'image/png')];
    expect(await sending({ attachments: [one.attachment, two.attachment] }, { apiAddress: address }, { ...one.files, ...two.files }))
      .toMatchObject({ ok: false, retry: 'unknown', code: 'whatsapp.partly-sent', reason: expect.stringMatching(/^1 of 3 parts were taken; then whatsapp\.file-refused/) });
  });
  test('between parts, what surely did not go is tried again', async () => {
    let messages = 0;
    const marks: unknown[] = [];
    const address = await standIn((request, response) => void (async () => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      if (request.url!.endsWith('/media')) return response.end('{"id":"1"}');
      messages += 1;
      if (messages === 2) return response.writeHead(500).end(error(131_000));
      marks.push((JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>)['biz_opaque_callback_data']);
      return response.end(`{"messages":[{"id":"wamid.${messages}"}]}`);
    })());
    const [one, two] = [file(bytes(20), 'a.png', 'image/png'), file(bytes(21), 'b.png', 'image/png')];
    expect(await sending({ attachments: [one.attachment, two.attachment] }, { apiAddress: address }, { ...one.files, ...two.files })).toEqual({ ok: true, externalId: 'wamid.1' });
    expect(marks).toEqual(['attune-part:first', 'attune-part:middle:wamid.1', 'attune-part:last:wamid.1']);
  });
});
