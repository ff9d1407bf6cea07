// Sending, files and the test button, against the emulated vendor and against servers that misbehave in other ways.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { noFaults } from '../../emulators/faults.ts';
import { telegram as vendor } from '../../emulators/telegram/telegram.ts';
import type { ChannelIo, Outgoing, OutgoingAttachment } from '../channel.ts';
import { telegram } from './channel.ts';
import type { TelegramConfig } from './config.ts';

const webhookSecret = 's'.repeat(43);
const blobs = new Map<string, () => Readable>();
const stop = new AbortController();
const logged: unknown[] = [];
const io: ChannelIo = {
  now: () => '2026-03-09T10:02:11.000Z',
  openBlob: async (hash) => {
    const open = blobs.get(hash);
    if (!open) throw new Error('no such file');
    return open();
  },
  log: (...said) => logged.push(said),
  publicAddress: 'https://desk.example',
  signal: stop.signal,
};

let running: Running;
let config: TelegramConfig;
let chat: string;
const servers: Server[] = [];

beforeAll(async () => {
  running = await vendor.start({ port: 0, seed: 7, pace: 0.001 });
  config = telegram.readConfig({ ...running.settings, webhookSecret });
  chat = running.customers.write('Luca', { text: 'ciao' }).id.split(':')[0]!;
});
afterEach(() => Object.assign(running.faults, noFaults));
afterAll(async () => {
  await running.stop();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

function attach(name: string, mediaType: string, bytes: Uint8Array | (() => Readable), size?: number): OutgoingAttachment {
  const hash = createHash('sha256').update(name).digest('hex');
  blobs.set(hash, typeof bytes === 'function' ? bytes : () => Readable.from([Buffer.from(bytes.subarray(0, 5)), Buffer.from(bytes.subarray(5))]));
  return { name, mediaType, bytes: size ?? (typeof bytes === 'function' ? 100 : bytes.byteLength), contentId: null, hash };
}
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a picture')]);

function outgoing(message: Partial<Outgoing['message']> = {}, change: Partial<Outgoing> = {}): Outgoing {
  return {
    message: { id: '0197c1f0-6a00-7000-8000-000000000001', subject: null, text: 'Buongiorno', html: null, attachments: [], sentAt: '2026-03-09T10:02:11.000Z', machineSent: false, ...message },
    to: chat, recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'd1', ...change,
  };
}
const sent = (message?: Partial<Outgoing['message']>, change?: Partial<Outgoing>) => telegram.send(outgoing(message, change), config, io);
const booked = () => running.book.entries.filter(({ direction }) => direction === 'to customer');
const last = () => booked().at(-1)!;

/** A server in the vendor's place that answers as it is told. */
async function instead(handle: RequestListener): Promise<TelegramConfig> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { ...config, apiAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a message arrives', () => {
  test('as plain text, under the id by which answers come back', async () => {
    const outcome = await sent({ text: '<b>Ciao</b> & *arrivederci* 🙂\n\nPunto.' });
    expect(outcome).toEqual({ ok: true, externalId: last().id });
    expect(last()).toMatchObject({ customer: 'Luca', text: '<b>Ciao</b> & *arrivederci* 🙂\n\nPunto.' });
  });

  test('answers the newest message of this chat, also when that is gone', async () => {
    const asked = running.customers.write('Luca', { text: 'e allora?' });
    for (const inReplyTo of [['999:1', asked.id, '888:2'], [`${chat}:999999`], ['nonsense']]) expect(await sent({}, { inReplyTo })).toMatchObject({ ok: true });
  });

  test('with what is passed on below it, and mended where the vendor would refuse', async () => {
    await sent({ text: 'See\u0000 below \ud83d', quoted: '> old' });
    expect(last().text).toBe('See below \ufffd\n\n> old');
  });

  test('with buttons, whose press comes back', async () => {
    await sent({ text: 'Risolto?', buttons: [{ id: 'yes:1', label: 'Sì' }, { id: 'no:1', label: 'No' }] });
    expect(last().buttons).toEqual([{ id: 'yes:1', label: 'Sì' }, { id: 'no:1', label: 'No' }]);
  });

  test('of exactly the longest length', async () => {
    expect(await sent({ text: 'ж'.repeat(4096) })).toMatchObject({ ok: true });
    expect(last().text.length).toBe(4096);
  });
});

describe('files', () => {
  test('one goes with its words in one message, byte for byte', async () => {
    const content = Buffer.from('%PDF-1.7 bytes'.repeat(1000));
    const outcome = await sent({ text: 'Ecco', attachments: [attach('fatt"ura;\r\n März.pdf', 'application/pdf', content)] });
    expect(outcome).toEqual({ ok: true, externalId: last().id });
    expect(last()).toMatchObject({ text: 'Ecco', files: [{ name: 'fatt_ura___ März.pdf', bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') }] });
  });

  test('several go one after the other, the words and buttons with the last', async () => {
    const before = booked().length;
    const outcome = await sent({ text: 'Due', buttons: [{ id: 'a', label: 'A' }], attachments: [attach('a.jpg', 'image/jpeg', jpeg), attach('b.mp3', 'audio/mpeg', Buffer.from('song'))] });
    expect(outcome).toEqual({ ok: true, externalId: last().id, detail: 'sent as 2 messages' });
    expect(booked().slice(before).map(({ text, files, buttons }) => [text, files.length, buttons.length])).toEqual([['', 1, 0], ['Due', 1, 1]]);
  });

  test('a long text follows the file by itself', async () => {
    const before = booked().length;
    await sent({ text: 'x'.repeat(1025), attachments: [attach('c.txt', 'text/plain', Buffer.from('c c c c'))] });
    expect(booked().slice(before).map(({ text, files }) => [text.length, files.length])).toEqual([[0, 1], [1025, 0]]);
  });

  test('a picture that is none goes as a file', async () => {
    expect(await sent({ text: '', attachments: [attach('broken.png', 'image/png', Buffer.from('not a picture'))] })).toMatchObject({ ok: true });
    expect(last().files[0]).toMatchObject({ name: 'broken.png', mediaType: 'application/octet-stream' });
  });

  test('one that cannot be read here is said so, and nothing arrives', async () => {
    const before = booked().length;
    const missing = { ...attach('gone.txt', 'text/plain', Buffer.from('g')), hash: 'f'.repeat(64) };
    const breaking = attach('breaks.txt', 'text/plain', () => Readable.from((async function* () {
      yield Buffer.from('half');
      throw new Error('disk');
    })()));
    for (const attachment of [missing, breaking]) expect(await sent({ attachments: [attachment] })).toMatchObject({ ok: false, retry: 'later', code: 'telegram.attachment-unreadable' });
    expect(booked().length).toBe(before);
  });
});

describe('what cannot work is refused before anything goes out', () => {
  const cases: readonly (readonly [string, Partial<Outgoing['message']>, Partial<Outgoing>, string])[] = [
    ['too long', { text: 'x'.repeat(4097) }, {}, 'telegram.text-too-long'],
    ['empty', { text: ' \n' }, {}, 'telegram.empty'],
    ['a group', {}, { to: '-100123' }, 'telegram.chat-unknown'],
    ['no id', {}, { to: 'luca@example.com' }, 'telegram.chat-unknown'],
    ['a button without words', { buttons: [{ id: 'a', label: ' ' }] }, {}, 'telegram.buttons-refused'],
    ['a button whose id is too long', { buttons: [{ id: 'ж'.repeat(33), label: 'x' }] }, {}, 'telegram.buttons-refused'],
    ['too many buttons', { buttons: Array.from({ length: 11 }, (_, place) => ({ id: String(place), label: 'x' })) }, {}, 'telegram.buttons-refused'],
    ['a file that is too large', { attachments: [attach('big.bin', 'application/zip', Buffer.from('x'), 50_000_001)] }, {}, 'telegram.file-too-large'],
    ['an empty file', { attachments: [attach('nothing.txt', 'text/plain', Buffer.from(''))] }, {}, 'telegram.file-refused'],
  ];
  test.each(cases)('%s', async (_name, message, change, code) => {
    const before = booked().length;
    expect(await sent(message, change)).toMatchObject({ ok: false, retry: 'never', code });
    expect(booked().length).toBe(before);
  });
});

describe('what the vendor says is passed on honestly', () => {
  test('too many: later, when it asks', async () => {
    Object.assign(running.faults, { tooMany: 1, retryAfterSeconds: 17 });
    expect(await sent()).toMatchObject({ ok: false, retry: 'later', code: 'telegram.too-many', retryAfterSeconds: 17 });
  });
  test('blocked: never, and again when the customer lets us', async () => {
    running.customers.block!('Anna');
    const anna = running.customers.write('Anna', { text: 'hi' }).id.split(':')[0]!;
    running.customers.block!('Anna');
    expect(await sent({}, { to: anna })).toMatchObject({ ok: false, retry: 'never', code: 'telegram.blocked' });
    running.customers.unblock!('Anna');
    expect(await sent({}, { to: anna })).toMatchObject({ ok: true });
  });
  test('nobody has this id: never', async () => {
    expect(await sent({}, { to: '4242' })).toMatchObject({ ok: false, retry: 'never', code: 'telegram.chat-unknown' });
  });
  test('a refused token: later, and said on the inbox', async () => {
    for (const botToken of [`1:${'a'.repeat(35)}`, `${config.botId}:${'b'.repeat(35)}`]) expect(await telegram.send(outgoing(), { ...config, botToken }, io)).toMatchObject({ ok: false, retry: 'later', code: 'telegram.token-refused', ofInbox: true });
  });
  test('its own fault: later', async () => {
    running.faults.broken = 1;
    expect(await sent()).toMatchObject({ ok: false, retry: 'later', code: 'telegram.vendor-broken' });
  });
  test('an answer that was lost after it took the message: nobody knows', async () => {
    running.faults.answerLost = 1;
    const before = booked().length;
    expect(await sent()).toMatchObject({ ok: false, retry: 'unknown', code: 'telegram.answer-lost' });
    expect(booked().length).toBe(before + 1);
    expect(await sent({ attachments: [attach('lost.pdf', 'application/pdf', Buffer.from('pdf pdf'))] })).toMatchObject({ ok: false, retry: 'unknown', code: 'telegram.answer-lost' });
  });
  test('nobody there: later, and said on the inbox', async () => {
    const gone = await instead(() => {});
    servers.at(-1)!.close();
    expect(await telegram.send(outgoing(), gone, io)).toMatchObject({ ok: false, retry: 'later', code: 'telegram.unreachable', ofInbox: true, reason: 'ECONNREFUSED' });
  });
  test('a server that never answers is not waited for for ever, and may have it', async () => {
    const silent = await instead(() => {});
    const soon = new AbortController();
    const outcome = telegram.send(outgoing(), silent, { ...io, signal: soon.signal });
    await new Promise<void>((resolve) => servers.at(-1)!.once('request', () => resolve()));
    soon.abort();
    expect(await outcome).toMatchObject({ ok: false, retry: 'unknown', code: 'telegram.answer-lost' });
    expect(await telegram.send(outgoing(), silent, { ...io, signal: soon.signal })).toMatchObject({ retry: 'later', code: 'telegram.unreachable' });
  });
  test('a connection that breaks in the middle of a file: it cannot have all of it', async () => {
    const cutting = await instead((request) => void request.once('data', () => request.socket.destroy()));
    const slow = attach('slow.bin', 'application/zip', () => Readable.from((async function* () {
      for (let piece = 0; piece < 2_000; piece += 1) yield Buffer.alloc(65_536);
    })()), 40_000_000);
    expect(await telegram.send(outgoing({ attachments: [slow] }), cutting, io)).toMatchObject({ ok: false, retry: 'later', code: 'telegram.unreachable' });
  });

  const answers: readonly (readonly [string, number, string, string, string])[] = [
    ['a front that is overloaded', 503, '<html>busy</html>', 'later', 'telegram.unreachable'],
    ['a front that lost the answer', 502, '<html>Bad Gateway</html>', 'unknown', 'telegram.answer-lost'],
    ['a page of somebody else', 200, '<html>Sign in to the hotel</html>', 'unknown', 'telegram.answer-lost'],
    ['a success without a message', 200, '{"ok":true,"result":{}}', 'unknown', 'telegram.answer-lost'],
    ['nothing that is known', 200, 'null', 'unknown', 'telegram.answer-lost'],
    ['a redirect, which is not followed', 302, '', 'later', 'telegram.unreachable'],
    ['a server that is restarted', 500, '{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}', 'unknown', 'telegram.answer-lost'],
    ['an account that is gone', 403, '{"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}', 'never', 'telegram.account-gone'],
    ['somebody who has not begun', 403, '{"ok":false,"error_code":403,"description":"Forbidden: bot can\'t initiate conversation with a user"}', 'never', 'telegram.not-started'],
    ['a bot', 403, '{"ok":false,"error_code":403,"description":"Forbidden: bots can\'t send messages to bots"}', 'never', 'telegram.message-refused'],
    ['a file that is too large', 413, '{"ok":false,"error_code":413,"description":"Request Entity Too Large"}', 'never', 'telegram.file-too-large'],
    ['anything else', 400, '{"ok":false,"error_code":400,"description":"Bad Request: TOPIC_CLOSED"}', 'never', 'telegram.message-refused'],
  ];
  test.each(answers)('%s (%i)', async (_name, status, body, retry, code) => {
    const odd = await instead((request, response) => {
      request.resume();
      request.once('end', () => response.writeHead(status, status === 302 ? { location: `${config.apiAddress}/elsewhere` } : {}).end(body));
    });
    expect(await telegram.send(outgoing(), odd, io)).toMatchObject({ ok: false, retry, code });
  });
});

describe('a message of several parts', () => {
  const two = () => ({ text: 'Due', attachments: [attach('one.txt', 'text/plain', Buffer.from('one one')), attach('two.txt', 'text/plain', Buffer.from('two two'))] });
  /** Passes on to the vendor; from the second call on answers as it is told, so many times. */
  async function refusingLater(body: string, times: number): Promise<TelegramConfig> {
    let calls = 0;
    return instead((request, response) => void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
      calls += 1;
      if (calls > 1 && calls <= 1 + times) return response.writeHead((JSON.parse(body) as { error_code: number }).error_code).end(body);
      const answer = await fetch(`${config.apiAddress}${request.url!}`, { method: 'POST', headers: { 'content-type': request.headers['content-type']! }, body: Buffer.concat(pieces) });
      return response.writeHead(answer.status).end(await answer.text());
    })());
  }
  test('waits in the middle when it is asked to, and arrives whole', async () => {
    const before = booked().length;
    const busy = await refusingLater('{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}', 1);
    expect(await telegram.send(outgoing(two()), busy, io)).toEqual({ ok: true, externalId: last().id, detail: 'sent as 2 messages' });
    expect(booked().slice(before).map(({ files }) => files[0]!.name)).toEqual(['one.txt', 'two.txt']);
  });
  test('is said to have arrived in part when the rest is refused, and is not sent again by itself', async () => {
    const before = booked().length;
    const refusing = await refusingLater('{"ok":false,"error_code":400,"description":"Bad Request: file must be non-empty"}', 9);
    expect(await telegram.send(outgoing(two()), refusing, io)).toMatchObject({ ok: false, retry: 'unknown', code: 'telegram.partly-sent', reason: expect.stringContaining('1 of 2 parts arrived') });
    expect(booked().length).toBe(before + 1);
  });
  test('is said so too when the wait would be too long', async () => {
    const busy = await refusingLater('{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 900","parameters":{"retry_after":900}}', 9);
    expect(await telegram.send(outgoing(two()), busy, io)).toMatchObject({ ok: false, retry: 'unknown', code: 'telegram.partly-sent' });
  });
  test('may be tried again when already the first part is refused', async () => {
    running.faults.broken = 1;
    expect(await sent(two())).toMatchObject({ ok: false, retry: 'later', code: 'telegram.vendor-broken' });
  });
});

describe('files of customers', () => {
  const bytesOf = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  const remoteOf = async (content: Uint8Array, mediaType = 'application/pdf') => {
    running.customers.write('Files', { text: '', files: [{ name: 'x.bin', mediaType, content }] });
    const updates = (await (await fetch(`${config.apiAddress}/bot${config.botToken}/getUpdates`)).json()) as { result: { message?: { document?: { file_id: string } } }[] };
    return updates.result.at(-1)!.message!.document!.file_id;
  };
  test('are fetched byte for byte', async () => {
    const content = Buffer.from('bytes'.repeat(5000));
    const fetched = await telegram.fetchMedia({ remote: await remoteOf(content), bytes: null }, config, io);
    expect(fetched.ok && (await bytesOf(fetched.content)).equals(content)).toBe(true);
  });
  test('too large for a bot: never', async () => {
    expect(await telegram.fetchMedia({ remote: await remoteOf(Buffer.alloc(20 * 1_048_576 + 1)), bytes: null }, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'media-too-large' });
  });
  test('the vendor is busy, broken, or does not know it for now: later', async () => {
    expect(await telegram.fetchMedia({ remote: 'unknown', bytes: null }, config, io)).toMatchObject({ ok: false, retry: 'later', code: 'media-fetch-broke' });
    Object.assign(running.faults, { tooMany: 1, retryAfterSeconds: 9 });
    expect(await telegram.fetchMedia({ remote: 'x', bytes: null }, config, io)).toMatchObject({ ok: false, retry: 'later', retryAfterSeconds: 9 });
    expect(await telegram.fetchMedia({ remote: 'x', bytes: null }, { ...config, botToken: `1:${'a'.repeat(35)}` }, io)).toMatchObject({ ok: false, retry: 'later' });
  });
  test('what ends early is not taken for whole, and no reason holds the token', async () => {
    const short = await instead((request, response) => response.end(request.url!.includes('getFile') ? '{"ok":true,"result":{"file_id":"a","file_unique_id":"b","file_size":10,"file_path":"documents/f"}}' : 'short'));
    const fetched = await telegram.fetchMedia({ remote: 'a', bytes: null }, short, io);
    await expect(fetched.ok ? bytesOf(fetched.content) : Promise.resolve()).rejects.toThrow('5 of 10 bytes');
    const gone = await instead((request, response) => (request.url!.includes('getFile') ? response.end('{"ok":true,"result":{"file_path":"documents/f"}}') : void request.socket.destroy()));
    const broken = await telegram.fetchMedia({ remote: 'a', bytes: null }, gone, io);
    expect(broken).toMatchObject({ ok: false, retry: 'later' });
    expect(JSON.stringify([broken, logged])).not.toContain(config.botToken);
  });
});

describe('the test button', () => {
  test('says that all is well', async () => {
    expect(await telegram.check(config, io)).toEqual({ ok: true });
    expect(await telegram.check({ ...config, botName: config.botName.toUpperCase() }, io)).toEqual({ ok: true });
  });
  test('names what is wrong', async () => {
    expect(await telegram.check({ ...config, botToken: `1:${'a'.repeat(35)}` }, io)).toMatchObject({ ok: false, problems: [{ code: 'telegram.token-refused' }] });
    expect(await telegram.check({ ...config, botName: 'another_bot' }, io)).toEqual({ ok: false, problems: [{ code: 'telegram.bot-name-differs', detail: `@${config.botName}` }] });
    const gone = await instead(() => {});
    servers.at(-1)!.close();
    expect(await telegram.check(gone, io)).toEqual({ ok: false, problems: [{ code: 'telegram.unreachable', detail: 'ECONNREFUSED' }] });
  });
});

test('a press is answered, once', async () => {
  await sent({ text: 'Risolto?', buttons: [{ id: 'yes', label: 'Sì' }] });
  running.customers.press!('Luca', last().id, 'yes');
  const { result } = (await (await fetch(`${config.apiAddress}/bot${config.botToken}/getUpdates`)).json()) as { result: { callback_query?: { id: string } }[] };
  const press = result.at(-1)!.callback_query!.id;
  expect([await telegram.answerPress(press, config, io), await telegram.answerPress(press, config, io)]).toEqual([true, false]);
});
