import { describe, expect, test } from 'vitest';
import type { ConversationView } from '../../contract/views.ts';
import { conversation } from '../live/things-for-tests.ts';
import { belongs, missingFrom, neighbour, rows, viewNames, type ViewName } from './views.ts';

const me = 'me';
const spam = { is: 'closed', at: '2026-03-01T10:00:00.000Z', because: 'spam' } as const;
const closed = { is: 'closed', at: '2026-03-01T10:00:00.000Z', because: 'solved' } as const;
const snoozed = { is: 'snoozed', until: '2026-03-02T10:00:00.000Z' } as const;
const waiting = { is: 'waiting', for: 'customer' } as const;

const table: readonly (readonly [string, Partial<ConversationView>, readonly ViewName[]])[] = [
  ["open, nobody's", {}, ['unassigned', 'open', 'all']],
  ['open, mine', { assignee: me }, ['mine', 'open', 'all']],
  ["open, another's", { assignee: 'other' }, ['open', 'all']],
  ['waiting, mine', { assignee: me, state: waiting }, ['mine', 'waiting', 'all']],
  ["waiting, nobody's", { state: waiting }, ['unassigned', 'waiting', 'all']],
  ["snoozed, nobody's", { state: snoozed }, ['snoozed', 'all']],
  ['closed, mine', { assignee: me, state: closed }, ['closed', 'all']],
  ['spam', { state: spam }, ['spam', 'all']],
  ['promised', { commitmentDue: '2026-03-02T10:00:00.000Z', assignee: 'other' }, ['promised', 'open', 'all']],
];

describe('views', () => {
  test.each(table)('a conversation that is %s', (_name, part, expected) => {
    const one = conversation(part);
    expect(viewNames.filter((view) => belongs(view, one, me)).sort()).toEqual([...expected].sort());
  });
});

const at = (id: string, minute: number, part: Partial<ConversationView> = {}) =>
  conversation({ id, last: { at: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`, text: '', direction: 'in' }, ...part });
const held = (...all: readonly ConversationView[]) => Object.fromEntries(all.map((one) => [one.id, one]));

describe('rows of a list', () => {
  test('stand newest first, and at the same moment by id, as the server pages them', () => {
    const state = held(at('a', 1), at('c', 5), at('b', 5), at('d', 9));
    expect(rows(state, 'open', me, { bound: null, next: null, loaded: true }).map((row) => row.id)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('end where loading has got to: what is held from elsewhere does not appear below it', () => {
    const bound = at('b', 5);
    const state = held(at('a', 1), bound, at('d', 9));
    expect(rows(state, 'open', me, { bound, next: 'more', loaded: true }).map((row) => row.id)).toEqual(['d', 'b']);
    expect(rows(state, 'open', me, { bound, next: null, loaded: true }).map((row) => row.id)).toEqual(['d', 'b', 'a']);
  });

  test('are none before the first page has come', () => {
    expect(rows(held(at('a', 1)), 'open', me, { bound: null, next: null, loaded: false })).toEqual([]);
  });

  test('a fresh page says which of the held ones have left the view', () => {
    const state = held(at('a', 1), at('b', 5), at('gone', 6), at('d', 9), at('elsewhere', 7, { state: closed }));
    expect(missingFrom([at('d', 9), at('b', 5)], 'more', state, 'open', me)).toEqual(['gone']);
    expect(missingFrom([], null, held(at('gone', 6)), 'open', me)).toEqual(['gone']);
  });
});

test('the neighbour of a row, and of a row that has left', () => {
  const list = [{ id: 'a' }, { id: 'b' }];
  expect(neighbour(list, 'a', 1)).toBe('b');
  expect(neighbour(list, 'b', 1)).toBeNull();
  expect(neighbour(list, 'a', -1)).toBeNull();
  expect(neighbour(list, 'left', 1)).toBe('a');
  expect(neighbour([], null, 1)).toBeNull();
});
