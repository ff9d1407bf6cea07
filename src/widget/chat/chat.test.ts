// The whole chat against a desk in memory that loses questions and answers, and a browser that reloads.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventsReply, HelloReply, VisitorEvent, VisitorMessageBody } from '../../contract/visitor.ts';
import { createChat, type Chat } from './chat.ts';
import type { Answer, Desk } from './desk.ts';
import { keepingFor } from './keeping.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-09T10:00:00.000Z') }));
afterEach(() => void vi.useRealTimers());

const away: Answer<never> = { is: 'away', afterSeconds: 0 };
const done = <Value>(value: Value): Answer<Value> => ({ is: 'done', value });

/** A desk that stores, behind a connection that can be cut on either side. */
function fakeDesk() {
  const stored: { id: string; body: VisitorMessageBody; token: string }[] = [];
  const log: VisitorEvent[] = [];
  const said = { receipts: [] as unknown[], typing: [] as boolean[], details: [] as unknown[], sessions: 0 };
  const net = { question: true, answer: true, secret: 'one', origin: true };
  const through = async <Value>(what: () => Answer<Value>): Promise<Answer<Value>> => {
    if (!net.question) return away;
    const answer = what();
    return net.answer ? answer : away;
  };
  const known = <Value>(token: string, what: () => Answer<Value>): Answer<Value> => (token.startsWith(net.secret) ? what() : { is: 'refused', status: 401, code: 'visitor-unknown' });
  const desk = {
    liveAddress: 'ws://desk/live',
    fileAddress: (path: string) => path,
    hello: () => through(() => done({ teamName: 'Shop' } as HelloReply)),
    session: (identity: { id: string } | null) => through(() => {
      said.sessions += 1;
      return identity?.id === 'forged' ? { is: 'refused' as const, status: 401, code: 'identity-signature-wrong' } : done({ visitor: 'v', token: `${net.secret}-${identity?.id ?? said.sessions}`, verified: identity !== null });
    }),
    message: (token: string, body: VisitorMessageBody) => through(() => known(token, () => {
      if (body.text === 'refuse me') return { is: 'refused' as const, status: 400, code: 'input-wrong' };
      if (!stored.some((one) => one.id === body.id)) {
        stored.push({ id: body.id, body, token });
        log.push({ kind: 'message', cursor: String(log.length + 1), message: { id: body.id, author: { kind: 'visitor', name: null }, text: body.text, attachments: [], at: new Date().toISOString(), edited: false, state: 'delivered' } });
      }
      return done({ id: body.id, acceptedAt: new Date().toISOString() });
    })),
    receipts: (_token: string, body: unknown) => through(() => (said.receipts.push(body), done({}))),
    details: (_token: string, body: unknown) => through(() => (said.details.push(body), done({}))),
    typing: (_token: string, on: boolean) => through(() => (said.typing.push(on), done({}))),
    events: (token: string, since: string | undefined) => through(() => known(token, (): Answer<EventsReply> =>
      !net.origin ? { is: 'refused', status: 403, code: 'origin-not-allowed' } : done({ events: log.slice(Number(since ?? 0)), cursor: String(log.length), complete: true, fresh: since === undefined }))),
    upload: () => through(() => done({ id: 'upload', name: 'a', mediaType: 'image/png', bytes: 1 })),
  };
  const answer = (id: string) => log.push({ kind: 'message', cursor: String(log.length + 1), message: { id, author: { kind: 'agent', name: 'Anna' }, text: id, attachments: [], at: new Date().toISOString(), edited: false, state: 'accepted' } });
  return { desk: desk as unknown as Desk, stored, said, net, answer };
}

function memory(): Storage {
  const held: Record<string, unknown> = Object.create({
    getItem: (key: string) => (Object.hasOwn(held, key) ? String(held[key]) : null),
    setItem: (key: string, value: string) => void (held[key] = value),
    removeItem: (key: string) => void delete held[key],
  }) as Record<string, unknown>;
  return held as unknown as Storage;
}

