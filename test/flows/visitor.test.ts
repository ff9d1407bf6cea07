// The visitor's side over HTTP and WebSocket: stored before it is acknowledged, once however often it is sent, and nothing
// shown that is not theirs.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventsReply, visitorEventsReply, type VisitorLive, type VisitorMessage, visitorSessionReply } from '../../src/contract/visitor.ts';
import { saveUpload } from '../../src/store/attachment.ts';
import { databaseKinds } from '../setup/clone.ts';
import { type ChatDesk, secrets, startChatDesk, until } from './chat-desk.ts';

type Asked = { readonly token?: string | undefined; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly raw?: Uint8Array };

describe.each(databaseKinds())('on %s', (kind) => {
  let chat: ChatDesk;
  beforeAll(async () => {
    chat = await startChatDesk(kind, { allowedOrigins: ['https://shop.example'] });
  });
  afterAll(async () => chat?.stop());

  async function ask(path: string, { token, body, headers = {}, raw }: Asked = {}) {
    const posts = body !== undefined || raw !== undefined;
    const answer = await fetch(`${chat.address}/chat/${chat.token}/${path}`, {
      method: posts ? 'POST' : 'GET',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { 'x-visitor-token': token }), ...headers },
      ...(posts ? { body: (raw ?? JSON.stringify(body)) as NonNullable<RequestInit['body']> } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json().catch(() => null)) as Record<string, unknown> };
  }
  const session = async (identity?: object) => visitorSessionReply.parse((await ask('sessions', { body: identity ? { identity } : {} })).body);
  const events = async (token: string, since?: string): Promise<EventsReply> => visitorEventsReply.parse((await ask(`events${since === undefined ? '' : `?since=${since}`}`, { token })).body);
  const shown = (reply: EventsReply): VisitorMessage[] => reply.events.flatMap((event) => ('message' in event ? [event.message] : []));
  const write = (token: string, text: string, more: object = {}) => ask('messages', { token, body: { id: randomUUID(), text, language: 'en', ...more } });
  const received = (text: string) => until(async () => (await chat.messages()).filter((message) => message.text === text), (found) => found.length > 0);
  const sign = (said: string) => createHmac('sha256', secrets.identitySecret).update(said).digest('hex');

  test('hello tells who is there and leaves no trace', async () => {
    const { status, body, headers } = await ask('hello?language=it');
    expect(status).toBe(200);
    expect(body).toMatchObject({ teamName: 'Lumen', welcome: null, waitingMinutes: null, answeredBy: 'person', askEmail: false, maxLength: 10_000 });
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('an e-mail address is asked for only where an inbox can write to it', async () => {
    const askEmail = async () => (await ask('hello')).body['askEmail'];
    expect(await askEmail()).toBe(false);
    await chat.addMail();
    chat.advance(60_000);
    expect(await askEmail()).toBe(true);
  });

  test('a message is stored, read and shown to its visitor; the same id again is the same message', async () => {
    const { token, visitor } = await session();
    const body = { id: randomUUID(), text: 'Where is my parcel?', language: 'en', page: { url: 'https://shop.example/cart', title: 'Cart' } };
    const answers = await Promise.all([ask('messages', { token, body }), ask('messages', { token, body }), ask('messages', { token, body })]);
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202]);
    expect(answers[0].body).toMatchObject({ id: body.id, acceptedAt: expect.stringMatching(/Z$/) });
    await received(body.text);
    expect((await ask('messages', { token, body })).status).toBe(202);
    await new Promise((resolve) => void setTimeout(resolve, 300));
    const stored = (await chat.messages()).filter((message) => message.text === body.text);
    expect(stored).toHaveLength(1);
    expect(stored[0]!.external_id).toBe(`${visitor}/${body.id}`);
    expect(shown(await events(token))).toMatchObject([{ id: body.id, author: { kind: 'visitor' }, text: body.text, state: 'delivered' }]);
  });

  test('the page a visitor wrote from is kept with the message, as long as it is one that can be opened', async () => {
    const { token } = await session();
    const pages = [{ url: 'https://Luca:secret@shop.example/лампы?id=7#size', title: ' Lamps\u0000 ' }, { url: 'javascript:alert(1)', title: 'Click me' }, { url: 'not an address', title: '' }];
    for (const [at, page] of pages.entries()) expect((await write(token, `page ${at}`, { page })).status).toBe(202);
    expect((await write(token, 'page none')).status).toBe(202);
    await received('page none');
    const rows = await chat.desk.db.selectFrom('message').select(['text', 'page']).where('text', 'like', 'page %').orderBy('text').execute();
    expect(rows).toEqual([
      { text: 'page 0', page: { url: 'https://shop.example/%D0%BB%D0%B0%D0%BC%D0%BF%D1%8B?id=7#size', title: 'Lamps' } },
      { text: 'page 1', page: null }, { text: 'page 2', page: null }, { text: 'page none', page: null },
    ]);
  });

  test('the words decide about the language, and the page\u2019s language only where they say nothing', async () => {
    const { token } = await session();
    await write(token, 'Где мой заказ? Жду уже неделю.', { language: 'it' });
    await write(token, '4521', { language: 'it' });
    await received('4521');
    const rows = await chat.desk.db.selectFrom('message').select(['text', 'language']).where('text', 'in', ['Где мой заказ? Жду уже неделю.', '4521']).orderBy('text').execute();
    expect(rows).toEqual([{ text: '4521', language: 'it' }, { text: 'Где мой заказ? Жду уже неделю.', language: 'ru' }]);
  });

  test('what is acknowledged is stored, even while nobody works on it, and only without the proof of who it was', async () => {
    const { token } = await session();
    await chat.stopWorker();
    const answer = await write(token, 'Nobody works now');
    const raw = await chat.desk.db.selectFrom('raw_input').select(['headers', 'state', 'key']).where('state', '=', 'pending').execute();
    chat.startWorker();
    expect(answer.status).toBe(202);
    expect(raw).toHaveLength(1);
    expect(JSON.stringify(raw[0]!.headers)).not.toContain(token.split('.').at(-1));
    await received('Nobody works now');
  });

  test('an answer reaches the visitor once it is accepted, and receipts come back', async () => {
    const { token } = await session();
    await write(token, 'Is anybody there?');
    await received('Is anybody there?');
    const before = await events(token);
    const { id } = await chat.reply('Yes, Anna here.');
    const after = await until(() => events(token, before.cursor), (reply) => shown(reply).some((message) => message.id === id));
    expect(after.fresh).toBe(false);
    expect(shown(after)).toContainEqual(expect.objectContaining({ id, text: 'Yes, Anna here.', author: { kind: 'agent', name: 'Anna Ferri' }, state: 'accepted' }));
    expect(after.events).toContainEqual(expect.objectContaining({ kind: 'receipt', state: 'read' }));
    expect((await ask('receipts', { token, body: { delivered: [id], read: [id] } })).status).toBe(202);
    await until(() => events(token), (reply) => shown(reply).some((message) => message.id === id && message.state === 'read'));
    const delivery = await chat.desk.db.selectFrom('delivery').select(['state', 'delivered_at', 'read_at']).where('message', '=', id).executeTakeFirstOrThrow();
    expect(delivery).toMatchObject({ state: 'read', delivered_at: expect.any(Date), read_at: expect.any(Date) });
    expect(shown(await events(token)).find((message) => message.text === 'Is anybody there?')?.state).toBe('read');
  });

  test('an answer that can still be taken back is not shown', async () => {
    const { token } = await session();
    await write(token, 'Slow question');
    await received('Slow question');
    await chat.reply('Slow answer', { undoSeconds: 60 });
    await new Promise((resolve) => void setTimeout(resolve, 300));
    expect(shown(await events(token)).map((message) => message.text)).toEqual(['Slow question']);
    chat.advance(61_000);
    await until(() => events(token), (reply) => shown(reply).some((message) => message.text === 'Slow answer'));
  });

  test('a visitor sees nothing of another one, and can neither send receipts for them nor take their ids', async () => {
    const [one, other] = [await session(), await session()];
    const id = randomUUID();
    await ask('messages', { token: one.token, body: { id, text: 'Mine alone' } });
    await received('Mine alone');
    const answer = await chat.reply('For one alone');
    await until(() => events(one.token), (reply) => shown(reply).length === 2);
    expect((await events(other.token)).events).toEqual([]);
    await ask('receipts', { token: other.token, body: { read: [answer.id] } });
    await ask('messages', { token: other.token, body: { id, text: 'The same id from somebody else' } });
    await received('The same id from somebody else');
    expect(shown(await events(one.token)).map((message) => [message.text, message.state])).toEqual([['Mine alone', 'read'], ['For one alone', 'accepted']]);
    expect(shown(await events(other.token)).map((message) => message.text)).toEqual(['The same id from somebody else']);
  });

  test('a cursor misses nothing, however much happened since, and an unknown one brings everything', async () => {
    const { token } = await session();
    const empty = await events(token);
    for (const text of ['one', 'two', 'three']) await write(token, text);
    await until(() => events(token), (reply) => shown(reply).length === 3);
    expect(shown(await events(token, empty.cursor)).map((message) => message.text).toSorted()).toEqual(['one', 'three', 'two']);
    const middle = await events(token, empty.cursor);
    expect((await events(token, middle.cursor)).events).toEqual([]);
    for (const odd of ['999999999999', 'abc', '-1']) {
      const reply = await events(token, odd);
      expect(reply.fresh).toBe(true);
      expect(shown(reply)).toHaveLength(3);
    }
  });

  test('a signed identity is one person on every device; two in one browser stay two; a wrong signature is refused', async () => {
    const luca = { id: '4711', email: 'luca@example.it', name: 'Luca Rossi', signature: sign('4711\nluca@example.it') };
    const [phone, desktop] = [await session(luca), await session(luca)];
    expect(phone).toMatchObject({ verified: true, visitor: desktop.visitor });
    await write(phone.token, 'From the phone');
    await received('From the phone');
    expect(shown(await events(desktop.token)).map((message) => message.text)).toEqual(['From the phone']);
    const marta = await session({ id: '4712', signature: sign('4712') });
    expect((await events(marta.token)).events).toEqual([]);
    const identity = await chat.desk.db.selectFrom('identity').select(['channel', 'name', 'verified']).where('external_id', '=', phone.visitor).executeTakeFirst();
    expect(identity).toEqual({ channel: 'web-chat', name: 'Luca Rossi', verified: true });
    for (const wrong of [{ ...luca, id: '1' }, { ...luca, email: 'boss@example.it' }, { id: '4711', signature: 'x' }]) {
      const refused = await ask('sessions', { body: { identity: wrong } });
      expect([refused.status, refused.body['code']]).toEqual([401, 'identity-signature-wrong']);
    }
  });

  test('an address that is left becomes a claimed identity of the contact', async () => {
    const { token, visitor } = await session();
    await write(token, 'I must go');
    await received('I must go');
    expect((await ask('details', { token, body: { email: 'Marina.K@Example.ru' } })).status).toBe(202);
    const row = await until(async () => chat.desk.db.selectFrom('identity').select(['contact', 'verified']).where('channel', '=', 'email').where('external_id', '=', 'marina.k@example.ru').executeTakeFirst(), (found) => found !== undefined);
    const own = await chat.desk.db.selectFrom('identity').select('contact').where('external_id', '=', visitor).executeTakeFirstOrThrow();
    expect(row).toEqual({ contact: own.contact, verified: false });
  });

  test('files are taken in as a stream, belong to their visitor, and come back by a link with its own proof', async () => {
    const { token } = await session();
    const bytes = new Uint8Array(200_000).map((_byte, at) => at % 251);
    const upload = await ask('uploads', { token, raw: bytes, headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent('ло../го 📷.png') } });
    expect(upload).toMatchObject({ status: 200, body: { name: 'ло.._го 📷.png', mediaType: 'image/png', bytes: 200_000 } });
    const stranger = await session();
    expect((await write(stranger.token, 'Not mine', { attachments: [upload.body['id']] })).body['code']).toBe('attachment-missing');
    await write(token, '', { attachments: [upload.body['id']] });
    const [message] = shown(await until(() => events(token), (reply) => shown(reply).length === 1));
    expect(message).toMatchObject({ text: '', attachments: [{ name: 'ло.._го 📷.png', mediaType: 'image/png', bytes: 200_000 }] });
    const { path } = message!.attachments[0]!;
    const file = await fetch(chat.address + path);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(chat.address + path.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(404);
    for (const [type, name] of [['text/html', 'a.html'], ['image/svg+xml', 'a.svg'], ['application/x-msdownload', 'a.exe']]) {
      const refused = await ask('uploads', { token, raw: bytes, headers: { 'content-type': type!, 'x-file-name': name! } });
      const kept = type === 'image/svg+xml' ? 200 : 415;
      expect([type, refused.status]).toEqual([type, kept]);
    }
    expect((await ask('uploads', { token, raw: new Uint8Array(), headers: { 'content-type': 'image/png' } })).body['code']).toBe('message-empty');
  });

  test('all that one visitor sends in a day has an end, which is said; others and the next day have their own', async () => {
    const before = chat.desk.visitorBytes;
    Object.assign(chat.desk, { visitorBytes: 250_000 });
    try {
      const [{ token }, other] = [await session(), await session()];
      const send = (by: string, bytes: number) => ask('uploads', { token: by, raw: new Uint8Array(bytes).fill(7), headers: { 'content-type': 'image/png', 'x-file-name': 'a.png' } });
      expect((await send(token, 200_000)).status).toBe(200);
      expect(await send(token, 100_000)).toMatchObject({ status: 429, body: { code: 'visitor-uploads-full', whatToDo: expect.stringContaining('tomorrow') } });
      expect((await send(token, 50_000)).status).toBe(200);
      expect((await send(token, 1)).body['code']).toBe('visitor-uploads-full');
      expect((await send(other.token, 200_000)).status).toBe(200);
      chat.advance(86_500_000);
      expect((await send(token, 200_000)).status).toBe(200);
    } finally {
      Object.assign(chat.desk, { visitorBytes: before });
    }
  });

  test('a file of an agent comes with the answer', async () => {
    const { token } = await session();
    await write(token, 'Please send the invoice');
    await received('Please send the invoice');
    const { hash, bytes } = await chat.desk.blobs.put(new TextEncoder().encode('%PDF-1.7'));
    const id = chat.desk.newId();
    await saveUpload(chat.desk.db, chat.workspace, chat.desk.now(), { id, name: 'Anna\'s "7" (1).pdf', mediaType: 'application/pdf', bytes, hash, by: chat.agent });
    await chat.reply('Here it is.', { attachments: [id] });
    const reply = await until(() => events(token), (told) => shown(told).some((message) => message.attachments.length === 1));
    const { path } = shown(reply).at(-1)!.attachments[0]!;
    const file = await fetch(chat.address + path);
    expect([await file.text(), file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual(['%PDF-1.7', 'application/octet-stream', `attachment; filename="Anna's _7_ (1).pdf"; filename*=UTF-8''Anna%27s%20%227%22%20%281%29.pdf`]);
  });

  test('a closing is told, but not that somebody takes it for spam', async () => {
    const { token } = await session();
    await write(token, 'Thanks!');
    await received('Thanks!');
    await chat.reply('You are welcome.', { closes: true });
    const reply = await until(() => events(token), ({ events: told }) => told.some((event) => event.kind === 'conversation-closed') && told.length === 3);
    expect(reply.events.map((event) => event.kind)).toEqual(['message', 'message', 'conversation-closed']);
  });

  test.each<[string, string, Asked, number, string]>([
    ['no token', 'messages', { body: { id: randomUUID(), text: 'x' } }, 401, 'visitor-unknown'],
    ['a forged token', 'events', { token: `visitor-${randomUUID()}..${'0'.repeat(64)}` }, 401, 'visitor-unknown'],
    ['a page that is not allowed', 'hello', { headers: { origin: 'https://evil.example' } }, 403, 'origin-not-allowed'],
    ['a session for such a page', 'sessions', { body: {}, headers: { origin: 'null' } }, 403, 'origin-not-allowed'],
  ])('is refused: %s', async (_what, path, asked, status, code) => {
    const answer = await ask(path, asked);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  test.each<[string, unknown]>([
    ['no id', { text: 'x' }],
    ['an id that is none', { id: 'x', text: 'x' }],
    ['nothing in it', { id: randomUUID(), text: ' \n ' }],
    ['too long', { id: randomUUID(), text: 'x'.repeat(10_001) }],
    ['too many files', { id: randomUUID(), text: 'x', attachments: Array.from({ length: 11 }, () => 'a.b') }],
    ['something unknown', { id: randomUUID(), text: 'x', visitor: 'somebody-else' }],
    ['an array', []],
  ])('a message is refused in plain words: %s', async (_what, body) => {
    const { token } = await session();
    const answer = await ask('messages', { token, body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'input-wrong']);
  });

  test('an allowed page, and an unknown inbox', async () => {
    expect((await ask('hello', { headers: { origin: 'https://shop.example' } })).status).toBe(200);
    const answer = await fetch(`${chat.address}/chat/${'x'.repeat(32)}/hello`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'not-found']);
  });

  test('the usual wait is what was measured, and nothing is said while too little is known', async () => {
    // A Wednesday in Rome, ten in the morning, some time ahead.
    chat.advance(Date.parse('2031-03-05T09:00:00.000Z') - Date.parse(chat.desk.now()));
    expect((await ask('hello')).body).toMatchObject({ open: true, changesAt: '2031-03-05T17:00:00.000Z', waitingMinutes: null });
    for (const minutes of [2, 30, 4, 6, 3]) {
      const { token } = await session();
      await write(token, `Answered after ${minutes}`);
      await received(`Answered after ${minutes}`);
      chat.advance(minutes * 60_000);
      await chat.reply('Answer');
    }
    expect((await ask('hello')).body['waitingMinutes']).toBe(5);
    chat.advance(9 * 3_600_000);
    expect((await ask('hello')).body).toMatchObject({ open: false, changesAt: '2031-03-06T08:00:00.000Z' });
  });

  describe('live', () => {
    async function listen(token: string, since?: string) {
      return open(JSON.stringify({ token, ...(since === undefined ? {} : { since }) }));
    }

    async function open(hello: string) {
      const socket = new WebSocket(`${chat.address.replace('http', 'ws')}/chat/${chat.token}/live`);
      const heard: VisitorLive[] = [];
      const closed = new Promise<number>((resolve) =>  socket.addEventListener('close', ({ code }) => resolve(code)));
      socket.addEventListener('message', ({ data }) => void heard.push(JSON.parse(String(data)) as VisitorLive));
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve);
        socket.addEventListener('error', reject);
      });
      socket.send(hello);
      const texts = () => heard.flatMap((said) => (said.kind === 'events' ? shown(said) : [])).map((message) => message.text);
      return { socket, heard, closed, texts };
    }

    test('tells what happened since the cursor and then what happens, in every tab, with the widget\'s own ids', async () => {
      const { token } = await session();
      const first = await listen(token);
      await until(() => first.heard, (heard) => heard.length > 0);
      expect(first.heard[0]).toMatchObject({ kind: 'events', events: [], fresh: true, complete: true });
      const id = randomUUID();
      await ask('messages', { token, body: { id, text: 'Live question' } });
      await until(first.texts, (texts) => texts.includes('Live question'));
      const last = first.heard.findLast((said) => said.kind === 'events')!;
      first.socket.close();
      const answer = await chat.reply('Live answer');
      const second = await listen(token, (last as EventsReply).cursor);
      await until(second.texts, (texts) => texts.includes('Live answer'));
      expect(second.heard.filter((said) => said.kind === 'events').every((said) => !said.fresh)).toBe(true);
      await chat.reply('And one more');
      await until(second.texts, (texts) => texts.includes('And one more'));
      expect(second.texts().filter((text) => text === 'And one more').length).toBe(1);
      const seat = chat.presence.join(chat.workspace, chat.agent, () => undefined);
      seat.write(answer.conversation, true);
      await until(() => second.heard, (heard) => heard.some((said) => said.kind === 'agent-typing' && said.on));
      seat.leave();
      await until(() => second.heard, (heard) => heard.some((said) => said.kind === 'agent-typing' && !said.on));
      second.socket.close();
    });

    test('a visitor who types is told to whoever looks, and kept nowhere', async () => {
      const { token } = await session();
      await write(token, 'Typing now');
      const [message] = await received('Typing now');
      const told: unknown[] = [];
      const seat = chat.presence.join(chat.workspace, chat.agent, (what) => void told.push(what));
      seat.view(message!.conversation);
      expect((await ask('typing', { token, body: { on: true } })).status).toBe(200);
      expect(told).toContainEqual({ kind: 'customer-typing', conversation: message!.conversation });
      seat.leave();
    });

    test.each<[string, string]>([['no token', '{}'], ['a forged one', JSON.stringify({ token: `visitor-${randomUUID()}..${'0'.repeat(64)}` })], ['no JSON', 'hello']])('is refused with %s', async (_what, said) => {
      const { heard, closed } = await open(said);
      expect(await closed).toBe(4401);
      expect(heard).toEqual([{ kind: 'refused', code: expect.stringMatching(/^(visitor-unknown|input-wrong)$/) }]);
    });
  });
});
