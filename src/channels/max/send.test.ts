import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { max as emulator } from '../../emulators/max/max.ts';
import type { ChannelIo, Outgoing, OutgoingAttachment } from '../channel.ts';
import { call } from './api.ts';
import { max } from './channel.ts';
import type { MaxConfig } from './config.ts';
import { failureOf } from './outcome.ts';

const files = new Map<string, Buffer>();
const io = (signal = new AbortController().signal): ChannelIo => ({
  now: () => new Date().toISOString(),
  openBlob: async (hash) => {
    const content = files.get(hash);
    if (!content) throw new Error('there is no such blob');
    // In small pieces, as from a disk.
    return Readable.from((function* () { for (let at = 0; at < content.length; at += 1_000) yield content.subarray(at, at + 1_000); })());
  },
  log: () => undefined, publicAddress: 'https://desk.example', signal,
});
const file = (name: string, mediaType: string, content = Buffer.from(name.repeat(900))): OutgoingAttachment => {
  const hash = createHash('sha256').update(content).digest('hex');
  files.set(hash, content);
  return { name, mediaType, bytes: content.length, contentId: null, hash };
};
const outgoing = (to: string, message: Partial<Outgoing['message']> = {}, more: Partial<Outgoing> = {}): Outgoing => ({
  message: { id: 'm', subject: null, text: 'Ваш заказ едет 🙂', html: null, attachments: [], sentAt: '2026-02-10T00:00:00.000Z', machineSent: false, ...message },
  to, recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'i', ...more,
});

let running: Running;
let config: MaxConfig;
let asked: string;
let to: string;

/** The number of a customer, as the vendor tells it. */
async function userOf(customer: string): Promise<{ readonly id: string; readonly mid: string }> {
  const entry = running.customers.write(customer, { text: 'Здравствуйте' });
  const message = await (await fetch(`${running.address}/messages/${entry.id}`, { headers: { authorization: config.accessToken } })).json() as { readonly sender: { readonly user_id: number } };
  return { id: String(message.sender.user_id), mid: entry.id };
}

beforeEach(async () => {
  running = await emulator.start({ port: 0, seed: 3, pace: 0.001 });
  running.faults.late = 0;
  config = max.readConfig({ ...running.settings, webhookSecret: 'secret-secret' });
  ({ id: to, mid: asked } = await userOf('Анна Крылова'));
});
afterEach(() => running.stop());

const sent = () => running.book.entries.filter(({ direction }) => direction === 'to customer');

