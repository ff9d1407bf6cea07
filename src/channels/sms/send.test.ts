import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { noFaults } from '../../emulators/faults.ts';
import { startSms, type RunningSms, type SmsStart } from '../../emulators/sms/sms.ts';
import { eventuallyHolds } from '../../../test/setup/eventually.ts';
import { freePort } from '../../../test/setup/free-port.ts';
import type { ChannelIo, Outgoing } from '../channel.ts';
import { sms } from './channel.ts';
import { check } from './check.ts';
import { readConfig } from './config.ts';
import { send } from './send.ts';
import { endLines } from './session/line.ts';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  await endLines();
  for (const end of ending.splice(0)) await end();
});

async function centre(how: Partial<SmsStart> = {}): Promise<RunningSms> {
  const running = await startSms({ port: 0, seed: 7, pace: 0.01, ...how });
  ending.push(() => running.stop());
  return running;
}

const config = (running: Pick<RunningSms, 'settings'>, more: Record<string, unknown> = {}) => readConfig({ ...running.settings, answerSeconds: 5, ...more });
function ioOf(signal: AbortSignal = new AbortController().signal): ChannelIo {
  return { now: () => new Date().toISOString(), openBlob: () => Promise.reject(new Error('no files')), log: () => undefined, publicAddress: 'https://desk.example.com', signal };
}

function outgoing(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return {
    message: { id: 'm1', subject: null, text, html: null, attachments: [], sentAt: '2026-11-22T10:00:00.000Z', machineSent: false },
    to: '+393331112233', recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c1', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'd1', ...more,
  };
}

describe('a message goes out', () => {
  test.each([
    ['in the alphabet of phones', 'Hello {Anna}, 5 € ok'],
    ['in any script', 'Здравствуйте, Анна! 🙂'],
    ['in several parts', 'Long. '.repeat(60)],
    ['in several parts of another script', 'Длинное сообщение 🙂. '.repeat(20)],
    ['with line ends and letters of two places at the edge', `${'a'.repeat(152)}€\n${'b'.repeat(200)}`],
  ])('%s', async (_name, text) => {
    const running = await centre();
    const sent = await send(outgoing(text), config(running), ioOf());
    expect(sent).toMatchObject({ ok: true });
    expect(running.book.entries).toMatchObject([{ customer: '+393331112233', direction: 'to customer', text }]);
    const ids = running.book.entries[0]!.states.filter(({ state }) => state === 'accepted').map(({ detail }) => detail!.toLowerCase().replace(/^0+/, ''));
    expect(sent).toMatchObject(ids.length === 1 ? { externalId: ids[0] } : { externalId: `${ids[0]}+${ids.length - 1}`, parts: ids });
  });

  test('a long one in one piece, where the centre cuts by itself: one id, one receipt', async () => {
    const running = await centre();
    const text = 'Payload. '.repeat(60);
    const sent = await send(outgoing(text), config(running, { longMessages: 'payload' }), ioOf());
    expect(sent).not.toHaveProperty('parts');
    expect(running.book.entries[0]).toMatchObject({ text, states: [{ state: 'accepted' }] });
  });

  test('by a line that is kept for the next, and that ends with the process', async () => {
    const running = await centre();
    const stopping = new AbortController();
    for (const text of ['one', 'two', 'three']) await send(outgoing(text), config(running), ioOf(stopping.signal));
    expect(running.centre.bound()).toEqual(['transmitter']);
    stopping.abort();
    await eventuallyHolds(() => expect(running.centre.bound()).toEqual([]));
    expect(await send(outgoing('four'), config(running), ioOf(stopping.signal))).toMatchObject({ ok: false, retry: 'later' });
  });

  test('a line that broke meanwhile is opened anew', async () => {
    const running = await centre();
    await send(outgoing('one'), config(running), ioOf());
    running.centre.cut();
    await eventuallyHolds(() => expect(running.centre.bound()).toEqual([]));
    await eventuallyHolds(async () => expect(await send(outgoing('two'), config(running), ioOf())).toMatchObject({ ok: true }));
  });

  test('many at once share one line and keep to what was agreed for a second', async () => {
    const running = await centre();
    const begun = Date.now();
    const all = await Promise.all(Array.from({ length: 21 }, (_, place) => send(outgoing(`n ${place}`), config(running, { perSecond: 20, window: 3 }), ioOf())));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(950);
    expect(running.centre.bound()).toEqual(['transmitter']);
    expect(new Set(running.book.entries.map(({ text }) => text)).size).toBe(21);
  });

  test('never more on their way than the window', async () => {
    let most = 0;
    const waiting: (() => void)[] = [];
    const server = await bareCentre((socket, id, sequence) => {
      waiting.push(() => socket.write(bareAnswer(id, 0, sequence, `x${sequence}\0`)));
      most = Math.max(most, waiting.length);
      // Answered only when nothing more has come for a moment: whoever may send has done so.
      setTimeout(() => waiting.splice(0).forEach((answer) => answer()), 30);
    });
    const all = await Promise.all(Array.from({ length: 12 }, (_, place) => send(outgoing(`n ${place}`), config(server, { window: 4 }), ioOf())));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(4);
  });
});