let ids = 0;
function open(desk: Desk, storage: Storage | null, identity: { id: string; signature: string } | null = null): Chat {
  const chat = createChat({
    desk, identity, keeping: keepingFor(storage, 'inbox', identity ? `signed.${identity.id}` : 'visitor'), language: 'en', colour: '',
    page: () => ({ url: 'https://shop.example', title: 'Shop' }),
    // Sockets do not get through here; the chat falls back to asking.
    openSocket: () => { throw new Error('no sockets'); },
    newId: () => `m${(ids += 1)}`, now: () => Date.now(), random: () => 0.5, onChange: () => undefined,
  });
  void chat.start();
  return chat;
}
const passing = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);
const texts = (chat: Chat) => chat.state.timeline.lines.map((line) => (line.is === 'message' ? line.message.text : line.is));

describe('a visitor', () => {
  it('leaves nothing behind and makes no session before the first message', async () => {
    const { desk, said } = fakeDesk();
    const storage = memory();
    const chat = open(desk, storage);
    chat.typing(true);
    await passing(60);
    expect(Object.keys(storage)).toEqual([]);
    expect(said).toMatchObject({ sessions: 0, typing: [] });
    expect(chat.state).toMatchObject({ link: 'none', hello: { teamName: 'Shop' } });
  });

  it('writes without a connection, closes the page, and is sent once when it is back', async () => {
    const { desk, stored, net } = fakeDesk();
    const storage = memory();
    net.question = false;
    const first = open(desk, storage);
    first.send('one');
    await passing(90);
    first.send('two');
    expect(first.state.link).toBe('lost');
    first.stop();
    const second = open(desk, storage);
    expect(second.state.outbox.map((item) => item.text)).toEqual(['one', 'two']);
    await passing(30);
    net.question = true;
    second.poke();
    await passing(1);
    expect(stored.map(({ body }) => [body.text, body.heldSeconds])).toEqual([['one', 120], ['two', 30]]);
    await passing(10);
    expect(texts(second)).toEqual(['one', 'two']);
    expect(second.state.outbox).toEqual([]);
    expect(Object.keys(storage)).toEqual(['attune.inbox.visitor.token']);
  });

  it('whose answers are lost, over a reload too, stays one visitor with one message', async () => {
    const { desk, stored, net, said } = fakeDesk();
    const storage = memory();
    net.answer = true;
    const first = open(desk, storage);
    await passing(1);
    void first.upload(new File([], 'a'));
    await passing(1);
    net.answer = false;
    first.send('heard but not answered');
    await passing(3);
    expect(stored).toHaveLength(1);
    expect(first.state.outbox[0]?.state).not.toBe('sent');
    first.stop();
    net.answer = true;
    const second = open(desk, storage);
    await passing(10);
    expect(stored).toHaveLength(1);
    expect(said.sessions).toBe(1);
    expect(texts(second)).toEqual(['heard but not answered']);
    expect(second.state.outbox).toEqual([]);
  });

  it('who uploads and writes at the same moment becomes one visitor', async () => {
    const { desk, said } = fakeDesk();
    const chat = open(desk, memory());
    void chat.upload(new File([], 'a'));
    chat.send('x');
    await passing(1);
    expect(said.sessions).toBe(1);
  });

  it('is told what cannot be sent, and what comes after it still goes', async () => {
    const { desk, stored } = fakeDesk();
    const chat = open(desk, memory());
    chat.send('refuse me');
    chat.send('but not me');
    await passing(1);
    expect(stored.map(({ body }) => body.text)).toEqual(['but not me']);
    const [refused] = chat.state.outbox;
    expect(refused).toMatchObject({ state: 'refused', code: 'input-wrong' });
    chat.discard(refused!.id);
    expect(chat.state.outbox.filter((item) => item.state === 'refused')).toEqual([]);
  });

  it('whom the desk no longer knows becomes a new one, and loses no message', async () => {
    const { desk, stored, net, said } = fakeDesk();
    const storage = memory();
    const chat = open(desk, storage);
    chat.send('before');
    await passing(1);
    net.secret = 'two';
    chat.send('after');
    await passing(10);
    expect(stored.map(({ body, token }) => [body.text, token.split('-')[0]])).toEqual([['before', 'one'], ['after', 'two']]);
    expect(said.sessions).toBe(2);
  });

  it('says what was delivered and seen, once, also after a lost connection', async () => {
    const { desk, said, net, answer } = fakeDesk();
    const chat = open(desk, memory());
    chat.send('hello?');
    await passing(1);
    answer('reply');
    await passing(6);
    expect(said.receipts).toEqual([{ delivered: ['reply'], read: [] }]);
    net.question = false;
    chat.seen(['reply']);
    await passing(20);
    net.question = true;
    await passing(60);
    expect(said.receipts).toEqual([{ delivered: ['reply'], read: [] }, { delivered: [], read: ['reply'] }]);
    expect(chat.state.timeline.lines.at(-1)).toMatchObject({ message: { id: 'reply', state: 'read' } });
  });

  it('types: said at most every three seconds, and taken back when the message goes', async () => {
    const { desk, said } = fakeDesk();
    const chat = open(desk, memory());
    chat.send('x');
    await passing(1);
    for (let second = 0; second < 4; second += 1) {
      chat.typing(true);
      await passing(1);
    }
    chat.send('y');
    await passing(1);
    chat.typing(false);
    expect(said.typing).toEqual([true, true, false]);
  });

  it('sees in one tab what another one wrote, before it is sent', async () => {
    const { desk, net } = fakeDesk();
    const storage = memory();
    const [one, two] = [open(desk, storage), open(desk, storage)];
    net.question = false;
    one.send('from the first tab');
    const key = Object.keys(storage).find((name) => name.includes('.out.'))!;
    two.keptElsewhere(key);
    two.keptElsewhere('something.else');
    expect(two.state.outbox.map((item) => item.text)).toEqual(['from the first tab']);
    net.question = true;
    two.poke();
    await passing(10);
    expect(Object.keys(storage).filter((name) => name.includes('.out.'))).toEqual([]);
    one.keptElsewhere(key);
    await passing(20);
    expect([texts(one), texts(two)]).toEqual([['from the first tab'], ['from the first tab']]);
  });

  it('works where a browser keeps nothing', async () => {
    const { desk, stored } = fakeDesk();
    const throwing = new Proxy({} as Storage, { get: () => { throw new Error('blocked'); }, ownKeys: () => { throw new Error('blocked'); } });
    for (const storage of [null, throwing]) {
      const chat = open(desk, storage);
      chat.send('x');
      await passing(10);
      expect(texts(chat).at(-1)).toBe('x');
      chat.stop();
    }
    expect(stored).toHaveLength(2);
  });

  it('on a page that is not allowed for a while, keeps who they are and what was said', async () => {
    const { desk, stored, net } = fakeDesk();
    const storage = memory();
    const before = open(desk, storage);
    before.send('x');
    await passing(10);
    before.stop();
    net.origin = false;
    const refused = open(desk, storage);
    await passing(120);
    expect(refused.state.problem).toBe('origin-not-allowed');
    refused.stop();
    net.origin = true;
    const after = open(desk, storage);
    await passing(10);
    expect(texts(after)).toEqual(['x']);
    after.send('y');
    await passing(10);
    expect(new Set(stored.map(({ token }) => token)).size).toBe(1);
  });

  it('leaves an address once, and is asked no more', async () => {
    const { desk, said } = fakeDesk();
    const storage = memory();
    const chat = open(desk, storage);
    chat.send('x');
    await passing(1);
    expect(await chat.leaveEmail('a@example.it')).toBe(true);
    expect(said.details).toEqual([{ email: 'a@example.it' }]);
    expect(open(desk, storage).state.email).toBe('a@example.it');
  });
});

