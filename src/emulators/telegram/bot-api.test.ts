// What the vendor refuses, the emulator refuses: a test for each rule, in the vendor's own words.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Running } from '../emulator.ts';
import { telegram } from './telegram.ts';

type Reply = { readonly ok: boolean; readonly result: never; readonly error_code?: number; readonly description?: string; readonly parameters?: { readonly retry_after: number } };
type Shown = Readonly<Record<string, unknown>>;
type Told = { readonly update_id: number; readonly message?: Shown; readonly edited_message?: Shown; readonly callback_query?: Shown; readonly my_chat_member?: Shown };

let running: Running;
let token: string;
let chat: number;

beforeEach(async () => {
  running = await telegram.start({ port: 0, seed: 3, pace: 0.001 });
  token = String(running.settings['botToken']);
  chat = Number(running.customers.write('Luca', { text: 'ciao' }).id.split(':')[0]);
});
afterEach(() => running.stop());

const address = (method: string, as = token): string => `${running.address}/bot${as}/${method}`;
const call = async (method: string, parameters: object = {}, as = token): Promise<Reply> =>
  (await fetch(address(method, as), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) })).json() as Promise<Reply>;
const refused = (code: number, description: string) => ({ ok: false, error_code: code, description });
const updates = async (parameters: object = {}): Promise<Told[]> => (await call('getUpdates', parameters)).result;
const send = (more: object = {}): Promise<Reply> => call('sendMessage', { chat_id: chat, text: 'x', ...more });

describe('who calls', () => {
  test.each([
    ['a token of another bot', (): string => `1:${'a'.repeat(35)}`, 401, 'Unauthorized'],
    ['the right bot with another secret', (): string => `${token.split(':')[0]}:${'a'.repeat(35)}`, 401, 'Unauthorized'],
    ['no token at all', (): string => 'hello', 401, 'Unauthorized: invalid token specified'],
  ] as const)('%s', async (_name, as, code, description) => {
    expect(await call('getMe', {}, as())).toEqual(refused(code, description));
  });
  test('an unknown method, and an unknown place', async () => {
    expect(await call('sendLove')).toEqual(refused(404, 'Not Found: method not found'));
    expect(await (await fetch(`${running.address}/hello`)).json()).toEqual(refused(404, 'Not Found'));
    expect((await call('constructor')).error_code).toBe(404);
  });
  test('the bot is who the settings say; methods are the same in any letters', async () => {
    expect(await call('GETme')).toMatchObject({ ok: true, result: { id: Number(token.split(':')[0]), is_bot: true, username: running.settings['botName'] } });
  });
});

