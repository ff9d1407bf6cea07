// Receiving from an emulated VK: by its queue, and by looking through the dialogs for what nobody told.
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vk as emulator, type VkRunning } from '../../emulators/vk/vk.ts';
import type { CheckResult, Incoming, ListenIo, RawRequest, Reconciliation, Stop } from '../channel.ts';
import { vk } from './channel.ts';
import { readCursor } from './listening/cursor.ts';

let vendor: VkRunning;
let stops: Stop[];

beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 5, pace: 0.01 });
  stops = [];
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await vendor.stop();
});

/** A desk's storage as far as listening knows it. */
function desk(cursor: unknown = null) {
  const stored: RawRequest[] = [];
  const state = { cursor, stored, health: [] as string[], reconciled: [] as Reconciliation[], full: false, delivers: 0 };
  const io: ListenIo = {
    now: () => new Date().toISOString(),
    openBlob: async () => Readable.from([]),
    log: () => undefined,
    publicAddress: 'https://desk.example',
    signal: new AbortController().signal,
    get cursor() {
      return state.cursor;
    },
    deliver: async (inputs, next) => {
      state.delivers += 1;
      if (state.full) throw new Error('the disk is full');
      for (const input of inputs) if (input.key === null || !stored.some(({ key }) => key === input.key)) stored.push(input);
      state.cursor = next;
    },
    known: async (keys) => new Set(stored.flatMap(({ key }) => (key !== null && keys.includes(key) ? [key] : []))),
    rememberedDays: 30,
    health: (now) => void state.health.push(now.is === 'connected' ? 'connected' : now.problem.code),
    reconciled: (counts) => void state.reconciled.push(counts),
  };
  const received = (): readonly Incoming[] => stored.flatMap((request) => vk.receive(request));
  const texts = (): readonly string[] => received().flatMap((one) => (one.kind === 'message' ? [one.content.text] : []));
  return { ...state, state, io, received, texts };
}

const begin = async (io: ListenIo, change: Readonly<Record<string, unknown>> = {}): Promise<Stop> => {
  const stop = await vk.listen(vk.readConfig({ ...vendor.settings, ...change }), io);
  stops.push(stop);
  return stop;
};
const soon = { timeout: 10_000, interval: 20 };

describe('the queue', () => {
  it('brings everything that happens, once, in order, and says so', async () => {
    const { io, state, texts, received } = desk();
    await begin(io);
    await vi.waitFor(() => expect(state.health).toEqual([]), soon);
    await vi.waitFor(() => expect(state.cursor).toMatchObject({ ts: '1' }), soon);
    vendor.faults.duplicated = 1;
    const first = vendor.customers.write('Анна', { text: 'раз' });
    vendor.customers.write('Анна', { text: 'два' });
    vendor.customers.edit!(first.id, 'раз, нет');
    vendor.customers.type('Анна');
    vendor.customers.block!('Анна');
    await vi.waitFor(() => expect(received().map(({ kind }) => kind)).toEqual(['reachable', 'message', 'message', 'edit', 'typing', 'reachable']), soon);
    expect(texts()).toEqual(['раз', 'два']);
    expect(state.health).toEqual(['connected']);
    await vi.waitFor(() => expect(first.told).toBe(true), soon);
  });

  it('goes on where it was, also with new keys', async () => {
    const { io, state, texts } = desk();
    const stop = await begin(io);
    await vi.waitFor(() => expect(state.cursor).not.toBeNull(), soon);
    vendor.customers.write('Анна', { text: 'раз' });
    await vi.waitFor(() => expect(texts()).toEqual(['раз']), soon);
    await stop();
    vendor.customers.write('Анна', { text: 'два' });
    await begin(io);
    await vi.waitFor(() => expect(texts()).toEqual(['раз', 'два']), soon);
    vendor.endQueueKeys();
    vendor.customers.write('Анна', { text: 'три' });
    await vi.waitFor(() => expect(texts()).toEqual(['раз', 'два', 'три']), soon);
  });

  it('takes in nothing from before the inbox was connected', async () => {
    vendor.customers.write('Анна', { text: 'давно' });
    const { io, state, texts } = desk();
    await begin(io);
    await vi.waitFor(() => expect(state.cursor).not.toBeNull(), soon);
    vendor.customers.write('Анна', { text: 'сейчас' });
    await vi.waitFor(() => expect(texts()).toEqual(['сейчас']), soon);
  });

  it('moves on only when what it brought is stored', async () => {
    const { io, state, texts } = desk();
    await begin(io);
    await vi.waitFor(() => expect(state.cursor).toMatchObject({ ts: '1' }), soon);
    state.full = true;
    const entry = vendor.customers.write('Анна', { text: 'раз' });
    await vi.waitFor(() => expect(state.health).toContain('storing-failed'), soon);
    expect(state.cursor).toMatchObject({ ts: '1' });
    expect(entry.told).toBe(false);
    state.full = false;
    await vi.waitFor(() => expect(texts()).toEqual(['раз']), soon);
    await vi.waitFor(() => expect(state.health.at(-1)).toBe('connected'), soon);
  });

  it('that has forgotten is made up for from the dialogs', async () => {
    const { io, state, texts } = desk();
    const stop = await begin(io);
    await vi.waitFor(() => expect(state.cursor).toMatchObject({ ts: '1' }), soon);
    vendor.customers.write('Анна', { text: 'раз' });
    await vi.waitFor(() => expect(texts()).toEqual(['раз']), soon);
    await stop();
    vendor.customers.write('Анна', { text: 'два' });
    vendor.customers.write('Борис', { text: 'три' });
    vendor.forgetQueue();
    await begin(io);
    await vi.waitFor(() => expect(texts().toSorted()).toEqual(['два', 'раз', 'три']), soon);
    expect(state.reconciled.at(-1)).toMatchObject({ found: 3, takenIn: 1, fetchedNow: 2 });
    vendor.customers.write('Анна', { text: 'четыре' });
    await vi.waitFor(() => expect(texts()).toContain('четыре'), soon);
  });

  it('says what keeps it from listening, and comes back by itself', async () => {
    vendor.controls.longPollOn = false;
    const { io, state } = desk();
    await begin(io);
    await vi.waitFor(() => expect(state.health).toEqual(['vk.long-poll-off']), soon);
    vendor.controls.longPollOn = true;
    await vi.waitFor(() => expect(state.cursor).not.toBeNull(), soon);
    vendor.customers.write('Анна', { text: 'раз' });
    await vi.waitFor(() => expect(state.health.at(-1)).toBe('connected'), soon);
  });

  const happenings: Readonly<Record<string, () => void>> = {
    'vk.token-refused': () => vendor.renewToken(),
    'vk.rights-missing': () => void vendor.controls.rights.delete('manage'),
    'vk.unreachable': () => void Object.assign(vendor.faults, { away: true }),
  };
  it.each(Object.keys(happenings))('%s is said on the inbox', async (code) => {
    happenings[code]!();
    const { io, state } = desk();
    await begin(io);
    await vi.waitFor(() => expect(state.health[0]).toBe(code), soon);
  });

  it('begins anew for another community, and for a cursor that is none', () => {
    const cursor = { group: '1', ts: '5', completeUntil: '2026-03-09T10:00:00.000Z' };
    expect(readCursor(cursor, '1')).toEqual(cursor);
    for (const stored of [null, 7, {}, { ...cursor, ts: 5 }, { ...cursor, completeUntil: 'yesterday' }]) expect(readCursor(stored, '1')).toBeNull();
    expect(readCursor(cursor, '2')).toBeNull();
  });
});

