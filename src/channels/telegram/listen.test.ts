// Both ways of receiving, against the emulated vendor.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { telegram as vendor } from '../../emulators/telegram/telegram.ts';
import type { ListenIo, RawRequest, Stop } from '../channel.ts';
import { secretHeader, telegram } from './channel.ts';
import type { TelegramConfig } from './config.ts';
import { listen } from './listen.ts';
import { whatIsWrongWith } from './listening/hook.ts';
import type { Listener, Paces } from './listening/session.ts';

const usual: Paces = { pollSeconds: 20, lookMs: 20, shortestPause: 5, longestPause: 40 };
type Kept = { readonly inputs: RawRequest[]; cursor: unknown; readonly said: string[]; failing: boolean };

/** Others work on this machine too. */
const eventually = (look: () => void | Promise<void>): Promise<void> => vi.waitFor(look, { timeout: 20_000, interval: 10 });

let running: Running;
let config: TelegramConfig;
let kept: Kept;
let paces: Paces;
let stops: Stop[];

beforeEach(async () => {
  running = await vendor.start({ port: 0, seed: 11, pace: 0.001 });
  config = telegram.readConfig({ ...running.settings, webhookSecret: 's'.repeat(43) });
  kept = { inputs: [], cursor: null, said: [], failing: false };
  stops = [];
  paces = usual;
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await running.stop();
});