describe('writing', () => {
  const keyboard = (buttons: unknown) => ({ reply_markup: { inline_keyboard: [buttons] } });
  test.each([
    ['nobody', { chat_id: '' }, 400, 'Bad Request: chat_id is empty'],
    ['somebody unknown', { chat_id: 42 }, 400, 'Bad Request: chat not found'],
    ['nothing', { text: ' \n ' }, 400, 'Bad Request: message text is empty'],
    ['too much', { text: 'x'.repeat(4097) }, 400, 'Bad Request: message is too long'],
    ['half a letter', { text: 'a\ud83d' }, 400, 'Bad Request: strings must be encoded in UTF-8'],
    ['an answer to nothing', { reply_parameters: { message_id: 99_999_999 } }, 400, 'Bad Request: message to be replied not found'],
    ['a button that does nothing', keyboard([{ text: 'x' }]), 400, 'Bad Request: can\'t parse inline keyboard button: Text buttons are unallowed in the inline keyboard'],
    ['a button without words', keyboard([{ callback_data: 'x' }]), 400, 'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"'],
    ['a button that carries too much', keyboard([{ text: 'x', callback_data: 'ж'.repeat(33) }]), 400, 'Bad Request: BUTTON_DATA_INVALID'],
    ['too many buttons', keyboard(Array.from({ length: 101 }, () => ({ text: 'x', callback_data: 'y' }))), 400, 'Bad Request: reply markup is too long'],
    ['buttons that are none', { reply_markup: { inline_keyboard: 'x' } }, 400, 'Bad Request: field "inline_keyboard" must be of type Array'],
  ])('%s is refused', async (_name, more, code, description) => {
    expect(await send(more)).toEqual(refused(code, description));
    expect(running.book.entries.filter(({ direction }) => direction === 'to customer')).toEqual([]);
  });

  test('what arrives is booked, with its buttons', async () => {
    const reply = await send({ text: ' ж'.repeat(10), ...keyboard([{ text: 'Sì', callback_data: 'yes' }]), reply_parameters: { message_id: 99_999_999, allow_sending_without_reply: true } });
    expect(reply).toMatchObject({ ok: true, result: { chat: { id: chat, type: 'private' }, from: { is_bot: true } } });
    expect(running.book.entries.at(-1)).toMatchObject({ customer: 'Luca', direction: 'to customer', text: ' ж'.repeat(10).trim(), buttons: [{ id: 'yes', label: 'Sì' }], states: [{ state: 'accepted' }] });
  });

  test('somebody who blocked the bot, or never began, cannot be reached', async () => {
    running.customers.block!('Luca');
    expect(await send()).toEqual(refused(403, 'Forbidden: bot was blocked by the user'));
    running.customers.unblock!('Luca');
    expect((await send()).ok).toBe(true);
    running.customers.block!('Stranger');
    running.customers.unblock!('Stranger');
    const stranger = (await updates()).at(-1)!.my_chat_member!['chat'] as { readonly id: number };
    expect(await send({ chat_id: stranger.id })).toEqual(refused(403, 'Forbidden: bot can\'t initiate conversation with a user'));
  });

  test('too fast in one chat is refused, and for how long', async () => {
    const slow = await telegram.start({ port: 0, seed: 3, pace: 1 });
    const to = slow.customers.write('Luca', { text: 'x' }).id.split(':')[0];
    const replies: Reply[] = [];
    for (let count = 0; count < 21; count += 1) replies.push(await (await fetch(`${slow.address}/bot${String(slow.settings['botToken'])}/sendMessage?chat_id=${to}&text=x`)).json() as Reply);
    await slow.stop();
    expect(replies.filter(({ ok }) => ok).length).toBe(20);
    expect(replies.at(-1)).toEqual({ ...refused(429, 'Too Many Requests: retry after 1'), parameters: { retry_after: 1 } });
  });
});

describe('files', () => {
  const upload = async (method: string, field: string, content: Uint8Array, more: Record<string, string> = {}): Promise<Reply> => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ chat_id: String(chat), ...more })) form.set(name, value);
    form.set(field, new Blob([Buffer.from(content)]), 'file.bin');
    return (await fetch(address(method), { method: 'POST', body: form })).json() as Promise<Reply>;
  };
  test('arrive byte for byte, and can be fetched again', async () => {
    const content = Buffer.from('--x\r\n\r\nbytes\0more\r\n');
    const reply = await upload('sendDocument', 'document', content, { caption: 'Ecco' });
    expect(running.book.entries.at(-1)).toMatchObject({ text: 'Ecco', files: [{ name: 'file.bin', sha256: createHash('sha256').update(content).digest('hex') }] });
    const { file_id: id } = (reply.result as { document: { file_id: string } }).document;
    const { file_path: path } = (await call('getFile', { file_id: id })).result as { file_path: string };
    expect(Buffer.from(await (await fetch(`${running.address}/file/bot${token}/${path}`)).arrayBuffer()).equals(content)).toBe(true);
    expect((await fetch(`${running.address}/file/bot${token}/documents/none`)).status).toBe(404);
    expect((await fetch(`${running.address}/file/bot1:${'a'.repeat(35)}/${path}`)).status).toBe(401);
  });
  test.each([
    ['sendDocument', 'document', Buffer.alloc(0), {}, 400, 'Bad Request: file must be non-empty'],
    ['sendDocument', 'document', Buffer.from('x'), { caption: 'x'.repeat(1025) }, 400, 'Bad Request: message caption is too long'],
    ['sendDocument', 'other', Buffer.from('x'), {}, 400, 'Bad Request: there is no document in the request'],
    ['sendDocument', 'other', Buffer.from('x'), { document: 'attach://nothing' }, 400, 'Bad Request: wrong remote file identifier specified: Wrong string length'],
    ['sendPhoto', 'photo', Buffer.from('no picture'), {}, 400, 'Bad Request: IMAGE_PROCESS_FAILED'],
    ['sendPhoto', 'photo', Buffer.alloc(10 * 1_048_576 + 1), {}, 400, 'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes'],
    ['sendDocument', 'document', Buffer.alloc(50 * 1_048_576 + 1), {}, 413, 'Request Entity Too Large'],
  ])('%s with a wrong %s is refused (%#)', async (method, field, content, more, code, description) => {
    expect(await upload(method, field, content, more as Record<string, string>)).toEqual(refused(code, description));
  });
  test('what is too large, or not there, is not given out', async () => {
    running.customers.write('Luca', { text: '', files: [{ name: 'big.zip', mediaType: 'application/zip', content: Buffer.alloc(20 * 1_048_576 + 1) }] });
    const { document } = (await updates()).at(-1)!.message! as { document: { file_id: string } };
    expect(await call('getFile', { file_id: document.file_id })).toEqual(refused(400, 'Bad Request: file is too big'));
    expect(await call('getFile', { file_id: 'x' })).toEqual(refused(400, 'Bad Request: wrong file_id or the file is temporarily unavailable'));
    expect(await call('getFile')).toEqual(refused(400, 'Bad Request: file_id not specified'));
  });
});

