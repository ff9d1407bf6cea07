// A mail that the server cannot give must not stop the others. (Everything else of taking in is proved against a real server.)
import { expect, test } from 'vitest';
import type { ListenIo } from '../../channel.ts';
import { config, receivedAt } from '../fixtures/sample.ts';
import { type At, type Client, takeIn } from './take-in.ts';

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