describe('a signed identity', () => {
  it('brings its conversation to a browser that kept nothing, and leaves no token there', async () => {
    const { desk, answer } = fakeDesk();
    const storage = memory();
    answer('from another device');
    const chat = open(desk, storage, { id: '4711', signature: 's' });
    await passing(1);
    expect(texts(chat)).toEqual(['from another device']);
    chat.send('x');
    await passing(1);
    expect(Object.keys(storage)).toEqual([]);
  });

  it('never sends what somebody else left unsent in the same browser', async () => {
    const { desk, net, stored } = fakeDesk();
    const storage = memory();
    net.question = false;
    const stranger = open(desk, storage);
    stranger.send('a stranger\'s words');
    stranger.stop();
    net.question = true;
    const chat = open(desk, storage, { id: '4711', signature: 's' });
    await passing(10);
    expect(chat.state.outbox).toEqual([]);
    expect(stored).toEqual([]);
  });

  it('with a wrong signature is refused in plain sight, and sends nothing', async () => {
    const { desk, stored } = fakeDesk();
    const chat = open(desk, memory(), { id: 'forged', signature: 'x' });
    await passing(1);
    expect(chat.state.problem).toBe('identity-signature-wrong');
    chat.send('x');
    await passing(60);
    expect(stored).toEqual([]);
  });
});
