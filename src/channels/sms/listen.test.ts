import { afterEach, describe, expect, test } from 'vitest';
import { startSms, type RunningSms, type SmsStart } from '../../emulators/sms/sms.ts';
import { eventuallyHolds } from '../../../test/setup/eventually.ts';
import type { Incoming, ListenIo, RawRequest, Stop } from '../channel.ts';
import { readConfig, type SmsConfig } from './config.ts';
import { listen } from './listen.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { endLines } from './session/line.ts';

const anna = '+393331112233';
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
  await endLines();
});

async function centre(how: Partial<SmsStart> = {}): Promise<RunningSms> {
  const running = await startSms({ port: 0, seed: 7, pace: 0.02, ...how });
  ending.push(() => running.stop());
  return running;
}

/** What a desk keeps, over restarts of what listens. */
class Desk {
  readonly config: SmsConfig;
  cursor: unknown = null;
  readonly inputs: RawRequest[] = [];
  readonly health: string[] = [];
  failing = false;
  /** What it says is a failure was none. */
  lying = false;
  /** Called before it is stored. */
  before: () => Promise<void> = () => Promise.resolve();
  #stop: Stop | null = null;
  readonly #now: () => Date;

  constructor(running: RunningSms, more: Record<string, unknown> = {}, now: () => Date = () => new Date()) {
    this.config = readConfig({ ...running.settings, answerSeconds: 5, enquireSeconds: 1, ...more });
    this.#now = now;
    ending.push(() => this.stop());
  }

  async listen(): Promise<this> {
    const io: ListenIo = {
      now: () => this.#now().toISOString(), openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'https://desk.example.com', signal: new AbortController().signal,
      cursor: this.cursor, known: () => Promise.resolve(new Set()), rememberedDays: 30, reconciled: () => undefined,
      health: (state) => this.health.push(state.is === 'connected' ? 'connected' : state.problem.code),
      deliver: async (inputs, cursor) => {
        await this.before();
        if (this.failing) throw new Error('the disk is full');
        // As the desk does it: the same key is stored once; the cursor is JSON in a database.
        for (const input of inputs) if (!this.inputs.some(({ key }) => key === input.key)) this.inputs.push(input);
        this.cursor = JSON.parse(JSON.stringify(cursor));
        if (this.lying && inputs.length > 0) throw new Error('the connection to the database was lost');
      },
    };
    this.#stop = await listen(this.config, io);
    return this;
  }

  async stop(): Promise<void> {
    await this.#stop?.();
    this.#stop = null;
  }

  get incoming(): readonly Incoming[] {
    return this.inputs.flatMap((input) => receive(input, this.config));
  }

  get texts(): readonly string[] {
    return this.incoming.flatMap((one) => (one.kind === 'message' ? [one.content.text] : []));
  }

  send(text: string, to = anna) {
    return send({ message: { id: 'm', subject: null, text, html: null, attachments: [], sentAt: '2026-11-22T10:00:00.000Z', machineSent: false }, to, recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'd' }, this.config, {
      now: () => new Date().toISOString(), openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: '', signal: new AbortController().signal,
    });
  }
}

describe('messages come in', () => {
  test.each(['header', 'wide header', 'fields', 'payload'] as const)('short and long, by %s', async (long) => {
    const running = await centre({ dialect: { long } });
    const desk = await new Desk(running).listen();
    const texts = ['Hello', 'Привет 🙂', 'Long and longer. '.repeat(30), 'Длинное 🙂 '.repeat(30)];
    for (const text of texts) running.customers.write(anna, { text });
    await eventuallyHolds(() => expect(desk.texts).toEqual(texts));
    await eventuallyHolds(() => expect(running.book.entries.every(({ told }) => told)).toBe(true));
    expect(desk.health).toEqual(['connected']);
    expect(new Set(desk.incoming.map((one) => 'externalId' in one && one.externalId)).size).toBe(texts.length);
    expect(running.centre.bound()).toEqual(['receiver']);
  });

  test('parts in any order', async () => {
    const running = await centre();
    Object.assign(running.faults, { overtaken: 1 });
    const desk = await new Desk(running).listen();
    const text = 'One after the other. '.repeat(30);
    running.customers.write(anna, { text });
    await eventuallyHolds(() => expect(desk.texts).toEqual([text]));
  });

  test('the same words twice are two messages', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    for (let times = 0; times < 3; times += 1) running.customers.write(anna, { text: 'ok' });
    await eventuallyHolds(() => expect(desk.texts).toEqual(['ok', 'ok', 'ok']));
    expect(new Set(desk.incoming.map((one) => 'externalId' in one && one.externalId)).size).toBe(3);
  });

  test('what waited while nobody listened', async () => {
    const running = await centre();
    for (let place = 0; place < 40; place += 1) running.customers.write(anna, { text: `n ${place}` });
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.texts).toHaveLength(40));
    await eventuallyHolds(() => expect(running.quiet()).toBe(true));
  });
});

