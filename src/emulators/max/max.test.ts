// What the vendor refuses, the emulator refuses, in the vendor's words: one test a rule.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Running } from '../emulator.ts';
import { max } from './max.ts';

const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

let running: Running;
let token: string;
beforeEach(async () => {
  running = await max.start({ port: 0, seed: 5, pace: 0.001 });
  token = String(running.settings['accessToken']);
  running.faults.late = 0;
});
afterEach(() => running.stop());

/** The vendor's answers are read freely here. */
// oxlint-disable-next-line no-explicit-any
type Free = Record<string, any>;
type Said = { readonly status: number; readonly body: Free };

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = { authorization: token }): Promise<Said> {
  const answer = await fetch(`${running.address}${path}`, { method, headers, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  return { status: answer.status, body: await answer.json() as Said['body'] };
}
const refused = (status: number, code: string, message: unknown = expect.any(String)) => ({ status, body: { code, message } });
const updates = async (query = '') => (await ask('GET', `/updates?timeout=0${query}`)).body as { readonly updates: Free[]; readonly marker: number };

async function customer(name = 'Анна Крылова'): Promise<{ readonly user: number; readonly chat: number; readonly mid: string }> {
  const { id } = running.customers.write(name, { text: 'Здравствуйте' });
  const { body } = await ask('GET', `/messages/${id}`);
  return { user: body['sender'].user_id, chat: body['recipient'].chat_id, mid: id };
}

describe('the token', () => {
  test.each([
    ['none', {}, 'No access_token provided'],
    ['an empty one', { authorization: '' }, 'No access_token provided'],
    ['with a word before it', { authorization: 'Bearer x' }, 'Malformed access token'],
    ['another', { authorization: 'x' }, 'Invalid access_token'],
  ])('%s', async (_name, headers, message) => expect(await ask('GET', '/me', undefined, headers)).toEqual(refused(401, 'verify.token', message)));
  test('in the query', async () => expect(await ask('GET', `/me?access_token=${token}`)).toMatchObject({ status: 401, body: { code: 'verify.token' } }));
  test('the right one tells who the bot is', async () => expect(await ask('GET', '/me')).toMatchObject({ status: 200, body: { is_bot: true, username: running.settings['botName'] } }));
  test('no such path, no such method', async () => {
    expect(await ask('GET', '/nothing')).toEqual(refused(404, 'not.found'));
    expect(await ask('DELETE', '/me')).toEqual(refused(405, 'method.not.allowed'));
  });
});

describe('a message to a customer', () => {
  const keyboard = (buttons: unknown) => ({ text: 'a', attachments: [{ type: 'inline_keyboard', payload: { buttons } }] });
  const button = { type: 'callback', text: 'Да', payload: 'yes' };
  test.each([
    ['no object', '7', "Can't deserialize body"],
    ['no JSON', '{', "Can't deserialize body"],
    ['text of another type', { text: 5 }, "Can't deserialize body"],
    ['4001 letters', { text: 'ы'.repeat(4001) }, 'text: size must be between 0 and 4000'],
    ['nothing to see', { text: '  ' }, 'Message cannot be empty'],
    ['buttons alone', { ...keyboard([[button]]), text: null }, 'Message cannot be empty'],
    ['an unknown format', { text: 'a', format: 'none' }, 'format: unknown'],
    ['a link of no kind', { text: 'a', link: { type: 'quote', mid: 'x' } }, "Can't deserialize body"],
    ['a flat keyboard', keyboard([button]), "Can't deserialize body"],
    ['a keyboard without rows', keyboard([]), "Can't deserialize body"],
    ['31 rows', keyboard(Array.from({ length: 31 }, () => [button])), 'errors.maxRows'],
    ['8 buttons in a row', keyboard([Array.from({ length: 8 }, () => button)]), 'errors.maxRowSize'],
    ['a button without words', keyboard([[{ ...button, text: '' }]]), 'text: size must be between 1 and 128'],
    ['a button of 129 letters', keyboard([[{ ...button, text: 'a'.repeat(129) }]]), 'text: size must be between 1 and 128'],
    ['a payload of 1025 letters', keyboard([[{ ...button, payload: 'a'.repeat(1025) }]]), 'payload: size must be between 0 and 1024'],
    ['a button without payload', keyboard([[{ type: 'callback', text: 'a' }]]), 'payload: size must be between 0 and 1024'],
    ['an unknown button', keyboard([[{ ...button, type: 'chat' }]]), "Can't deserialize body"],
    ['a link of 2049 letters', keyboard([[{ type: 'link', text: 'a', url: 'h'.repeat(2049) }]]), 'url: size must be between 1 and 2048'],
    ['two keyboards', { text: 'a', attachments: [...keyboard([[button]]).attachments, ...keyboard([[button]]).attachments] }, 'Must be only one inline keyboard in message'],
    ['a token of nothing', { text: 'a', attachments: [{ type: 'image', payload: { token: 'x' } }] }, 'Invalid attachment token'],
    ['an unknown attachment', { text: 'a', attachments: [{ type: 'hologram' }] }, 'Unknown attachment type: hologram'],
    ['a place without numbers', { text: 'a', attachments: [{ type: 'location', latitude: '1', longitude: 2 }] }, "Can't deserialize body"],
  ])('is refused: %s', async (_name, body, message) => {
    const { user } = await customer();
    expect(await ask('POST', `/messages?user_id=${user}`, body)).toEqual(refused(400, 'proto.payload', message));
    expect(running.book.entries.length).toBe(1);
  });

  test('needs somebody who has started the bot, and the body is looked at first', async () => {
    expect(await ask('POST', '/messages', { text: 'a' })).toEqual(refused(400, 'proto.payload', 'Unknown recipient'));
    expect(await ask('POST', '/messages?user_id=anna', { text: 'a' })).toEqual(refused(400, 'proto.payload', 'Invalid recipient id'));
    expect(await ask('POST', '/messages?user_id=4242', { text: 'a' })).toEqual(refused(404, 'dialog.not.found'));
    expect(await ask('POST', '/messages?chat_id=4242', { text: 'a' })).toEqual(refused(404, 'chat.not.found'));
    expect(await ask('POST', '/messages?user_id=4242', { text: '' })).toEqual(refused(400, 'proto.payload'));
    const { user, chat } = await customer();
    expect((await ask('POST', `/messages?user_id=${user}`, { text: 'a', link: { type: 'reply', mid: 'mid.none' } }))).toEqual(refused(404, 'not.found'));
    running.customers.block!('Анна Крылова');
    expect(await ask('POST', `/messages?user_id=${user}`, { text: 'a' })).toEqual(refused(403, 'chat.denied', `Key: error.dialog.suspended, args: [${user},].`));
    expect(await ask('GET', `/messages?chat_id=${chat}`)).toEqual(refused(403, 'chat.denied'));
    running.customers.unblock!('Анна Крылова');
    expect((await ask('POST', `/messages?user_id=${user}`, { text: 'a' })).status).toBe(200);
  });

  test('is told back, and booked with what it carries', async () => {
    const { user, mid } = await customer();
    const { body } = await ask('POST', `/messages?user_id=${user}`, { ...keyboard([[button]]), link: { type: 'reply', mid } });
    expect(body['message']).toMatchObject({ sender: { is_bot: true }, recipient: { chat_type: 'dialog', user_id: user }, body: { text: 'a' }, link: { type: 'reply', message: { mid } } });
    expect(running.book.find(body['message'].body.mid)).toMatchObject({ customer: 'Анна Крылова', direction: 'to customer', text: 'a', buttons: [{ id: 'yes', label: 'Да' }], states: [{ state: 'accepted' }] });
  });
});

describe('files', () => {
  const put = async (url: string, name: string, content = 'bytes', type = 'application/octet-stream') => {
    const form = new FormData();
    form.set('data', new File([content], name, { type }));
    return fetch(url, { method: 'POST', body: form });
  };
  const upload = async (type: string, name: string): Promise<string> => {
    const { body } = await ask('POST', `/uploads?type=${type}`);
    const answer = await put(body['url'], name);
    const text = await answer.text();
    if (body['token']) return body['token'] as string;
    const said = JSON.parse(text) as { readonly token?: string; readonly photos?: Record<string, { readonly token: string }> };
    return said.token ?? Object.values(said.photos!)[0]!.token;
  };

  test('have their token with the address for sounds and videos, and after the upload for pictures and files', async () => {
    for (const [type, name, early] of [['video', 'a.mp4', true], ['audio', 'a.mp3', true], ['image', 'a.png', false], ['file', 'a.pdf', false]] as const) {
      const { body } = await ask('POST', `/uploads?type=${type}`);
      expect(typeof body['token'] === 'string', type).toBe(early);
      expect(await (await put(body['url'], name)).text(), type).toMatch(early ? /^<retval>1<\/retval>$/ : /"token"/);
      expect((await put(body['url'], name)).status, 'an address is good for one upload').toBe(404);
    }
  });

  test.each([[null, 'proto.payload'], ['photo', 'proto.payload'], ['hologram', 'proto.payload']])('of the type %s are not taken', async (type, code) => {
    expect(await ask('POST', `/uploads${type === null ? '' : `?type=${type}`}`)).toEqual(refused(400, code));
  });

  test('of another format, or not sent as a form, are refused by the storage', async () => {
    const { body } = await ask('POST', '/uploads?type=image');
    expect((await put(body['url'], 'a.svg')).status).toBe(415);
    expect((await fetch(body['url'], { method: 'POST', body: 'bytes', headers: { 'content-range': 'bytes 0-4/5' } })).status).toBe(400);
  });

  test('a file or a sound is alone in its message, pictures and videos are together', async () => {
    const { user } = await customer();
    const one = async (type: string, name: string) => ({ type, payload: { token: await upload(type, name) } });
    const send = (...attachments: unknown[]) => ask('POST', `/messages?user_id=${user}`, { text: 'a', attachments });
    expect((await send(await one('image', 'a.png'), await one('image', 'b.png'), await one('video', 'c.mp4'))).status).toBe(200);
    expect(await send(await one('file', 'a.pdf'), await one('file', 'b.pdf'))).toEqual(refused(400, 'proto.payload', 'Must be only one file attachment in message'));
    expect(await send(await one('image', 'a.png'), await one('audio', 'b.mp3'))).toEqual(refused(400, 'proto.payload', 'Must be only one audio attachment in message'));
    expect((await send(await one('file', 'a.pdf'), { type: 'inline_keyboard', payload: { buttons: [[{ type: 'link', text: 'a', url: 'https://a.example' }]] } })).status).toBe(200);
    expect(await send({ type: 'file', payload: { token: await upload('image', 'a.png') } })).toEqual(refused(400, 'proto.payload', 'Invalid attachment token'));
  });

  test('are worked on for a while', async () => {
    running.faults.late = 100_000;
    const { user } = await customer();
    const token = await upload('video', 'a.mp4');
    expect(await ask('POST', `/messages?user_id=${user}`, { text: 'a', attachments: [{ type: 'video', payload: { token } }] })).toEqual(refused(400, 'attachment.not.ready', 'Key: errors.process.attachment.video.not.processed'));
  });

  test('of customers are told with where they are; a video with its token alone', async () => {
    running.customers.write('Анна', { text: 'вот', files: [{ name: 'a.png', mediaType: 'image/png', content: Buffer.from('png') }, { name: 'b.mp4', mediaType: 'video/mp4', content: Buffer.from('mp4') }, { name: 'c.pdf', mediaType: 'application/pdf', content: Buffer.from('pdf') }, { name: 'd.vcf', mediaType: 'text/vcard', content: Buffer.from('FN:A') }] });
    const messages = (await updates()).updates.filter((one) => one['update_type'] === 'message_created').map((one) => one['message'].body);
    expect(messages.map((one) => (one.attachments as { readonly type: string }[]).map(({ type }) => type))).toEqual([['image', 'video'], ['file'], ['contact']]);
    expect(await (await fetch(messages[0].attachments[0].payload.url)).text()).toBe('png');
    expect(await (await fetch(messages[1].attachments[0].payload.url)).text()).toBe('pdf');
    expect(messages[1].attachments[0]).toMatchObject({ filename: 'c.pdf', size: 3 });
    expect((await fetch(messages[0].attachments[1].payload.url)).headers.get('content-type')).toMatch(/^text\/html/);
    const { body } = await ask('GET', `/videos/${messages[0].attachments[1].payload.token}`);
    expect(await (await fetch(body['urls'].mp4_720)).text()).toBe('mp4');
    expect(await ask('GET', '/videos/none')).toEqual(refused(404, 'not.found'));
    expect((await fetch(`${running.address}/download?r=none`)).status).toBe(404);
  });
});

describe('updates', () => {
  test('are kept until a marker says that they were taken', async () => {
    running.customers.write('Анна', { text: 'one' });
    const first = await updates();
    expect(first.updates.map((one) => one['update_type'])).toEqual(['bot_started', 'message_created']);
    expect((await updates()).updates.length).toBe(2);
    expect(running.book.entries[0]!.told).toBe(false);
    expect((await updates(`&marker=${first.marker}`)).updates).toEqual([]);
    expect(running.book.entries[0]!.told).toBe(true);
    running.customers.write('Анна', { text: 'two' });
    expect((await updates('&types=bot_started')).updates).toEqual([]);
    expect((await updates('&limit=1')).updates[0]!['message'].body.text).toBe('two');
  });

  test('are waited for', async () => {
    const asked = ask('GET', '/updates?timeout=20');
    await ask('GET', '/me');
    running.customers.begin!('Анна', 'x'.repeat(128));
    expect((await asked).body['updates']).toMatchObject([{ update_type: 'bot_started', payload: 'x'.repeat(128), user: { first_name: 'Анна' } }]);
    running.customers.begin!('Анна', 'x'.repeat(129));
    expect((await updates()).updates.at(-1)).not.toHaveProperty('payload');
  });

  test.each(['limit=0', 'limit=1001', 'timeout=91', 'timeout=-1', 'marker=x'])('not so: %s', async (query) => expect(await ask('GET', `/updates?${query}`)).toEqual(refused(400, 'proto.payload')));

  test('tell what customers do, with no id of their own, and nothing of reading', async () => {
    const entry = running.customers.write('Анна', { text: 'geo:55.5,37.25' });
    running.customers.edit!(entry.id, 'new');
    running.customers.remove!(entry.id);
    running.customers.block!('Анна');
    const all = (await updates()).updates;
    expect(all.map((one) => one['update_type'])).toEqual(['bot_started', 'message_created', 'message_edited', 'message_removed', 'bot_stopped']);
    expect(all.every((one) => !('update_id' in one))).toBe(true);
    expect(all[1]!['message'].body.attachments).toEqual([{ type: 'location', latitude: 55.5, longitude: 37.25 }]);
    expect(all[2]!['message']).toMatchObject({ timestamp: all[1]!['message'].timestamp, body: { mid: entry.id, text: 'new' } });
    expect(running.customers.read).toBeUndefined();
  });

  test('are told twice and late on demand', async () => {
    Object.assign(running.faults, { duplicated: 1, overtaken: 1, late: 100 });
    running.customers.begin!('Анна', null);
    await eventually(async () => expect((await updates()).updates.length).toBe(2));
  });
});

describe('messages read again', () => {
  test('come newest first, between two times, so many at most', async () => {
    const { chat, mid } = await customer();
    running.customers.write('Анна Крылова', { text: 'two' });
    const read = async (query: string) => (await ask('GET', `/messages?chat_id=${chat}${query}`)).body['messages'].map((one: Said['body']) => one['body'].text) as string[];
    expect(await read('')).toEqual(['two', 'Здравствуйте']);
    expect(await read('&count=1')).toEqual(['two']);
    const { timestamp } = (await ask('GET', `/messages/${mid}`)).body as { readonly timestamp: number };
    expect(await read(`&after=${timestamp - 1}&before=${timestamp + 1}`)).toContain('Здравствуйте');
    expect(await read(`&from=${timestamp}&to=0`)).toEqual([]);
    expect(await ask('GET', `/messages?chat_id=${chat}&count=101`)).toEqual(refused(400, 'proto.payload'));
    expect(await ask('GET', '/messages?chat_id=4')).toEqual(refused(404, 'chat.not.found'));
    running.customers.remove!(mid);
    expect(await ask('GET', `/messages/${mid}`)).toEqual(refused(404, 'not.found'));
  });
});

describe('webhooks', () => {
  const seen: { readonly secret: unknown; readonly kind: string }[] = [];
  let status = 200;
  const door = createServer((request, response) => void (async () => {
    let text = '';
    for await (const piece of request as AsyncIterable<Buffer>) text += piece.toString('utf8');
    seen.push({ secret: request.headers['x-max-bot-api-secret'], kind: (JSON.parse(text) as { readonly update_type: string }).update_type });
    response.writeHead(status).end();
  })());
  let url: string;
  beforeEach(async () => {
    seen.length = 0;
    status = 200;
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => new Promise<void>((resolve) => {
    door.closeAllConnections();
    door.close(() => resolve());
  }));

  test.each([
    ['no address', {}], ['nonsense', { url: 'x' }], ['http to the outside', { url: 'http://desk.example/hook' }], ['another port', { url: 'https://desk.example:8443/hook' }],
    ['a short secret', { url: 'https://desk.example/hook', secret: 'abcd' }], ['a secret of other letters', { url: 'https://desk.example/hook', secret: 'abc def' }], ['a secret of 257', { url: 'https://desk.example/hook', secret: 'a'.repeat(257) }],
    ['kinds that are no list', { url: 'https://desk.example/hook', update_types: 'all' }],
  ])('are refused: %s', async (_name, body) => {
    expect(await ask('POST', '/subscriptions', body)).toEqual(refused(400, 'proto.payload'));
    expect((await ask('GET', '/subscriptions')).body).toEqual({ subscriptions: [] });
  });

  test('carry the secret and the kinds that were wanted, and end the asking for updates', async () => {
    expect((await ask('POST', '/subscriptions', { url, secret: 'abcde', update_types: ['message_created'] })).body).toEqual({ success: true });
    expect((await ask('GET', '/subscriptions')).body).toMatchObject({ subscriptions: [{ url, update_types: ['message_created'] }] });
    expect(await ask('GET', '/updates')).toEqual(refused(405, 'method.not.allowed'));
    const entry = running.customers.write('Анна', { text: 'a' });
    await eventually(() => expect(entry.told).toBe(true));
    expect(seen).toEqual([{ secret: 'abcde', kind: 'message_created' }]);
    expect((await ask('DELETE', `/subscriptions?url=${encodeURIComponent(url)}`)).body).toEqual({ success: true });
    expect(await ask('DELETE', `/subscriptions?url=${encodeURIComponent(url)}`)).toEqual(refused(404, 'not.found'));
    expect((await updates()).updates).toEqual([]);
  });

  test('are tried again until 200 is said, which nothing else is', async () => {
    await ask('POST', '/subscriptions', { url });
    status = 201;
    const entry = running.customers.write('Анна', { text: 'a' });
    await eventually(() => expect(seen.filter(({ kind }) => kind === 'message_created').length).toBeGreaterThan(2));
    expect(entry.told).toBe(false);
    status = 200;
    await eventually(() => expect(entry.told).toBe(true));
  });

  test('are lost after eight hours, and their address is not called any more', async () => {
    await running.stop();
    running = await max.start({ port: 0, seed: 5, pace: 0.00001 });
    await ask('POST', '/subscriptions', { url });
    status = 500;
    const entry = running.customers.write('Анна', { text: 'a' });
    await eventually(() => expect(entry.states.map(({ state }) => state)).toEqual(['lost']));
    await eventually(async () => expect((await ask('GET', '/subscriptions')).body).toEqual({ subscriptions: [] }));
  });
});

describe('presses', () => {
  test('are told with an id that can be answered, twice a second', async () => {
    const { user } = await customer();
    const { body } = await ask('POST', `/messages?user_id=${user}`, { text: 'a', attachments: [{ type: 'inline_keyboard', payload: { buttons: [[{ type: 'callback', text: 'Да', payload: 'yes' }]] } }] });
    const { mid } = body['message'].body as { readonly mid: string };
    running.customers.press!('Анна Крылова', mid, 'no');
    running.customers.press!('Олег', mid, 'yes');
    running.customers.press!('Анна Крылова', mid, 'yes');
    const presses = (await updates()).updates.filter((one) => one['update_type'] === 'message_callback');
    expect(presses).toMatchObject([{ callback: { payload: 'yes', user: { user_id: user } }, message: { body: { mid } } }]);
    const answer = () => ask('POST', `/answers?callback_id=${presses[0]!['callback'].callback_id}`, {});
    expect([(await answer()).body, (await answer()).body]).toEqual([{ success: true }, { success: true }]);
    expect(await answer()).toEqual(refused(429, 'too.many.requests'));
    expect(await ask('POST', '/answers?callback_id=none', {})).toEqual(refused(400, 'proto.payload'));
  });
});

describe('bad days', () => {
  test('more than thirty calls a second are refused', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => ask('GET', '/me')));
    expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(30);
    expect(all.find(({ status }) => status !== 200)).toEqual(refused(429, 'too.many.requests', 'Too many requests. Limit is: 30 calls per second.'));
  });

  test('faults are what they say', async () => {
    const { user } = await customer();
    running.faults.broken = 1;
    expect(await ask('POST', `/messages?user_id=${user}`, { text: 'a' })).toEqual(refused(503, 'service.unavailable'));
    Object.assign(running.faults, { broken: 0, tooMany: 1, retryAfterSeconds: 7 });
    const slow = await fetch(`${running.address}/me`, { headers: { authorization: token } });
    expect([slow.status, slow.headers.get('retry-after')]).toEqual([429, '7']);
    expect(running.book.entries.length).toBe(1);
    Object.assign(running.faults, { tooMany: 0, answerLost: 1 });
    await expect(ask('POST', `/messages?user_id=${user}`, { text: 'a' })).rejects.toThrow('fetch failed');
    expect(running.book.entries.length).toBe(2);
    Object.assign(running.faults, { answerLost: 0, away: true });
    await expect(ask('GET', '/me')).rejects.toThrow('fetch failed');
  });

  test('the same seed throws the same dice', async () => {
    const throws = async (seed: number): Promise<readonly number[]> => {
      const one = await max.start({ port: 0, seed, pace: 1 });
      one.faults.broken = 0.5;
      const statuses: number[] = [];
      for (let at = 0; at < 12; at += 1) statuses.push((await fetch(`${one.address}/me`, { headers: { authorization: String(one.settings['accessToken']) } })).status);
      await one.stop();
      return statuses;
    };
    expect(await throws(9)).toEqual(await throws(9));
    expect(new Set(await throws(9)).size).toBe(2);
  });
});

test('a person can play the customers', async () => {
  expect(await (await fetch(running.page)).text()).toContain('You play the customers');
  const about = await (await fetch(`${running.page}/about`)).json() as { readonly deeds: string[]; readonly settings: unknown };
  expect(about.deeds.toSorted()).toEqual(['begin', 'block', 'edit', 'press', 'remove', 'unblock', 'write']);
  expect(about.settings).toEqual(running.settings);
});
