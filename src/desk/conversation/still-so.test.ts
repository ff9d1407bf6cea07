import { expect, test } from 'vitest';
import type { ConversationView } from '../../contract/views.ts';
import { emptyState } from '../../contract/state.ts';
import { conversation, event } from '../live/things-for-tests.ts';
import { isSameState, stillSo } from './still-so.ts';

const closed = { is: 'closed', at: '2026-03-01T10:00:00.000Z', because: 'solved' } as const;
const seen = (held: Partial<ConversationView> | null, gone: readonly string[] = []) => ({
  state: { ...emptyState, conversations: held === null ? {} : { c1: conversation({ id: 'c1', ...held }) } },
  event: { ...event(1, 'conversation-assigned', {}), gone: { conversations: [...gone] } },
});

test('what somebody has changed since is not taken back', () => {
  const { stands } = stillSo('c1', ({ state }) => isSameState(state, closed));
  expect(stands(seen({ state: { ...closed, at: '2026-03-01T10:00:05.000Z' } }))).toBe(true);
  expect(stands(seen({ state: { is: 'open' } }))).toBe(false);
});

test('an older view that comes after the answer changes nothing', () => {
  const { stands, answered } = stillSo('c1', ({ state }) => state.is === 'closed');
  answered(conversation({ id: 'c1', version: 7, state: closed }));
  expect(stands(seen({ version: 6, state: { is: 'open' } }))).toBe(true);
  expect(stands(seen({ version: 8, state: { is: 'open' } }))).toBe(false);
});

test('nothing is known of one that is held nowhere, until it is out of sight', () => {
  const { stands } = stillSo('c1', () => false);
  expect(stands(seen(null))).toBe(true);
  expect(stands(seen(null, ['c2']))).toBe(true);
  expect(stands(seen(null, ['c1']))).toBe(false);
});

test.each([
  [{ is: 'snoozed', until: '2026-03-01T10:00:00.000Z' }, { is: 'snoozed', until: '2026-03-01T11:00:00+01:00' }, true],
  [{ is: 'snoozed', until: '2026-03-01T10:00:00.000Z' }, { is: 'snoozed', until: '2026-03-02T10:00:00.000Z' }, false],
  [{ is: 'waiting', for: 'customer' }, { is: 'waiting', for: 'third party' }, false],
  [closed, { ...closed, because: 'spam' }, false],
  [{ is: 'open' }, { is: 'open' }, true],
  [{ is: 'open' }, closed, false],
] as const)('%j and %j', (one, other, same) => {
  expect(isSameState(one, other)).toBe(same);
});