describe('nothing is lost and nothing is doubled', () => {
  test('an answer of ours that never arrived: what is brought again is the same message', async () => {
    const running = await centre();
    Object.assign(running.faults, { duplicated: 1 });
    const desk = await new Desk(running).listen();
    const long = 'Long enough for several. '.repeat(20);
    running.customers.write(anna, { text: 'once' });
    running.customers.write(anna, { text: long });
    await eventuallyHolds(() => expect(running.book.entries.every(({ told }) => told)).toBe(true));
    expect(desk.texts.toSorted()).toEqual([long, 'once']);
  });

  test('nor over a restart in between', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    // The line breaks after it was stored and before the centre has heard of it.
    desk.before = () => {
      running.centre.cut();
      return Promise.resolve();
    };
    running.customers.write(anna, { text: 'once' });
    await eventuallyHolds(() => expect(desk.inputs).toHaveLength(1));
    await desk.stop();
    desk.before = () => Promise.resolve();
    await desk.listen();
    await eventuallyHolds(() => expect(running.book.entries).toMatchObject([{ told: true }]));
    expect(desk.texts).toEqual(['once']);
    running.customers.write(anna, { text: 'once' });
    await eventuallyHolds(() => expect(desk.texts).toEqual(['once', 'once']));
  });

  test('the same words after the centre has heard of the first are another message, also after a restart', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    running.customers.write(anna, { text: 'ok' });
    await eventuallyHolds(() => expect((desk.cursor as { unproven: unknown[] } | null)?.unproven).toHaveLength(1));
    await eventuallyHolds(() => expect((desk.cursor as { unproven: unknown[] }).unproven).toEqual([]));
    await desk.stop();
    await desk.listen();
    running.customers.write(anna, { text: 'ok' });
    await eventuallyHolds(() => expect(desk.texts).toEqual(['ok', 'ok']));
  });

  test('what cannot be stored gets no answer, stays with the centre, and comes when it can', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    desk.failing = true;
    running.customers.write(anna, { text: 'precious' });
    await eventuallyHolds(() => expect(desk.health).toContain('sms.cannot-store'));
    expect(running.book.entries).toMatchObject([{ told: false }]);
    desk.failing = false;
    await eventuallyHolds(() => expect(running.book.entries).toMatchObject([{ told: true }]));
    expect(desk.texts).toEqual(['precious']);
    expect(desk.health).toEqual(['connected', 'sms.cannot-store', 'connected']);
  });

  test('what was stored although the database seemed to fail is stored once', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    desk.lying = true;
    running.customers.write(anna, { text: 'once' });
    await eventuallyHolds(() => expect(desk.health).toContain('sms.cannot-store'));
    desk.lying = false;
    await eventuallyHolds(() => expect(running.book.entries).toMatchObject([{ told: true }]));
    expect(desk.texts).toEqual(['once']);
  });

  test('a long message whose parts come before and after a restart is one', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    const part = (place: number, text: string): void => running.bring({ from: { ton: 1, npi: 1, address: anna.slice(1) }, to: { ton: 1, npi: 1, address: '390612345678' }, esmClass: 0x40, coding: 0, message: Buffer.concat([Buffer.of(5, 0, 3, 9, 2, place), Buffer.from(text)]) });
    part(1, 'before and ');
    await eventuallyHolds(() => expect(running.quiet() && desk.cursor !== null).toBe(true));
    expect(desk.inputs).toEqual([]);
    await desk.stop();
    await desk.listen();
    part(2, 'after');
    await eventuallyHolds(() => expect(desk.texts).toEqual(['before and after']));
    expect(desk.cursor).toMatchObject({ waiting: [] });
  });

  test('what never becomes whole is shown after half an hour, and the late rest as a message of its own', async () => {
    let ahead = 0;
    const running = await centre();
    const desk = await new Desk(running, {}, () => new Date(Date.now() + ahead)).listen();
    const part = (place: number): void => running.bring({ from: { ton: 1, npi: 1, address: anna.slice(1) }, to: { ton: 1, npi: 1, address: '390612345678' }, esmClass: 0x40, coding: 0, message: Buffer.concat([Buffer.of(5, 0, 3, 9, 2, place), Buffer.from(`part ${place}`)]) });
    part(1);
    await eventuallyHolds(() => expect((desk.cursor as { waiting: unknown[] } | null)?.waiting).toHaveLength(1));
    ahead = 31 * 60_000;
    await desk.stop();
    await desk.listen();
    await eventuallyHolds(() => expect(desk.texts).toEqual(['part 1 […]']));
    expect(desk.incoming).toMatchObject([{ notices: ['sms.parts-missing'] }]);
    part(2);
    await eventuallyHolds(() => expect(running.quiet()).toBe(true));
    ahead = 62 * 60_000;
    await desk.stop();
    await desk.listen();
    await eventuallyHolds(() => expect(desk.texts).toEqual(['part 1 […]', '[…] part 2']));
  });

  test('a line that breaks again and again', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    const texts = Array.from({ length: 15 }, (_, place) => `n ${place}`);
    for (const [place, text] of texts.entries()) {
      running.customers.write(anna, { text });
      if (place % 5 === 2) running.centre.cut();
    }
    await eventuallyHolds(() => expect(running.book.entries.every(({ told }) => told)).toBe(true));
    expect(desk.texts.toSorted()).toEqual(texts.toSorted());
  });
});