describe('what is refused here, before anything is sent', () => {
  const file = { name: 'a.png', mediaType: 'image/png', bytes: 3, contentId: null, hash: 'a'.repeat(64) };
  test.each([
    ['no number', outgoing('x', { to: 'mybank' }), 'sms.number-unusable'],
    ['a number without its country', outgoing('x', { to: '333 1112233' }), 'sms.number-unusable'],
    ['a file', outgoing('x', { message: { ...outgoing('x').message, attachments: [file] } }), 'sms.no-files'],
    ['nothing', outgoing(' \n '), 'sms.empty'],
    ['far too much', outgoing('x'.repeat(153 * 16 + 1)), 'sms.too-long'],
  ])('%s', async (_name, message, code) => {
    const running = await centre();
    expect(await send(message, config(running), ioOf())).toMatchObject({ ok: false, retry: 'never', code });
    expect(running.book.entries).toEqual([]);
  });
  test('what the capabilities allow is never too long', async () => {
    const running = await centre();
    for (const letter of ['€', 'я']) expect(await send(outgoing(letter.repeat(sms.can.maxLength!)), config(running), ioOf())).toMatchObject({ ok: true });
    const pairs = '🙂'.repeat(sms.can.maxLength! / 2);
    expect(await send(outgoing(pairs), config(running), ioOf())).toMatchObject({ ok: true });
    expect(running.book.entries.at(-1)).toMatchObject({ text: pairs });
  });
});

describe('what the centre answers', () => {
  test.each([
    ['too many', { tooMany: 1 }, { retry: 'later', code: 'sms.too-many', retryAfterSeconds: 5 }],
    ['its own error', { broken: 1 }, { retry: 'later', code: 'sms.center-trouble' }],
    ['nothing, after it was taken', { answerLost: 1 }, { retry: 'unknown', code: 'sms.answer-lost' }],
    ['nothing at all: nobody is there', { away: true }, { retry: 'later', code: 'sms.host-unreachable', ofInbox: true }],
  ])('%s', async (_name, faults, expected) => {
    const running = await centre();
    Object.assign(running.faults, faults);
    expect(await send(outgoing('x'), config(running), ioOf())).toMatchObject({ ok: false, ...expected });
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, { retry: 'later', code: 'sms.login-refused', ofInbox: true }],
    ['a wrong name', { systemId: 'wrong' }, { retry: 'later', code: 'sms.login-refused', ofInbox: true }],
    ['a sender that is not registered', { sourceAddress: 'Other' }, { retry: 'never', code: 'sms.sender-refused', ofInbox: true }],
    ['a name that does not exist', { host: 'no-such-host.invalid' }, { retry: 'later', ofInbox: true }],
    ['TLS where there is none', { tls: true }, { retry: 'later', ofInbox: true }],
  ])('%s', async (_name, settings, expected) => {
    const running = await centre();
    const sent = await send(outgoing('x'), config(running, settings), ioOf());
    expect(sent).toMatchObject({ ok: false, ...expected });
    expect(JSON.stringify(sent)).not.toContain('open-sms');
    expect(running.book.entries).toEqual([]);
  });

  test('no session is left', async () => {
    const running = await centre({ account: { sessions: 0 } });
    expect(await send(outgoing('x'), config(running), ioOf())).toMatchObject({ retry: 'later', code: 'sms.already-bound', ofInbox: true });
  });

  test('nobody listens on this port', async () => {
    const running = await centre();
    expect(await send(outgoing('x'), config(running, { port: await freePort() }), ioOf())).toMatchObject({ retry: 'later', code: 'sms.host-unreachable', ofInbox: true });
  });

  test.each([
    [0x0b, 'never', 'sms.number-refused'], [0x51, 'never', 'sms.number-refused'], [0x01, 'never', 'sms.too-long'], [0x43, 'never', 'sms.long-refused'], [0xc1, 'never', 'sms.long-refused'],
    [0x101, 'never', 'sms.not-allowed'], [0x104, 'never', 'sms.refused'], [0x14, 'later', 'sms.too-many'], [0x58, 'later', 'sms.too-many'], [0x08, 'later', 'sms.center-trouble'], [0x45, 'later', 'sms.center-trouble'],
    [0x04, 'later', 'sms.login-refused'], [0x0410, 'later', 'sms.center-trouble'],
  ])('status 0x%x', async (status, retry, code) => {
    const server = await bareCentre((socket, id, sequence) => socket.write(bareAnswer(id, status, sequence)));
    expect(await send(outgoing('x'), config(server), ioOf())).toMatchObject({ ok: false, retry, code });
  });

  test.each([
    ['silence', () => undefined, 'unknown', 'sms.answer-lost'],
    ['another’s answer', (socket: Socket, id: number) => socket.write(bareAnswer(id, 0, 999, 'x\0')), 'unknown', 'sms.answer-lost'],
    ['an answer without an id', (socket: Socket, id: number, sequence: number) => socket.write(bareAnswer(id, 0, sequence, '\0')), 'unknown', 'sms.answer-lost'],
    ['an answer without an inside', (socket: Socket, id: number, sequence: number) => socket.write(bareAnswer(id, 0, sequence)), 'unknown', 'sms.answer-lost'],
    ['noise', (socket: Socket) => socket.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')), 'unknown', 'sms.answer-lost'],
    ['that it knows no such request', (socket: Socket, _id: number, sequence: number) => socket.write(bareAnswer(0, 3, sequence)), 'never', 'sms.refused'],
  ])('%s', async (_name, answer, retry, code) => {
    const server = await bareCentre(answer);
    expect(await send(outgoing('x'), config(server, { answerSeconds: 1 }), ioOf())).toMatchObject({ ok: false, retry, code });
  });

  test('a sign-in that is never answered was no message', async () => {
    const server = await bareCentre(() => undefined, { silent: true });
    expect(await send(outgoing('x'), config(server, { answerSeconds: 1 }), ioOf())).toMatchObject({ retry: 'later', code: 'sms.host-unreachable', ofInbox: true });
  });
});