describe('asking for updates', () => {
  test('confirms with the next place, not before', async () => {
    const [first] = await updates();
    expect(await updates()).toEqual([first]);
    expect(running.book.entries[0]!.told).toBe(false);
    expect(await updates({ offset: first!.update_id + 1 })).toEqual([]);
    expect(running.book.entries[0]!.told).toBe(true);
  });
  test('numbers rise, at most so many come, and a negative place keeps the newest', async () => {
    for (const text of ['a', 'b', 'c']) running.customers.write('Luca', { text });
    const all = await updates();
    expect(all.map(({ update_id: id }) => id - all[0]!.update_id)).toEqual([0, 1, 2, 3]);
    expect((await updates({ limit: 2 })).length).toBe(2);
    expect((await updates({ offset: -1 })).map(({ message }) => message!['text'])).toEqual(['c']);
    expect((await updates()).length).toBe(1);
  });
  test('a place far ahead of everything forgets nothing', async () => {
    expect((await updates({ offset: 2_000_000_000 })).length).toBe(1);
  });
  test('waits as long as it is asked to, and no longer than there is something', async () => {
    const [first] = await updates();
    const waiting = updates({ offset: first!.update_id + 1, timeout: 30 });
    const entry = running.customers.write('Luca', { text: 'finalmente' });
    expect((await waiting)[0]!.message!['message_id']).toBe(Number(entry.id.split(':')[1]));
    expect(await updates({ offset: first!.update_id + 2, timeout: 1 })).toEqual([]);
  });
  test('two at once: the first is turned away', async () => {
    const offset = (await updates())[0]!.update_id + 1;
    // Which of them comes first is the network's matter; each waits a second.
    const answers = await Promise.all([1, 2].map(() => call('getUpdates', { offset, timeout: 1 })));
    expect(answers).toContainEqual(refused(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
  });
  test('kinds that were not asked for are not told from then on', async () => {
    await updates({ allowed_updates: ['callback_query'] });
    running.customers.write('Luca', { text: 'unheard' });
    expect((await updates()).length).toBe(1);
    await updates({ allowed_updates: [] });
    running.customers.write('Luca', { text: 'heard' });
    expect((await updates()).length).toBe(2);
  });
  test('is not possible beside a webhook', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:9/' });
    expect(await call('getUpdates')).toEqual(refused(409, 'Conflict: can\'t use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first'));
    await call('deleteWebhook', { drop_pending_updates: true });
    expect(await updates()).toEqual([]);
  });
});

describe('webhooks', () => {
  test.each([
    ['not-an-address', {}, 'Bad Request: invalid webhook URL specified'],
    ['http://desk.example/hooks', {}, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://desk.example:3000/hooks', {}, 'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['https://10.0.0.4/hooks', {}, 'Bad Request: bad webhook: IP address 10.0.0.4 is reserved'],
    ['https://desk.example/hooks', { secret_token: 'a b' }, 'Bad Request: secret token contains unallowed characters'],
    ['https://desk.example/hooks', { secret_token: 'a'.repeat(257) }, 'Bad Request: secret token is too long'],
  ])('%s %j is refused', async (url, more, description) => {
    expect(await call('setWebhook', { url, ...more })).toEqual(refused(400, description));
  });
  test('a question that is open is turned away, and what is set is told', async () => {
    const [first] = await updates();
    const open = call('getUpdates', { offset: first!.update_id + 1, timeout: 30 });
    await vi.waitFor(async () => {
      await call('setWebhook', { url: 'http://127.0.0.1:9/', max_connections: 7, allowed_updates: ['message'] });
      expect((await call('getWebhookInfo')).result).toMatchObject({ url: 'http://127.0.0.1:9/', max_connections: 7, pending_update_count: 0, allowed_updates: ['message'] });
    });
    expect(await open).toEqual(refused(409, 'Conflict: terminated by setWebhook request'));
  });
  describe('that somebody answers', () => {
    const heard: { readonly secret: unknown; readonly body: Told }[] = [];
    let statuses: number[];
    const door = createServer((request, response) => void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
      heard.push({ secret: request.headers['x-telegram-bot-api-secret-token'], body: JSON.parse(Buffer.concat(pieces).toString()) as Told });
      response.writeHead(statuses.shift() ?? 200).end();
    })());
    let url: string;
    beforeEach(async () => {
      heard.length = 0;
      statuses = [];
      await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
    });
    afterEach(() => new Promise<void>((resolve) => {
      door.closeAllConnections();
      door.close(() => resolve());
    }));

    test('are tried again until they are taken, with the secret, and the failure is told', async () => {
      statuses = [403, 500];
      await call('setWebhook', { url, secret_token: 'abc-_1' });
      await vi.waitFor(() => expect(running.book.entries[0]!.told).toBe(true));
      expect(heard.map(({ secret, body }) => [secret, body.message!['text']])).toEqual([['abc-_1', 'ciao'], ['abc-_1', 'ciao'], ['abc-_1', 'ciao']]);
      expect(new Set(heard.map(({ body }) => body.update_id)).size).toBe(1);
      expect((await call('getWebhookInfo')).result).toMatchObject({ pending_update_count: 0, last_error_message: 'Wrong response from the webhook: 500', last_error_date: expect.any(Number) });
    });
    test('come twice when that is asked for, without a secret where none was set', async () => {
      running.faults.duplicated = 1;
      await call('setWebhook', { url });
      await vi.waitFor(() => expect(heard.length).toBe(2));
      expect(heard[0]!.body).toEqual(heard[1]!.body);
      expect(heard[0]!.secret).toBeUndefined();
    });
    test('wait for whoever asks when the webhook is taken away', async () => {
      statuses = Array.from({ length: 1_000 }, () => 500);
      await call('setWebhook', { url });
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0));
      await call('deleteWebhook');
      expect((await updates()).map(({ message }) => message!['text'])).toEqual(['ciao']);
    });
  });
  test('that nobody answers are told', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:9/' });
    await vi.waitFor(async () => expect((await call('getWebhookInfo')).result).toMatchObject({ pending_update_count: 1, last_error_message: 'Connection refused' }));
  });
  test('two in one second are too many', async () => {
    const slow = await telegram.start({ port: 0, seed: 3, pace: 1 });
    const set = async (port: number) => (await fetch(`${slow.address}/bot${String(slow.settings['botToken'])}/setWebhook?url=http://127.0.0.1:${port}/`)).json();
    expect(await set(9)).toMatchObject({ ok: true });
    expect(await set(9)).toMatchObject({ ok: true });
    expect(await set(10)).toMatchObject({ ok: false, error_code: 429, parameters: { retry_after: 1 } });
    await slow.stop();
  });
});