describe('the line', () => {
  test('is opened anew by itself, and what is wrong with it is said once', async () => {
    const running = await centre();
    Object.assign(running.faults, { away: true });
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['sms.host-unreachable']));
    Object.assign(running.faults, { away: false });
    await eventuallyHolds(() => expect(desk.health.at(-1)).toBe('connected'));
  });

  test('a refused sign-in is said', async () => {
    const running = await centre();
    const desk = await new Desk(running, { password: 'wrong' }).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['sms.login-refused']));
  });

  test('is kept while nothing happens: both sides give signs of life', async () => {
    const running = await centre({ pace: 0.001 });
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    // Oftener than either side bears without an answer.
    await eventuallyHolds(() => expect(Math.min(running.centre.signs.asked, running.centre.signs.answered)).toBeGreaterThan(3));
    expect(desk.health).toEqual(['connected']);
    expect(running.centre.bound()).toEqual(['receiver']);
  });

  test('a single one serves both ways where only one is allowed', async () => {
    const running = await centre({ account: { sessions: 1 } });
    const desk = await new Desk(running, { sessions: 'one' }).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    expect(await desk.send('by the same line')).toMatchObject({ ok: true });
    expect(running.centre.bound()).toEqual(['transceiver']);
    running.customers.write(anna, { text: 'and back' });
    await eventuallyHolds(() => expect(desk.texts).toEqual(['and back']));
  });

  test('stops at once when it is told to', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    await desk.stop();
    await eventuallyHolds(() => expect(running.centre.bound()).toEqual([]));
  });
});

describe('receipts', () => {
  const receipts = (desk: Desk) => desk.incoming.filter((one) => one.kind === 'receipt');

  test.each([
    [anna, 'delivered', undefined], ['+393331110003', 'bounced', 'sms.bounced-expired'], ['+393331110004', 'bounced', 'sms.bounced-deleted'], ['+393331110005', 'bounced', 'sms.bounced-undeliverable'],
    ['+393331110007', 'bounced', 'sms.bounced-unknown'], ['+393331110008', 'bounced', 'sms.bounced-rejected'],
  ])('of a message to %s: %s', async (to, state, code) => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    const sent = await desk.send('Hello', to);
    await eventuallyHolds(() => expect(receipts(desk)).toMatchObject([{ externalId: sent.ok && sent.externalId, state, ...(code === undefined ? {} : { code }) }]));
    const [receipt] = receipts(desk);
    expect(Date.now() - Date.parse((receipt as { at: string }).at)).toBeLessThan(16 * 60_000);
  });

  test('that say it was only taken by the network are none; the last one counts', async () => {
    const running = await centre();
    const desk = await new Desk(running).listen();
    await desk.send('Hello', '+393331110006');
    await eventuallyHolds(() => expect(desk.incoming.map(({ kind }) => kind)).toEqual(['passed-over', 'receipt']));
  });

  test.each(['text', 'fields', 'commas'] as const)('of every part of a long message, written as %s', async (dialect) => {
    const running = await centre({ dialect: { receipts: dialect } });
    const desk = await new Desk(running).listen();
    const sent = await desk.send('Long. '.repeat(60));
    expect(sent).toMatchObject({ ok: true, parts: [expect.any(String), expect.any(String), expect.any(String)] });
    await eventuallyHolds(() => expect(receipts(desk)).toHaveLength(3));
    expect(new Set(receipts(desk).map((one) => 'externalId' in one && one.externalId))).toEqual(new Set(sent.ok ? sent.parts : []));
    // None of them claims that the whole was delivered.
    expect(receipts(desk)).not.toContainEqual(expect.objectContaining({ externalId: sent.ok && sent.externalId }));
  });

  test.each(['same', 'hex-to-decimal', 'decimal-to-hex'] as const)('whose ids are written %s: found out by itself, and known after a restart', async (ids) => {
    const running = await centre({ dialect: { ids } });
    const desk = await new Desk(running).listen();
    const first = await desk.send('first');
    await eventuallyHolds(() => expect(receipts(desk)).toMatchObject([{ externalId: first.ok && first.externalId }]));
    await desk.stop();
    await endLines();
    const second = await desk.send('second', '+393331114455');
    await endLines();
    await desk.listen();
    await eventuallyHolds(() => expect(receipts(desk).map((one) => 'externalId' in one && one.externalId)).toContain(second.ok && second.externalId));
  });

  test('that come before the answer to their message keep its id', async () => {
    const running = await centre();
    Object.assign(running.faults, { overtaken: 1 });
    const desk = await new Desk(running).listen();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    const sent = await desk.send('Hello');
    await eventuallyHolds(() => expect(receipts(desk)).toMatchObject([{ externalId: sent.ok && sent.externalId }]));
  });
});