describe('a message', () => {
  test('arrives as it was written, and points at what it answers', async () => {
    const answer = await max.send(outgoing(to, { text: '*не* <b>разметка</b>', quoted: 'Цитата' }, { inReplyTo: ['mid.old', asked] }), config, io());
    expect(answer).toEqual({ ok: true, externalId: sent()[0]!.id });
    expect(sent()[0]).toMatchObject({ customer: 'Анна Крылова', text: '*не* <b>разметка</b>\n\nЦитата' });
    const told = await (await fetch(`${running.address}/messages/${sent()[0]!.id}`, { headers: { authorization: config.accessToken } })).json();
    expect(told).toMatchObject({ link: { type: 'reply', message: { mid: asked } } });
  });

  test('goes without pointing where what it answers is gone', async () => {
    expect(await max.send(outgoing(to, {}, { inReplyTo: ['mid.of-nothing'] }), config, io())).toMatchObject({ ok: true });
    expect(sent().length).toBe(1);
  });

  test('has buttons that tell when they are pressed', async () => {
    await max.send(outgoing(to, { buttons: [{ id: 'yes', label: 'Да' }, { id: 'no', label: 'Н'.repeat(300) }] }), config, io());
    expect(sent()[0]!.buttons.map(({ id, label }) => [id, label.length])).toEqual([['yes', 2], ['no', 128]]);
    running.customers.press!('Анна Крылова', sent()[0]!.id, 'yes');
    const { updates } = await (await fetch(`${running.address}/updates?timeout=0`, { headers: { authorization: config.accessToken } })).json() as { readonly updates: unknown[] };
    const [press] = max.receive({ kind: 'update', headers: {}, body: Buffer.from(JSON.stringify(updates.at(-1))), receivedAt: new Date(Date.now() + 1000).toISOString(), key: null });
    expect(press).toMatchObject({ kind: 'press', button: 'yes', message: sent()[0]!.id, from: { externalId: to } });
    await max.answerPress((press as { readonly externalId: string }).externalId, config, io());
    expect(sent()[0]!.states.map(({ state }) => state)).toEqual(['accepted', 'pressed', 'press answered']);
    await expect(max.answerPress('nothing/1', config, io())).rejects.toThrow('400');
  });

  test.each([
    ['a text of 4001 letters', 'max.text-too-long', { text: 'ы'.repeat(4001) }],
    ['no words and no files', 'max.message-empty', { text: ' \n' }],
    ['buttons without words', 'max.message-empty', { text: '', buttons: [{ id: 'a', label: 'A' }], attachments: [file('a.pdf', 'application/pdf')] }],
    ['too many buttons', 'max.refused', { buttons: Array.from({ length: 31 }, (_, at) => ({ id: `${at}`, label: `${at}` })) }],
    ['a button that says nothing', 'max.refused', { buttons: [{ id: 'a', label: ' ' }] }],
  ])('is refused before anything is sent: %s', async (_name, code, message) => {
    expect(await max.send(outgoing(to, message), config, io())).toMatchObject({ ok: false, retry: 'never', code });
    expect(sent()).toEqual([]);
  });

  test('of exactly 4000 letters is taken', async () => expect(await max.send(outgoing(to, { text: 'ы'.repeat(4000) }), config, io())).toMatchObject({ ok: true }));

  test.each(['', 'anna', '-5', '0', '99999999999999999999'])('goes to nobody whose number cannot be one: %j', async (address) => {
    expect(max.canReach(address)).toBe(false);
    expect(await max.send(outgoing(address), config, io())).toMatchObject({ retry: 'never', code: 'max.address-unusable' });
  });
});

