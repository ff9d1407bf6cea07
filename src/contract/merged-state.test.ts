// What joining and dividing does to a screen that does not hold everything: nothing stale is shown, nothing foreign is kept.
import { describe, expect, test } from 'vitest';
import type { DeskState } from './desk-state.ts';
import type { DeskEvent } from './event.ts';
import { apply, emptyState } from './state.ts';

const message = (id: string, conversation: string, home: string | null = null) => ({ id, conversation, home, createdAt: '2026-11-22T10:00:00.000Z', author: { kind: 'contact', id: 'k', name: null } }) as never;
const commitment = (id: string, conversation: string) => ({ id, conversation }) as never;
const conversation = (id: string) => ({ id, contact: { id: 'k', name: null } }) as never;

function stateOf(part: Partial<DeskState>): DeskState {
  return { ...emptyState, conversations: { A: conversation('A'), B: conversation('B') }, messages: { a: message('a', 'A'), b: message('b', 'B') }, ...part };
}

const event = (kind: DeskEvent['kind'], about: string, data: DeskEvent['data'], views: DeskEvent['views'] = {}): DeskEvent => ({
  number: 1, kind, at: '2026-11-22T10:00:00.000Z', actor: { kind: 'agent', id: 'x' }, conversation: about, data, views, gone: {},
});

describe('A is merged into B', () => {
  const merged = event('conversation-merged', 'B', { merge: 'm', merged: 'A', number: 1 });

  test('both open: the messages stand together and know where they came from', () => {
    const after = apply(stateOf({ opened: { A: true, B: true } }), merged);
    expect(Object.values(after.messages)).toEqual([expect.objectContaining({ id: 'a', conversation: 'B', home: 'A' }), expect.objectContaining({ id: 'b', conversation: 'B', home: null })]);
    expect([Object.keys(after.conversations), after.opened]).toEqual([['B'], { B: true }]);
    expect(Object.values(after.history)).toMatchObject([{ kind: 'conversation-merged', conversation: 'B' }]);
  });

  test('only B open: what came is not known here, so B is opened anew', () => {
    const after = apply(stateOf({ opened: { B: true } }), merged);
    expect([after.opened, Object.keys(after.conversations), Object.keys(after.messages)]).toEqual([{}, ['B'], []]);
  });

  test('only A open: it is gone, with its promises', () => {
    const after = apply(stateOf({ opened: { A: true }, commitments: { p: commitment('p', 'A') } }), merged);
    expect([after.opened, Object.keys(after.conversations), Object.keys(after.messages), after.commitments]).toEqual([{}, ['B'], ['b'], {}]);
  });

  test('what was merged into A before keeps its own home', () => {
    const after = apply(stateOf({ opened: { A: true, B: true }, messages: { z: message('z', 'A', 'Z') } }), merged);
    expect(after.messages['z']).toMatchObject({ conversation: 'B', home: 'Z' });
  });
});

describe('and parted again', () => {
  const undone = event('merge-undone', 'B', { merge: 'm', merged: 'A', homes: ['A', 'Z'], back: ['r'], commitments: ['p', 'q'] }, { commitments: [commitment('q', 'A')] });

  test('what is at home in A or answered only it leaves B; promises out of sight leave the screen', () => {
    const held = { a: message('a', 'B', 'A'), z: message('z', 'B', 'Z'), r: message('r', 'B'), b: message('b', 'B') };
    const after = apply(stateOf({ opened: { B: true }, messages: held, commitments: { p: commitment('p', 'B'), q: commitment('q', 'B') } }), undone);
    expect(Object.keys(after.messages)).toEqual(['b']);
    expect(Object.keys(after.commitments)).toEqual(['q']);
    expect(after.opened).toEqual({ B: true });
  });
});

describe('B is split', () => {
  test('open, its other half is open too; otherwise nothing is held of either', () => {
    const split = event('conversation-split', 'B', { merge: 'm', split: 'N', number: 3, taken: ['b'], count: 1, commitments: [] });
    const open = apply(stateOf({ opened: { B: true } }), split);
    expect([open.messages['b'], open.opened]).toMatchObject([{ conversation: 'N' }, { B: true, N: true }]);
    expect(apply(stateOf({}), split).opened).toEqual({});
  });

  test('and made whole again', () => {
    const undone = event('split-undone', 'B', { merge: 'm', split: 'N', number: 3 });
    const whole = apply(stateOf({ opened: { B: true, N: true }, messages: { n: message('n', 'N') } }), undone);
    expect(whole.messages['n']).toMatchObject({ conversation: 'B', home: null });
    expect(apply(stateOf({ opened: { B: true } }), undone).opened).toEqual({});
  });
});

test('told of the other conversation, the decision only takes it away', () => {
  const after = apply(stateOf({ opened: { A: true, B: true } }), event('conversation-merged', 'A', { merge: 'm', merged: 'A', into: 'B' }));
  expect(Object.keys(after.conversations)).toEqual(['B']);
  expect(Object.keys(after.messages)).toEqual(['b']);
});
