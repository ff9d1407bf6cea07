import { describe, expect, test } from 'vitest';
import type { DeskEvent, LiveMessage } from '../../contract/event.ts';
import { Connection, waitBefore, type Socket } from './connection.ts';
import { Store } from './store.ts';
import { conversation, event } from './things-for-tests.ts';

type Listener = (event: { readonly data: unknown; readonly code?: number }) => void;

class Line implements Socket {
  readonly cursor: number;
  readonly sent: unknown[] = [];
  closed = false;
  readonly #on = new Map<string, Listener>();
  constructor(cursor: number) {
    this.cursor = cursor;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  addEventListener(kind: 'message' | 'close', listener: Listener) {
    this.#on.set(kind, listener);
  }
  says(message: LiveMessage) {
    this.#on.get('message')?.({ data: JSON.stringify(message) });
  }
  breaks(code = 1006) {
    this.#on.get('close')?.({ data: null, code });
  }
}

function around(snapshot: () => Promise<{ cursor: number }> = async () => ({ cursor: 100 })) {
  const lines: Line[] = [];
  const waits: { readonly milliseconds: number; readonly then: () => void }[] = [];
  const store = new Store();
  const heard: LiveMessage[] = [];
  const refusals = { count: 0 };
  const connection = new Connection(
    store,
    {
      openSocket: (cursor) => {
        const line = new Line(cursor);
        lines.push(line);
        return line;
      },
      loadSnapshot: snapshot,
      later: (milliseconds, then) => {
        waits.push({ milliseconds, then });
        return () => undefined;
      },
      refused: () => {
        refusals.count += 1;
      },
      chance: () => 0.5,
    },
    (message) => heard.push(message),
  );
  const line = () => lines.at(-1)!;
  return { store, lines, line, waits, connection, heard, refusals, tick: () => waits.pop()?.then() };
}

const renamed = (number: number): DeskEvent => event(number, 'conversation-renamed', { conversations: [conversation({ subject: String(number) })] });
const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

describe('the live connection', () => {
  test('goes on after the last event that it has', () => {
    const { line, tick, store } = around();
    line().says({ kind: 'ready', cursor: 0 });
    line().says({ kind: 'events', events: [renamed(1), renamed(2)] });
    line().breaks();
    tick();
    expect(line().cursor).toBe(2);
    line().says({ kind: 'events', events: [renamed(2), renamed(3)] });
    expect(store.state().conversations['c1']?.subject).toBe('3');
  });

  test('says that it is lost only when the first new try fails too, and is live again by itself', () => {
    const { line, tick, connection } = around();
    line().says({ kind: 'ready', cursor: 0 });
    line().breaks();
    expect(connection.status()).toBe('connecting');
    tick();
    line().breaks();
    expect(connection.status()).toBe('lost');
    tick();
    line().says({ kind: 'ready', cursor: 0 });
    expect(connection.status()).toBe('live');
  });

  test('waits longer and longer, but never long', () => {
    const waits = Array.from({ length: 12 }, (_, attempt) => waitBefore(attempt, 0.5));
    expect(waits[0]).toBe(500);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(Math.max(...waits)).toBeLessThanOrEqual(25_000);
  });

  test('loads everything afresh when the server says so, and goes on from there', async () => {
    const { line, lines, store } = around(async () => ({ cursor: 700 }));
    line().says({ kind: 'ready', cursor: 0 });
    line().says({ kind: 'snapshot-needed', cursor: 700 });
    await settled();
    expect(lines).toHaveLength(2);
    expect(lines[0]!.closed).toBe(true);
    expect(line().cursor).toBe(700);
    expect(store.generation()).toBe(1);
  });

  test('tries again when the snapshot cannot be had', async () => {
    let tries = 0;
    const { line, tick, waits } = around(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no connection');
      return { cursor: 5 };
    });
    line().says({ kind: 'snapshot-needed', cursor: 5 });
    await settled();
    expect(waits).toHaveLength(1);
    tick();
    line().says({ kind: 'snapshot-needed', cursor: 5 });
    await settled();
    expect(tries).toBe(2);
    expect(line().cursor).toBe(5);
  });

  test('says again what is looked at after it came back, and hears nothing from a line that was given up', () => {
    const { line, lines, tick, connection, heard } = around();
    line().says({ kind: 'ready', cursor: 0 });
    connection.say({ kind: 'viewing', conversation: 'c1' });
    line().breaks();
    tick();
    line().says({ kind: 'ready', cursor: 0 });
    expect(line().sent).toEqual([{ kind: 'viewing', conversation: 'c1' }]);
    lines[0]!.says({ kind: 'customer-typing', conversation: 'c1' });
    expect(heard.filter((message) => message.kind === 'customer-typing')).toEqual([]);
  });

  test('asks who is here when the server does not know this browser any more, and only then', () => {
    const { line, tick, refusals } = around();
    line().breaks(1006);
    expect(refusals.count).toBe(0);
    tick();
    line().breaks(4401);
    expect(refusals.count).toBe(1);
  });

  test('hurries when the network is back instead of sitting out its wait', () => {
    const { line, lines, connection } = around();
    line().says({ kind: 'ready', cursor: 0 });
    connection.hurry();
    expect(lines).toHaveLength(1);
    line().breaks();
    connection.hurry();
    expect(lines).toHaveLength(2);
  });
});
