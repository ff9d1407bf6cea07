// A mail that the server cannot give must not stop the others. (Everything else of taking in is proved against a real server.)
import { expect, test } from 'vitest';
import type { ListenIo } from '../../channel.ts';
import { config, receivedAt } from '../fixtures/sample.ts';
import { readCursor } from './cursor.ts';
import { type At, type Client, takeIn, takeInWaiting } from './take-in.ts';

/** A server that breaks whenever it is asked for the text of `poisoned`. */
function server(poisoned: number): Client {
  async function* fetch(range: unknown, query: { source?: unknown }): AsyncGenerator<unknown> {
    for (const uid of String(range).split(',').map(Number)) {
      if (query.source && uid === poisoned) throw new Error('unexpected response');
      yield { uid, size: 100, ...(query.source ? { source: Buffer.from(`Subject: ${uid}\r\n\r\n`) } : {}) };
    }
  }
  return { fetch, messageFlagsAdd: () => Promise.resolve(true) } as unknown as Client;
}

test('one poisoned mail is isolated, then left to the next reconciliation, and the rest comes in', async () => {
  const taken: string[] = [];
  const logs: string[] = [];
  const io = { deliver: (inputs) => Promise.resolve(void taken.push(...inputs.map((input) => input.headers['uid']!))), now: () => receivedAt, log: (_level, what) => void logs.push(what) } as Partial<ListenIo> as ListenIo;
  const at: At = { cursor: { mailbox: 'x', uidValidity: '1', firstUid: 1, lastUid: 0, since: receivedAt }, broken: new Map() };
  const client = server(3);
  let attempts = 0;
  const missing = (): number[] => [1, 2, 3, 4, 5].filter((uid) => uid > at.cursor.lastUid);
  while (attempts < 20) {
    attempts += 1;
    try {
      await takeIn(client, missing(), config, io, at);
      break;
    } catch {
      // The session ends and the next one begins with what is left, as in listen.ts.
    }
  }
  expect(taken).toEqual(['1', '2', '4', '5']);
  expect(attempts).toBe(5);
  expect(at.cursor.lastUid).toBe(5);
  expect(logs).toHaveLength(4);
  at.broken.clear();
  await expect(takeIn(client, [3], config, io, at)).rejects.toThrow('unexpected response');
  expect(await takeIn(server(0), [3], config, io, at)).toBe(1);
  expect(at.cursor.lastUid).toBe(5);
});

test('a mail for which the disk has no room holds up nobody, is noted, and comes in when there is room', async () => {
  let room = 200;
  const taken: string[] = [];
  const cursors: unknown[] = [];
  const sizes = new Map([[1, 90], [2, 900], [3, 90], [4, 400], [5, 90]]);
  const client = {
    async *fetch(range: unknown, query: { source?: unknown }) {
      for (const uid of String(range).split(',').map(Number).filter((one) => sizes.has(one))) yield { uid, size: sizes.get(uid), ...(query.source ? { source: Buffer.alloc(sizes.get(uid)!) } : {}) };
    },
    messageFlagsAdd: () => Promise.resolve(true),
  } as unknown as Client;
  const io = {
    deliver: (inputs, cursor) => {
      if (inputs.some(({ body }) => body.byteLength > room)) return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
      taken.push(...inputs.map((input) => input.headers['uid']!));
      cursors.push(cursor);
      return Promise.resolve();
    },
    now: () => receivedAt, log: () => undefined,
  } as Partial<ListenIo> as ListenIo;
  const at: At = { cursor: { mailbox: 'x', uidValidity: '1', firstUid: 1, lastUid: 0, since: receivedAt }, broken: new Map() };
  await expect(takeIn(client, [1, 2, 3, 4, 5], config, io, at)).rejects.toThrow('no room for the files of 2 mails; those behind came in');
  expect(taken).toEqual(['1', '3', '5']);
  expect(cursors.at(-1)).toMatchObject({ lastUid: 5, waiting: [2, 4] });
  expect(readCursor(cursors.at(-1))).toEqual(at.cursor);
  await expect(takeInWaiting(client, config, io, at)).rejects.toThrow('2 mails');
  room = 500;
  await expect(takeInWaiting(client, config, io, at)).rejects.toThrow('1 mail;');
  expect([taken.at(-1), at.cursor.waiting]).toEqual(['4', [2]]);
  // What its owner deleted waits no more.
  sizes.delete(2);
  await takeInWaiting(client, config, io, at);
  expect(cursors.at(-1)).toEqual({ mailbox: 'x', uidValidity: '1', firstUid: 1, lastUid: 5, since: receivedAt });
  expect(taken).toEqual(['1', '3', '5', '4']);
});

test('a database without room stops everything, as nothing could be stored', async () => {
  const io = { deliver: () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' })), now: () => receivedAt, log: () => undefined } as Partial<ListenIo> as ListenIo;
  const at: At = { cursor: { mailbox: 'x', uidValidity: '1', firstUid: 1, lastUid: 0, since: receivedAt }, broken: new Map() };
  await expect(takeIn(server(0), [1, 2], config, io, at)).rejects.toThrow('could not extend file');
  expect(at.cursor).not.toHaveProperty('waiting');
  expect(at.cursor.lastUid).toBe(0);
});
