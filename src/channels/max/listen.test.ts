import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { max as emulator } from '../../emulators/max/max.ts';
import type { ListenIo, RawRequest, Reconciliation, Stop } from '../channel.ts';
import { max } from './channel.ts';
import type { MaxConfig } from './config.ts';
import { mostDialogs, readCursor, seen } from './cursor.ts';
import type { Offered } from './listen.ts';

const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

/** What a desk would keep. */
type Kept = { readonly inputs: Map<string, RawRequest>; cursor: unknown; readonly said: string[]; readonly counts: Reconciliation[]; failing: boolean; readonly delivered: string[] };

let running: Running;
let config: MaxConfig;
let kept: Kept;
let stops: Stop[];
const pace = 0.001;

beforeEach(async () => {
  await restart(pace);
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await running.stop();
});

async function restart(speed: number): Promise<void> {
  running = await emulator.start({ port: 0, seed: 11, pace: speed });
  running.faults.late = 100;
  config = max.readConfig({ ...running.settings, webhookSecret: 'secret-secret' });
  kept = { inputs: new Map(), cursor: null, said: [], counts: [], failing: false, delivered: [] };
  stops = [];
}

async function begin(settings: MaxConfig = config, offered: Offered = {}): Promise<Stop> {
  const io: ListenIo & Offered = {
    now: () => new Date().toISOString(), openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'https://desk.example', signal: new AbortController().signal,
    cursor: structuredClone(kept.cursor), rememberedDays: 30,
    deliver: async (inputs, cursor) => {
      if (kept.failing) throw new Error('the disk is full');
      for (const input of inputs) {
        kept.delivered.push(input.key!);
        if (!kept.inputs.has(input.key!)) kept.inputs.set(input.key!, input);
      }
      kept.cursor = structuredClone(cursor);
    },
    known: async (keys) => new Set(keys.filter((key) => kept.inputs.has(key))),
    health: (state) => kept.said.push(state.is === 'connected' ? 'connected' : state.problem.code),
    reconciled: (counts) => kept.counts.push(counts),
    ...offered,
  };
  const stop = await max.listen(settings, io);
  stops.push(stop);
  return stop;
}