function ioOf(change: Partial<Listener> = {}): Listener {
  const known = new Set<string>();
  const io: ListenIo = {
    now: () => new Date().toISOString(),
    openBlob: async () => { throw new Error('none'); },
    log: () => undefined,
    publicAddress: 'https://desk.example',
    signal: new AbortController().signal,
    cursor: kept.cursor,
    deliver: async (inputs, cursor) => {
      if (kept.failing) throw new Error('database away');
      for (const input of inputs) {
        if (input.key !== null && known.has(input.key)) continue;
        if (input.key !== null) known.add(input.key);
        kept.inputs.push(input);
      }
      kept.cursor = cursor;
    },
    known: async () => new Set(),
    rememberedDays: 7,
    health: (state) => void kept.said.push(state.is === 'connected' ? 'connected' : state.problem.code),
    reconciled: () => undefined,
  };
  return { ...io, ...change };
}
const begin = async (how: TelegramConfig = config, change: Partial<Listener> = {}): Promise<Stop> => {
  const stop = await listen(how, ioOf(change), paces);
  stops.push(stop);
  return stop;
};
const texts = () => kept.inputs.flatMap((input) => telegram.receive(input, config)).flatMap((one) => (one.kind === 'message' ? [one.content.text] : []));
const call = async (method: string, parameters: object = {}): Promise<{ readonly ok: boolean; readonly result: Record<string, unknown>; readonly error_code?: number }> =>
  (await fetch(`${config.apiAddress}/bot${config.botToken}/${method}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) })).json() as never;

describe('polling', () => {
  test('takes in what is written, each update by itself under its number', async () => {
    await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    running.customers.write('Luca', { text: 'uno' });
    running.customers.write('Luca', { text: 'due' });
    await eventually(() => expect(texts()).toEqual(['uno', 'due']));
    expect(kept.inputs[0]).toMatchObject({ kind: 'update', headers: {}, key: expect.stringMatching(new RegExp(`^${config.botId}:\\d+$`)) });
    await eventually(() => expect(running.book.entries.every(({ told }) => told)).toBe(true));
  });

  test('asks for nothing but what it can use', async () => {
    await begin();
    await eventually(async () => expect((await call('getWebhookInfo')).result['allowed_updates']).toEqual(['message', 'edited_message', 'callback_query', 'my_chat_member']));
  });

  test('confirms nothing before it is stored', async () => {
    kept.failing = true;
    await begin();
    const entry = running.customers.write('Luca', { text: 'aspetta' });
    await eventually(() => expect(kept.said).toContain('telegram.cannot-store'));
    expect(entry.told).toBe(false);
    kept.failing = false;
    await eventually(() => expect(texts()).toEqual(['aspetta']));
    await eventually(() => expect(entry.told).toBe(true));
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
  });

  test('goes on where it had got to, and takes in nothing twice', async () => {
    const stop = await begin();
    running.customers.write('Luca', { text: 'prima' });
    await eventually(() => expect(texts()).toEqual(['prima']));
    await stop();
    running.customers.write('Luca', { text: 'dopo' });
    await begin();
    await eventually(() => expect(texts()).toEqual(['prima', 'dopo']));
  });

  test('a place of another bot, or far ahead of everything, is no place', async () => {
    kept.cursor = { bot: '1', offset: 5 };
    running.customers.write('Luca', { text: 'uno' });
    const stop = await begin();
    await eventually(() => expect(texts()).toEqual(['uno']));
    await stop();
    // After a quiet week the vendor numbers anew, also lower.
    kept.cursor = { bot: config.botId, offset: 2_000_000_000 };
    running.customers.write('Luca', { text: 'due' });
    await begin();
    await eventually(() => expect(texts()).toContain('due'));
    await eventually(() => expect((kept.cursor as { offset: number }).offset).toBeLessThan(2_000_000_000));
  });

  test('updates told twice and late all come in', async () => {
    Object.assign(running.faults, { duplicated: 0.5, overtaken: 0.5, late: 20 });
    await begin();
    for (let count = 0; count < 30; count += 1) running.customers.write('Luca', { text: `n${count}` });
    await eventually(() => expect(new Set(texts()).size).toBe(30));
    expect(texts().length).toBe(30);
  });

  test('a webhook that stands in the way is taken away, and what waited for it comes', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:9/nowhere' });
    running.customers.write('Luca', { text: 'aspettava' });
    await begin();
    await eventually(() => expect(texts()).toEqual(['aspettava']));
    expect((await call('getWebhookInfo')).result['url']).toBe('');
  });

  test('a webhook that somebody sets meanwhile is told, and taken away', async () => {
    await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    await call('setWebhook', { url: 'http://127.0.0.1:9/nowhere' });
    await eventually(() => expect(kept.said).toEqual(['connected', 'telegram.webhook-in-the-way', 'connected']));
    expect((await call('getWebhookInfo')).result['url']).toBe('');
  });

  test('another program that reads along is told for as long as it does', async () => {
    paces = { ...usual, pollSeconds: 1 };
    await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    // Between two questions of ours it disturbs nobody: it asks until it has met one.
    await eventually(async () => {
      await call('getUpdates');
      expect(kept.said).toContain('telegram.another-reader');
    });
    for (let times = 0; times < 20; times += 1) await call('getUpdates');
    expect(kept.said).toEqual(['connected', 'telegram.another-reader']);
    await eventually(() => expect(kept.said).toEqual(['connected', 'telegram.another-reader', 'connected']));
  });

  test('a refused token, an outage and the vendor\'s own faults are told, and it comes back', async () => {
    Object.assign(running.faults, { broken: 1 });
    await begin();
    await eventually(() => expect(kept.said).toEqual(['telegram.vendor-broken']));
    Object.assign(running.faults, { broken: 0, away: true });
    await eventually(() => expect(kept.said.at(-1)).toBe('telegram.unreachable'));
    Object.assign(running.faults, { away: false });
    running.customers.write('Luca', { text: 'ancora qui' });
    await eventually(() => expect(texts()).toEqual(['ancora qui']));
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
    await begin({ ...config, botToken: `1:${'a'.repeat(35)}` });
    await eventually(() => expect(kept.said.at(-1)).toBe('telegram.token-refused'));
  });

  test('stops at once, also in the middle of a long question', async () => {
    const stop = await begin();
    await eventually(() => expect(kept.said).toEqual(['connected']));
    const from = performance.now();
    await stop();
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('webhooks', () => {
  const taken: { readonly secret: unknown; readonly body: Buffer }[] = [];
  let status = 200;
  const door = createServer((request, response) => void (async () => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    if (status === 200) taken.push({ secret: request.headers[secretHeader], body: Buffer.concat(pieces) });
    response.writeHead(status).end('ok');
  })());
  let hookAddress: string;
  beforeEach(async () => {
    taken.length = 0;
    status = 200;
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    hookAddress = `http://127.0.0.1:${(door.address() as AddressInfo).port}/hooks/token`;
    config = { ...config, receiveBy: 'webhook' };
  });
  afterEach(() => new Promise<void>((resolve) => {
    door.closeAllConnections();
    door.close(() => resolve());
  }));

  test('are set with the secret, and what comes is authentic', async () => {
    running.customers.write('Luca', { text: 'prima' });
    await begin(config, { hookAddress });
    await eventually(() => expect(kept.said).toEqual(['connected']));
    running.customers.write('Luca', { text: 'dopo' });
    await eventually(() => expect(taken.length).toBe(2));
    const raw = (one: (typeof taken)[number]): RawRequest => ({ kind: 'webhook', headers: { [secretHeader]: String(one.secret) }, body: one.body, receivedAt: new Date().toISOString(), key: null });
    expect(taken.map((one) => telegram.authentic(raw(one), config))).toEqual([true, true]);
    expect(new Set(taken.flatMap((one) => telegram.receive(raw(one), config)).map((one) => one.kind === 'message' && one.content.text))).toEqual(new Set(['dopo', 'prima']));
    expect(running.book.entries.every(({ told }) => told)).toBe(true);
  });

  test('another secret is set with the next beginning, another address of somebody else is set right', async () => {
    const stop = await begin(config, { hookAddress });
    await eventually(() => expect(kept.said).toEqual(['connected']));
    await stop();
    await begin({ ...config, webhookSecret: 'n'.repeat(43) }, { hookAddress });
    await eventually(() => {
      running.customers.write('Luca', { text: 'x' });
      expect(taken.at(-1)?.secret).toBe('n'.repeat(43));
    });
    await call('setWebhook', { url: 'http://127.0.0.1:9/elsewhere' });
    await eventually(async () => expect((await call('getWebhookInfo')).result).toMatchObject({ url: hookAddress, allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'] }));
  });

  test('that the vendor cannot hand over are told on the inbox, until it can', async () => {
    status = 500;
    await begin(config, { hookAddress });
    running.customers.write('Luca', { text: 'bloccato' });
    await eventually(() => expect(kept.said.at(-1)).toBe('telegram.webhook-failing'));
    status = 200;
    await eventually(() => expect(taken.length).toBe(1));
    await eventually(() => expect(kept.said.at(-1)).toBe('connected'));
  });

  test('need an address that the vendor calls', async () => {
    const official = { ...config, apiAddress: 'https://api.telegram.org' };
    expect(whatIsWrongWith('https://desk.example/hooks/x', official)).toBeNull();
    expect(whatIsWrongWith('https://desk.example:8443/hooks/x', official)).toBeNull();
    for (const address of ['http://desk.example/hooks/x', 'https://desk.example:3000/hooks/x', 'https://localhost/hooks/x']) expect(whatIsWrongWith(address, official)?.code).toBe('telegram.webhook-needs-https');
    expect(whatIsWrongWith(hookAddress, config)).toBeNull();
    await begin(config);
    await eventually(() => expect(kept.said).toEqual(['telegram.webhook-address-unknown']));
  });

  test('an address that the vendor refuses is told', async () => {
    await begin(config, { hookAddress: 'https://192.168.1.4/hooks/x' });
    await eventually(() => expect(kept.said).toEqual(['telegram.webhook-refused']));
  });

  test('and back: polling takes over what could not be handed over', async () => {
    status = 500;
    const stop = await begin(config, { hookAddress });
    running.customers.write('Luca', { text: 'aspetta' });
    await eventually(() => expect(kept.said.at(-1)).toBe('telegram.webhook-failing'));
    await stop();
    await begin({ ...config, receiveBy: 'polling' });
    await eventually(() => expect(texts()).toEqual(['aspetta']));
  });
});

describe('a server that talks nonsense', () => {
  const answers: readonly (readonly [string, string])[] = [
    ['updates that are no list', '{"ok":true,"result":"x"}'],
    ['nothing', '{"ok":true,"result":null}'],
    ['a page', '<html>'],
    ['an error without a number', '{"ok":false}'],
    ['updates that are none', '{"ok":true,"result":[null,5,{"update_id":"x"}]}'],
  ];
  test.each(answers)('%s: told, nothing stored, and listening goes on', async (_name, body) => {
    let asked = 0;
    const odd = createServer((request, response) => {
      request.resume();
      asked += request.url!.includes('getUpdates') ? 1 : 0;
      response.end(request.url!.includes('getWebhookInfo') ? '{"ok":true,"result":{"url":""}}' : body);
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const stop = await begin({ ...config, apiAddress: `http://127.0.0.1:${(odd.address() as AddressInfo).port}` });
    await eventually(() => expect(asked).toBeGreaterThan(2));
    await stop();
    odd.closeAllConnections();
    odd.close();
    expect(kept.said[0]).toMatch(/^telegram\./);
    expect(kept.inputs).toEqual([]);
  });
});
