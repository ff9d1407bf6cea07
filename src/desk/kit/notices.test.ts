import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { event } from '../live/things-for-tests.ts';
import { Store } from '../live/store.ts';
import { arrivedAt, current, tell, undoLast, untilHeard, usualStay, watch, withdraw, withdrawAbout } from './notices.ts';

const done: string[] = [];
const deed = (text: string, more: Partial<Parameters<typeof tell>[0]> = {}) => tell({ text, undo: () => void done.push(text), ...more });
let store: Store;
let stop: () => void;
let number = 0;
const hear = (kind: 'merge-undone' | 'macro-undone', data: Record<string, unknown>) => {
  number += 1;
  store.events([{ ...event(number, kind, {}), data }]);
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  store = new Store();
  number = 0;
  stop = watch(store);
  done.length = 0;
});
afterEach(() => {
  stop();
  const left = current();
  if (left) withdraw(left.id);
  vi.useRealTimers();
});

describe('what was taken back elsewhere', () => {
  test('loses its line and its undo, and the key reaches the next older one', () => {
    deed('merged', { stands: untilHeard(/^merge-undone$/, 'm1') });
    vi.advanceTimersByTime(5_000);
    deed('macro run', { stands: untilHeard(/^macro-undone$/, 'r1') });
    hear('macro-undone', { run: 'another' });
    hear('merge-undone', { merge: 'r1' });
    expect(current()?.text).toBe('macro run');
    hear('macro-undone', { run: 'r1' });
    expect(current()?.text).toBe('merged');
    expect(undoLast()).toBe(true);
    expect(done).toEqual(['merged']);
    expect(current()).toBeNull();
    expect(undoLast()).toBe(false);
  });

  test('is known by what the screen knows of it as well, and where it stands below another', () => {
    let so = true;
    deed('closed', { stands: () => so });
    deed('tagged');
    so = false;
    store.take({});
    expect(current()?.text).toBe('tagged');
    expect([undoLast(), undoLast()]).toEqual([true, false]);
    expect(done).toEqual(['tagged']);
  });

  test('is looked at once more when the key is pressed', () => {
    let so = true;
    deed('assigned');
    deed('closed', { stands: () => so });
    so = false;
    undoLast();
    expect(done).toEqual(['assigned']);
  });

  test('leaves a line about something else alone', () => {
    deed('sent', { about: 'message' });
    tell({ text: 'could not be saved', trouble: new Error('no') });
    withdrawAbout('message');
    expect(current()?.text).toBe('could not be saved');
    expect(undoLast()).toBe(false);
  });
});

describe('the time of a line', () => {
  test('goes on for the older one when the newer was taken back; it is over when the newer had its own', () => {
    deed('first');
    vi.advanceTimersByTime(usualStay - 1_000);
    const second = deed('second');
    vi.advanceTimersByTime(usualStay - 1_000);
    undoLast();
    tell({ text: 'Undone.' });
    vi.advanceTimersByTime(500);
    expect(undoLast()).toBe(true);
    expect(done).toEqual(['second', 'first']);
    deed('third');
    vi.advanceTimersByTime(1_000);
    const fourth = deed('fourth');
    vi.advanceTimersByTime(usualStay);
    withdraw(fourth);
    expect(current()).toBeNull();
    expect(undoLast()).toBe(false);
    expect(second).toBeLessThan(fourth);
  });

  test('of what the desk itself holds back is kept to the second, below another too', () => {
    deed('sent', { counts: true, until: Date.now() + 10_000 });
    const tagged = deed('tagged');
    vi.advanceTimersByTime(usualStay);
    withdraw(tagged);
    expect(current()?.text).toBe('sent');
    vi.advanceTimersByTime(2_000);
    deed('closed');
    vi.advanceTimersByTime(1_000);
    expect([undoLast(), undoLast()]).toEqual([true, false]);
    expect(done).toEqual(['closed']);
  });

  test('does not run out under a hand that rests on the line', () => {
    deed('closed');
    vi.advanceTimersByTime(usualStay * 2);
    expect(undoLast()).toBe(true);
    expect(done).toEqual(['closed']);
  });

  test('a deed that is said anew is one deed', () => {
    deed('12 are being closed', { about: 'batch' });
    deed('12 closed', { about: 'batch' });
    expect([undoLast(), undoLast()]).toEqual([true, false]);
  });
});

test('a line that only leads somewhere goes when one is there; what can be taken back stays', () => {
  deed('merged', { conversation: 'c1' });
  arrivedAt('c1');
  expect(current()?.text).toBe('merged');
  tell({ text: 'Anna gave you a conversation', conversation: 'c2' });
  arrivedAt('c1');
  expect(current()?.text).toBe('Anna gave you a conversation');
  arrivedAt('c2');
  expect(current()?.text).toBe('merged');
});

test('nothing is left to be taken back when the desk is left', () => {
  deed('closed');
  stop();
  expect(current()).toBeNull();
  expect(undoLast()).toBe(false);
  stop = watch(store);
});