const happened = (inputs: Iterable<RawRequest> = kept.inputs.values()) => [...inputs].flatMap((input) => max.receive(input));
const texts = () => happened().flatMap((one) => (one.kind === 'message' ? [one.content.text] : [])).toSorted();
const api = (method: string, path: string, body?: unknown) => fetch(`${running.address}${path}`, { method, headers: { authorization: config.accessToken }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const subscribed = async () => (await (await api('GET', '/subscriptions')).json() as { readonly subscriptions: { readonly url: string; readonly update_types: string[] }[] }).subscriptions;
const fromCustomers = () => running.book.entries.filter(({ direction }) => direction === 'from customer');

describe('asking for updates', () => {
  test('everything that customers do comes in', async () => {
    running.customers.begin!('Анна', 'payload-1');
    const entry = running.customers.write('Анна', { text: 'Где заказ?' });
    running.customers.edit!(entry.id, 'Где мой заказ?');
    running.customers.remove!(entry.id);
    running.customers.block!('Анна');
    await begin();
    await eventually(() => expect(happened().length).toBe(5));
    expect(happened().map((one) => one.kind)).toEqual(['begun', 'message', 'edit', 'removal', 'reachable']);
    expect(happened()[0]).toMatchObject({ payload: 'payload-1' });
    await eventually(() => expect(fromCustomers()[0]!.told).toBe(true));
    expect(kept.said).toEqual(['connected']);
    // So much is asked every time, in the vendor's own words.
    await eventually(() => expect(readCursor(kept.cursor)).toMatchObject({ marker: 6 }));
  });

  test('nothing is acknowledged that is not stored', async () => {
    kept.failing = true;
    running.customers.write('Анна', { text: 'eins' });
    await begin();
    await eventually(() => expect(kept.said).toContain('max.cannot-store'));
    expect(fromCustomers()[0]!.told).toBe(false);
    kept.failing = false;
    await eventually(() => expect(texts()).toEqual(['eins']));
    await eventually(() => expect(fromCustomers()[0]!.told).toBe(true));
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
  });

  test('told twice and out of order is taken once', async () => {
    Object.assign(running.faults, { duplicated: 0.5, overtaken: 0.3 });
    await begin();
    for (let at = 0; at < 40; at += 1) running.customers.write(`Customer ${at % 5}`, { text: `${at}` });
    await eventually(() => expect(fromCustomers().every(({ told }) => told)).toBe(true));
    expect(texts()).toEqual(Array.from({ length: 40 }, (_, at) => `${at}`).toSorted());
    expect(kept.delivered.length).toBeGreaterThan(kept.inputs.size);
  });

  test('goes on where it was, and answers that are lost on the way change nothing', async () => {
    const stop = await begin();
    running.customers.write('Анна', { text: 'one' });
    await eventually(() => expect(texts()).toEqual(['one']));
    await stop();
    running.faults.answerLost = 0.5;
    running.customers.write('Анна', { text: 'two' });
    await begin();
    await eventually(() => expect(texts()).toEqual(['one', 'two']));
  });

  test('a refused token, an outage and the vendor’s own faults are told, and it comes back', async () => {
    running.faults.broken = 1;
    const stop = await begin();
    await eventually(() => expect(kept.said).toEqual(['max.vendor-broken']));
    Object.assign(running.faults, { broken: 0, away: true });
    await eventually(() => expect(kept.said.at(-1)).toBe('max.unreachable'));
    running.faults.away = false;
    running.customers.write('Анна', { text: 'still here' });
    await eventually(() => expect(texts()).toEqual(['still here']));
    expect(kept.said.at(-1)).toBe('connected');
    await stop();
    await begin({ ...config, accessToken: 'another-token' });
    await eventually(() => expect(kept.said.at(-1)).toBe('max.token-refused'));
  });

  test('a webhook of this desk is taken away, one of another program is told', async () => {
    await api('POST', '/subscriptions', { url: 'https://desk.example/hooks/old' });
    const stop = await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    expect(await subscribed()).toEqual([]);
    await stop();
    await api('POST', '/subscriptions', { url: 'https://other.example/bot?secret=1' });
    expect(await max.check(config, { now: () => '', openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'https://desk.example', signal: new AbortController().signal })).toEqual({ ok: false, problems: [{ code: 'max.other-subscription', detail: 'other.example' }] });
    await begin();
    await eventually(() => expect(kept.said.at(-1)).toBe('max.other-subscription'));
    expect(await subscribed()).toHaveLength(1);
  });

  test('stops at once, also in the middle of a long question', async () => {
    const stop = await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    const from = performance.now();
    await stop();
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('after an outage', () => {
  beforeEach(async () => {
    await running.stop();
    // Eight hours in three tenths of a second.
    await restart(0.00001);
  });
  const lost = () => eventually(async () => {
    await api('GET', '/updates?timeout=0');
    expect(running.book.entries.at(-1)!.states.map(({ state }) => state)).toContain('lost');
  });

  test('what the vendor has forgotten is read again from the dialogs', async () => {
    const stop = await begin();
    running.customers.write('Анна', { text: 'before' });
    running.customers.write('Олег', { text: 'before too' });
    await eventually(() => expect(texts().length).toBe(2));
    await eventually(() => expect(fromCustomers().every(({ told }) => told)).toBe(true));
    await stop();
    for (let at = 0; at < 130; at += 1) running.customers.write('Анна', { text: `during ${at}` });
    await lost();
    await begin();
    await eventually(() => expect(texts().length).toBe(132));
    expect(new Set(texts()).size).toBe(132);
    await eventually(() => expect(kept.counts.at(-1)).toMatchObject({ found: 132, takenIn: 2, fetchedNow: 130 }));
    // And what was read again is not another message when it is told after all.
    expect(new Set(happened().map((one) => ('externalId' in one ? one.externalId : ''))).size).toBe(happened().length);
  });

  test('a dialog that is closed is left out, the others are read', async () => {
    const stop = await begin();
    for (const name of ['Анна', 'Олег']) running.customers.write(name, { text: name });
    await eventually(() => expect(texts().length).toBe(2));
    await stop();
    running.customers.write('Олег', { text: 'during' });
    await lost();
    running.customers.block!('Анна');
    await begin();
    await eventually(() => expect(texts()).toEqual(['during', 'Анна', 'Олег'].toSorted()));
  });
});

test('the cursor keeps the dialogs that were alive last, and survives nonsense', () => {
  const updates = Array.from({ length: mostDialogs + 20 }, (_, at) => ({ update_type: 'bot_started', timestamp: 1_000 + at, chat_id: at + 1 }));
  const cursor = seen(readCursor(null), updates);
  expect(cursor.dialogs.length).toBe(mostDialogs);
  expect(cursor.dialogs[0]).toEqual([mostDialogs + 20, 1_000 + mostDialogs + 19]);
  expect(readCursor(JSON.parse(JSON.stringify(cursor)))).toEqual(cursor);
  for (const nonsense of [undefined, 'x', 7, [], { marker: 'x', dialogs: [[1], ['a', 2], null, [3, 4]] }]) expect(readCursor(nonsense).dialogs.length).toBeLessThanOrEqual(1);
});

describe('webhooks', () => {
  const taken: RawRequest[] = [];
  let status = 200;
  const door = createServer((request, response) => void (async () => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    if (status === 200) taken.push({ kind: 'webhook', headers, body: Buffer.concat(pieces), receivedAt: new Date().toISOString(), key: null });
    response.writeHead(status).end('ok');
  })());
  let hookAddress: string;
  let webhook: MaxConfig;
  beforeEach(async () => {
    taken.length = 0;
    status = 200;
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    hookAddress = `http://127.0.0.1:${(door.address() as AddressInfo).port}/hooks/token`;
    webhook = { ...config, receiveBy: 'webhook' };
  });
  afterEach(() => new Promise<void>((resolve) => {
    door.closeAllConnections();
    door.close(() => resolve());
  }));

  test('are set up with the secret, and what waited before is taken first', async () => {
    running.customers.write('Анна', { text: 'before' });
    await begin(webhook, { hookAddress });
    await eventually(() => expect(kept.said).toEqual(['connected']));
    expect(texts()).toEqual(['before']);
    running.customers.write('Анна', { text: 'after' });
    await eventually(() => expect(taken.length).toBe(1));
    expect(max.authentic(taken[0]!, webhook)).toBe(true);
    expect(max.authentic(taken[0]!, { ...webhook, webhookSecret: 'another-secret' })).toBe(false);
    expect(happened(taken)).toMatchObject([{ kind: 'message', content: { text: 'after' } }]);
    await eventually(() => expect(fromCustomers().every(({ told }) => told)).toBe(true));
    expect((await subscribed())[0]).toMatchObject({ url: hookAddress, update_types: expect.arrayContaining(['message_created', 'bot_stopped']) });
  });

  test('have the new secret with the next beginning, and are not repeated', async () => {
    await (await begin(webhook, { hookAddress }))();
    await begin({ ...webhook, webhookSecret: 'a-new-secret' }, { hookAddress });
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
    await eventually(() => {
      running.customers.write('Анна', { text: 'x' });
      expect(taken.at(-1)?.headers['x-max-bot-api-secret']).toBe('a-new-secret');
    });
    expect(await subscribed()).toHaveLength(1);
  });

  test('that were lost are read again, from the dialogs that the webhook has told of', async () => {
    await running.stop();
    await restart(0.00001);
    webhook = { ...config, receiveBy: 'webhook' };
    const offered: Offered = { hookAddress, webhooksSince: async (at) => taken.filter((one) => at === null || one.receivedAt > at) };
    const stop = await begin(webhook, offered);
    await eventually(() => expect(kept.said).toEqual(['connected']));
    running.customers.write('Анна', { text: 'told' });
    await eventually(() => expect(taken.length).toBe(2));
    status = 500;
    running.customers.write('Анна', { text: 'lost' });
    await eventually(() => expect(fromCustomers().at(-1)!.states.map(({ state }) => state)).toContain('lost'));
    // The vendor does not call any more whoever was away for so long.
    expect(await subscribed()).toEqual([]);
    await stop();
    status = 200;
    await begin(webhook, offered);
    await eventually(() => expect(texts()).toContain('lost'));
    expect(await subscribed()).toHaveLength(1);
    expect(readCursor(kept.cursor).webhooksUntil).toBe(taken.at(-1)!.receivedAt);
  });

  test('need an address that the vendor calls', async () => {
    await begin(webhook);
    await eventually(() => expect(kept.said).toEqual(['max.webhook-address-missing']));
    for (const address of ['http://desk.example/hooks/x', 'https://desk.example:3000/hooks/x', hookAddress]) {
      await begin({ ...webhook, apiAddress: 'https://platform-api2.max.ru' }, { hookAddress: address });
      await eventually(() => expect(kept.said.at(-1)).toBe('max.webhook-not-https'));
    }
    await begin({ ...webhook, webhookAddress: hookAddress });
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
  });
});

describe('the check', () => {
  const io = { now: () => '', openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'http://127.0.0.1:3000', signal: new AbortController().signal };
  test('signs in, and says what is wrong', async () => {
    expect(await max.check(config, io)).toEqual({ ok: true });
    expect(await max.check({ ...config, botName: 'other_bot' }, io)).toEqual({ ok: false, problems: [{ code: 'max.bot-name-wrong', detail: config.botName }] });
    expect(await max.check({ ...config, accessToken: 'another-token' }, io)).toMatchObject({ ok: false, problems: [{ code: 'max.token-refused', detail: '401 verify.token Invalid access_token' }] });
    expect(await max.check({ ...config, receiveBy: 'webhook' }, { ...io, publicAddress: 'http://desk.example' })).toMatchObject({ ok: false, problems: [{ code: 'max.webhook-not-https' }] });
    await running.stop();
    expect(await max.check(config, io)).toMatchObject({ ok: false, problems: [{ code: 'max.unreachable' }] });
    await restart(pace);
  });
});