describe('the rest of a message that has begun', () => {
  test('is tried again when the centre asks for patience', async () => {
    let asked = 0;
    const server = await bareCentre((socket, id, sequence) => {
      asked += 1;
      socket.write(asked === 2 ? bareAnswer(id, 0x58, sequence) : bareAnswer(id, 0, sequence, `p${asked}\0`));
    });
    expect(await send(outgoing('x'.repeat(200)), config(server), ioOf())).toMatchObject({ ok: true, externalId: 'p1+1', parts: ['p1', 'p3'] });
  });

  test('that is refused leaves it unknown what the customer sees', async () => {
    let asked = 0;
    const server = await bareCentre((socket, id, sequence) => {
      asked += 1;
      socket.write(asked === 1 ? bareAnswer(id, 0, sequence, 'p1\0') : bareAnswer(id, 0x0b, sequence));
    });
    expect(await send(outgoing('x'.repeat(200)), config(server), ioOf())).toMatchObject({ ok: false, retry: 'unknown', code: 'sms.partly-sent' });
  });

  test('nothing of it goes out when its first part is refused', async () => {
    let asked = 0;
    const server = await bareCentre((socket, id, sequence) => {
      asked += 1;
      socket.write(bareAnswer(id, 0x0b, sequence));
    });
    expect(await send(outgoing('x'.repeat(500)), config(server), ioOf())).toMatchObject({ ok: false, retry: 'never', code: 'sms.number-refused' });
    expect(asked).toBe(1);
  });
});

describe('the test button', () => {
  test('signs in both ways and sends nothing', async () => {
    const running = await centre();
    running.customers.write('+393331112233', { text: 'waits for the inbox' });
    expect(await check(config(running), ioOf())).toEqual({ ok: true });
    expect(await check(config(running, { sessions: 'one' }), ioOf())).toEqual({ ok: true });
    expect(running.book.entries).toMatchObject([{ told: false }]);
    expect(running.quiet()).toBe(false);
  });
  test('says what does not work', async () => {
    const running = await centre();
    expect(await check(config(running, { password: 'wrong' }), ioOf())).toEqual({ ok: false, problems: [{ code: 'sms.login-refused', detail: 'transmitter: bind was refused: ESME_RINVPASWD' }] });
    Object.assign(running.faults, { ...noFaults, away: true });
    expect(await check(config(running), ioOf())).toMatchObject({ ok: false, problems: [{ code: 'sms.host-unreachable' }] });
  });
});

/** A centre that takes any sign-in and does with a message what the test says. */
async function bareCentre(submit: (socket: Socket, id: number, sequence: number) => unknown, { silent = false } = {}): Promise<{ readonly settings: Record<string, unknown> }> {
  const server: Server = createServer((socket) => {
    let rest = Buffer.alloc(0) as Buffer;
    socket.on('error', () => undefined).on('data', (piece: Buffer) => {
      rest = Buffer.concat([rest, piece]);
      while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
        const [id, sequence] = [rest.readUInt32BE(4), rest.readUInt32BE(12)];
        rest = rest.subarray(rest.readUInt32BE(0));
        if (id === 0x04) submit(socket, id, sequence);
        else if (!silent) socket.write(bareAnswer(id, 0, sequence, id === 0x02 ? 'X\0' : ''));
      }
    });
    ending.push(async () => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(async () => void server.close());
  return { settings: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, systemId: 'x', password: 'x', sourceAddress: 'Desk' } };
}

function bareAnswer(id: number, status: number, sequence: number, inside = ''): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + inside.length, 0);
  head.writeUInt32BE(id + 0x8000_0000, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, Buffer.from(inside)]);
}