describe('customers', () => {
  const lastOf = async () => (await updates()).at(-1)!;
  test('begin by a link, edit, block and let write again', async () => {
    running.customers.begin!('Anna', 'c-17');
    expect(running.book.entries.length).toBe(1);
    expect((await lastOf()).message).toMatchObject({ text: '/start c-17', entities: [{ type: 'bot_command', offset: 0, length: 6 }], from: { first_name: 'Anna', is_bot: false } });
    const entry = running.customers.write('Анна', { text: 'приве' });
    running.customers.edit!(entry.id, 'привет');
    expect((await lastOf()).edited_message).toMatchObject({ text: 'привет', from: { language_code: 'ru' }, edit_date: expect.any(Number) });
    running.customers.block!('Anna');
    expect((await lastOf()).my_chat_member).toMatchObject({ chat: { type: 'private' }, old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } });
    running.customers.unblock!('Anna');
    expect((await lastOf()).my_chat_member).toMatchObject({ new_chat_member: { status: 'member' } });
  });
  test('remove without the bot being told', async () => {
    const entry = running.customers.write('Luca', { text: 'ops' });
    const before = await updates();
    running.customers.remove!(entry.id);
    expect(await updates()).toEqual(before);
    expect(entry.states.map(({ state }) => state)).toContain('removed');
  });
  test('press a button that is there, and the press wants an answer once', async () => {
    const reply = await send({ reply_markup: { inline_keyboard: [[{ text: 'Sì', callback_data: 'yes' }]] } });
    const id = `${chat}:${(reply.result as { message_id: number }).message_id}`;
    running.customers.press!('Luca', id, 'no');
    expect((await lastOf()).callback_query).toBeUndefined();
    running.customers.press!('Luca', id, 'yes');
    const press = (await lastOf()).callback_query!;
    expect(press).toMatchObject({ data: 'yes', from: { first_name: 'Luca' }, message: { message_id: (reply.result as { message_id: number }).message_id } });
    expect((await call('answerCallbackQuery', { callback_query_id: press['id'] })).ok).toBe(true);
    expect(await call('answerCallbackQuery', { callback_query_id: press['id'] })).toEqual(refused(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'));
  });
  test('send albums as messages that share a number, and long texts in pieces', async () => {
    const picture = { name: 'a.jpg', mediaType: 'image/jpeg', content: Buffer.from('a') };
    running.customers.write('Luca', { text: 'due foto', files: [picture, { ...picture, content: Buffer.from('b') }] });
    const [first, second] = (await updates()).slice(-2).map(({ message }) => message!);
    expect(first!['media_group_id']).toBe(second!['media_group_id']);
    expect([first!['caption'], second!['caption']]).toEqual(['due foto', undefined]);
    running.customers.write('Luca', { text: 'x'.repeat(5000) });
    expect((await updates()).slice(-2).map(({ message }) => (message!['text'] as string).length)).toEqual([4096, 904]);
  });
});

test('the same seed makes the same bot', async () => {
  const again = await telegram.start({ port: 0, seed: 3, pace: 1 });
  const other = await telegram.start({ port: 0, seed: 4, pace: 1 });
  expect([again.settings['botToken'] === token, other.settings['botToken'] === token]).toEqual([true, false]);
  await Promise.all([again.stop(), other.stop()]);
});

test('faults fall on calls as they are asked to', async () => {
  Object.assign(running.faults, { tooMany: 1, retryAfterSeconds: 9 });
  expect(await call('getMe')).toEqual({ ...refused(429, 'Too Many Requests: retry after 9'), parameters: { retry_after: 9 } });
  Object.assign(running.faults, { tooMany: 0, broken: 1 });
  expect(await call('getMe')).toEqual(refused(500, 'Internal Server Error'));
  Object.assign(running.faults, { broken: 0, answerLost: 1 });
  await expect(send()).rejects.toThrow('fetch failed');
  expect(running.book.entries.at(-1)).toMatchObject({ direction: 'to customer', states: [{ state: 'accepted' }] });
});