describe('where VK calls us', () => {
  it('what it stopped telling is found in the dialogs', async () => {
    vendor.customers.write('Анна', { text: 'давно' });
    const { io, state, texts } = desk({ group: '123456789', ts: null, completeUntil: new Date(Date.now() - 60_000).toISOString() });
    await begin(io, { receiveBy: 'callback' });
    await vi.waitFor(() => expect(texts()).toEqual(['давно']), soon);
    expect(state.health).toEqual(['connected']);
    expect(state.reconciled).toMatchObject([{ found: 1, takenIn: 0, fetchedNow: 1 }]);
  });

  it('a message that was told, and is found too, is the same', async () => {
    vendor.customers.write('Анна', { text: 'раз' });
    const told = desk();
    const found = desk({ group: '123456789', ts: null, completeUntil: new Date(Date.now() - 60_000).toISOString() });
    await begin(found.io, { receiveBy: 'callback' });
    await begin({ ...told.io, cursor: { group: '123456789', ts: '1', completeUntil: new Date().toISOString() } });
    await vi.waitFor(() => expect([told.texts(), found.texts()]).toEqual([['раз'], ['раз']]), soon);
    const names = [told.received(), found.received()].map((all): readonly string[] => all.flatMap((one) => (one.kind === 'message' ? [`${one.externalId} ${one.fingerprint}`] : [])));
    expect(names[0]).toEqual(names[1]);
  });
});

describe('the test button', () => {
  const { io } = desk();
  const check = (change: Readonly<Record<string, unknown>> = {}): Promise<CheckResult> => vk.check(vk.readConfig({ ...vendor.settings, ...change }), io);

  it('says that all is well, in either way', async () => {
    expect(await check()).toEqual({ ok: true });
    expect(await check({ receiveBy: 'callback' })).toEqual({ ok: true });
  });

  it('names everything that is wrong at once', async () => {
    vendor.controls.rights.delete('photos');
    vendor.controls.rights.delete('manage');
    expect(await check()).toEqual({ ok: false, problems: [{ code: 'vk.rights-missing', detail: 'photos, manage' }] });
    expect(await check({ receiveBy: 'callback', confirmationCode: '' })).toMatchObject({ problems: [{ code: 'vk.rights-missing', detail: 'photos' }, { code: 'vk.confirmation-code-missing' }] });
  });

  it.each([
    ['vk.other-community', { groupId: '5' }], ['vk.token-refused', { accessToken: 'vk1.a.other' }], ['vk.strange-answer', 'elsewhere'],
  ] as const)('%s', async (code, change) => {
    expect(await check(change === 'elsewhere' ? { apiAddress: `${vendor.address}/_emulator` } : change)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it('says that the queue is off', async () => {
    vendor.controls.longPollOn = false;
    expect(await check()).toMatchObject({ problems: [{ code: 'vk.long-poll-off' }] });
  });
});