describe('files', () => {
  const hashes = () => sent().map(({ files: booked }) => booked.map(({ name, sha256 }) => [name, sha256]));
  const named = (one: OutgoingAttachment) => [one.name, one.hash];

  test('pictures and videos go with the words, everything else alone', async () => {
    const [photo, clip, bill, song] = [file('фото.png', 'image/png'), file('clip.mp4', 'video/mp4'), file('счёт "1".pdf', 'application/pdf'), file('voice.mp3', 'audio/mpeg')];
    const answer = await max.send(outgoing(to, { attachments: [bill, photo, song, clip] }), config, io());
    expect(answer).toMatchObject({ ok: true, externalId: sent()[0]!.id, detail: '3 messages' });
    expect(sent().map(({ text }) => text)).toEqual(['Ваш заказ едет 🙂', '', '']);
    expect(hashes()).toEqual([[named(photo), named(clip)], [['счёт "1".pdf'.replaceAll('"', '%22'), bill.hash]], [named(song)]].map((group) => group.map(([name, hash]) => [expect.stringContaining(String(name).slice(0, 3)), hash])));
  });

  test('a single file goes with its words, and with buttons beside the words it follows', async () => {
    await max.send(outgoing(to, { attachments: [file('a.pdf', 'application/pdf')] }), config, io());
    expect(sent().map(({ text, files: booked }) => [text !== '', booked.length])).toEqual([[true, 1]]);
    await max.send(outgoing(to, { attachments: [file('a.pdf', 'application/pdf')], buttons: [{ id: 'a', label: 'A' }] }), config, io());
    expect(sent().slice(1).map(({ buttons, files: booked }) => [buttons.length, booked.length])).toEqual([[1, 0], [0, 1]]);
  });

  test('a picture of a format that MAX does not show goes as a file', async () => {
    await max.send(outgoing(to, { attachments: [file('a.webp', 'image/webp'), file('b.svg', 'image/svg+xml')] }), config, io());
    expect(sent().length).toBe(2);
  });

  test('that the vendor still works on are waited for', async () => {
    running.faults.late = 1_500;
    expect(await max.send(outgoing(to, { attachments: [file('clip.mp4', 'video/mp4')] }), config, io())).toMatchObject({ ok: true });
  });

  test('that cannot be read here, or are not what is known of them, stop the message', async () => {
    const missing = { ...file('a.pdf', 'application/pdf'), hash: 'f'.repeat(64) };
    const short = { ...file('b.pdf', 'application/pdf'), bytes: 5_000_000 };
    for (const one of [missing, short]) expect(await max.send(outgoing(to, { attachments: [one] }), config, io())).toMatchObject({ ok: false, retry: 'later', code: 'max.attachment-unreadable' });
    expect(sent()).toEqual([]);
  });

  test.each([
    [413, 'never', 'max.file-too-large'], [415, 'never', 'max.file-refused'], [400, 'never', 'max.file-refused'],
    [404, 'later', 'max.upload-broke'], [429, 'later', 'max.upload-broke'], [500, 'later', 'max.upload-broke'], [200, 'later', 'max.upload-broke'],
  ])('the storage answers %i to a file: %s, and nothing is sent', async (status, retry, code) => {
    const paths: string[] = [];
    const storage = createServer((request, response) => {
      paths.push(request.url!);
      // Also before all of it has come.
      if (request.url === '/here') return void response.writeHead(status).end('{}');
      request.resume();
      response.writeHead(200).end(JSON.stringify({ url: `${address}/here` }));
    });
    const address = await listening(storage);
    expect(await max.send(outgoing(to, { attachments: [file('a.pdf', 'application/pdf', Buffer.alloc(3_000_000))] }), { ...config, apiAddress: address }, io())).toMatchObject({ ok: false, retry, code });
    expect(paths).toEqual(['/uploads?type=file', '/here']);
    storage.closeAllConnections();
    storage.close();
  });

  test('no token goes to a storage', async () => {
    const seen: (string | undefined)[] = [];
    const storage = createServer((request, response) => {
      seen.push(request.headers.authorization);
      request.resume();
      response.writeHead(200).end(JSON.stringify({ url: `${address}/here`, token: 't', message: { body: { mid: 'mid.1' } } }));
    });
    const address = await listening(storage);
    expect(await max.send(outgoing(to, { attachments: [file('a.pdf', 'application/pdf')] }), { ...config, apiAddress: address }, io())).toEqual({ ok: true, externalId: 'mid.1' });
    expect(seen).toEqual([config.accessToken, undefined, config.accessToken]);
    storage.closeAllConnections();
    storage.close();
  });

  test('what was begun and broke off is said to be sent in part', async () => {
    let posts = 0;
    const cut = createServer((request, response) => void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
      if (request.url!.startsWith('/messages') && (posts += 1) === 2) return void request.socket.destroy();
      const answer = await fetch(`${running.address}${request.url}`, { method: request.method!, headers: { authorization: config.accessToken, ...(request.headers['content-type'] ? { 'content-type': request.headers['content-type'] } : {}) }, ...(pieces.length > 0 ? { body: Buffer.concat(pieces) } : {}) });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    })());
    const address = await listening(cut);
    expect(await max.send(outgoing(to, { attachments: [file('a.pdf', 'application/pdf'), file('b.pdf', 'application/pdf')] }), { ...config, apiAddress: address }, io())).toMatchObject({ ok: false, retry: 'unknown', code: 'max.partly-sent' });
    expect(sent().length).toBe(1);
    cut.close();
  });
});

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe('what the vendor says', () => {
  test('a stopped bot, a stranger, a refused token', async () => {
    running.customers.block!('Анна Крылова');
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: false, retry: 'never', code: 'max.suspended' });
    running.customers.unblock!('Анна Крылова');
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: true });
    expect(await max.send(outgoing('4242'), config, io())).toMatchObject({ ok: false, retry: 'never', code: 'max.no-dialog' });
    const refused = await max.send(outgoing(to), { ...config, accessToken: 'another-token' }, io());
    expect(refused).toMatchObject({ ok: false, retry: 'later', code: 'max.token-refused', ofInbox: true });
    expect(JSON.stringify(refused)).not.toContain('another-token');
  });

  test('too many, out of order, an answer that is lost', async () => {
    Object.assign(running.faults, { tooMany: 1, retryAfterSeconds: 17 });
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: false, retry: 'later', code: 'max.too-many-requests', retryAfterSeconds: 17 });
    Object.assign(running.faults, { tooMany: 0, broken: 1 });
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: false, retry: 'later', code: 'max.vendor-broken' });
    expect(sent()).toEqual([]);
    Object.assign(running.faults, { broken: 0, answerLost: 1 });
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: false, retry: 'unknown', code: 'max.answer-lost' });
    expect(sent().length).toBe(1);
    // A lost answer to an upload is no message that may have arrived.
    expect(await max.send(outgoing(to, { attachments: [file('a.png', 'image/png')] }), config, io())).toMatchObject({ ok: false, retry: 'later' });
    expect(sent().length).toBe(1);
  });

  test('nobody there, nobody of that name', async () => {
    await running.stop();
    expect(await max.send(outgoing(to), config, io())).toMatchObject({ ok: false, retry: 'later', code: 'max.unreachable', ofInbox: true });
    expect(await max.send(outgoing(to), { ...config, apiAddress: 'https://max.invalid' }, io())).toMatchObject({ ok: false, retry: 'later', ofInbox: true });
  });

  test.each([
    [500, '{"code":"internal.error","message":"oops"}', { retry: 'unknown', code: 'max.answer-lost' }],
    [502, '<html>', { retry: 'unknown', code: 'max.answer-lost' }],
    [503, '', { retry: 'later', code: 'max.vendor-broken' }],
    [403, '{"code":"access.denied","message":"no"}', { retry: 'never', code: 'max.refused' }],
    [404, '{"code":"chat.not.found","message":"dialog.not.found"}', { retry: 'never', code: 'max.no-dialog' }],
    [404, '{"code":"not.found","message":"Path not found"}', { retry: 'never', code: 'max.refused' }],
    [400, '{"code":"proto.payload","message":"errors.maxRowSize"}', { retry: 'never', code: 'max.refused', reason: '400 proto.payload errors.maxRowSize' }],
    [429, '{"code":"too.many.requests","message":"wait"}', { retry: 'later', code: 'max.too-many-requests', retryAfterSeconds: 1 }],
    [200, '{}', { retry: 'unknown', code: 'max.answer-lost' }],
    [200, 'not json', { retry: 'unknown', code: 'max.answer-lost' }],
  ])('%i %s', async (status, body, outcome) => {
    const server = createServer((_request, response) => void response.writeHead(status).end(body));
    expect(await max.send(outgoing(to), { ...config, apiAddress: await listening(server) }, io())).toMatchObject({ ok: false, ...outcome });
    server.close();
  });

  test('an answer that does not come in time', async () => {
    const server = createServer(() => undefined);
    const late = call({ ...config, apiAddress: await listening(server) }, new AbortController().signal, { method: 'GET', path: '/me', patienceMs: 100 });
    const error: unknown = await late.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'NotAnswered', reached: true, code: 'late' });
    expect(failureOf(error, true)).toMatchObject({ retry: 'unknown', code: 'max.answer-lost' });
    expect(failureOf(error, false)).toMatchObject({ retry: 'later', code: 'max.unreachable', ofInbox: true });
    server.closeAllConnections();
    server.close();
  });

  test('our own stop before anything was sent is no fault of the message', async () => {
    const stopped = new AbortController();
    stopped.abort();
    expect(await max.send(outgoing(to), config, io(stopped.signal))).toEqual({ ok: false, retry: 'later', code: 'max.unreachable', reason: 'this desk is stopping' });
  });

  test('silence after the message was handed over: it may have arrived', async () => {
    const stopped = new AbortController();
    const server = createServer(() => stopped.abort());
    expect(await max.send(outgoing(to), { ...config, apiAddress: await listening(server) }, io(stopped.signal))).toMatchObject({ ok: false, retry: 'unknown', code: 'max.answer-lost' });
    server.closeAllConnections();
    server.close();
  });
});
