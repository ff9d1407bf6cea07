import { expect, test } from 'vitest';
import { mayChangeOwned, maySeeOwned } from './own-or-shared.ts';
import type { Viewer } from './permission.ts';

const viewer = (role: Viewer['role'], kind: Viewer['kind'] = 'agent'): Viewer => ({ id: 'me', kind, role, teams: [] });

test.each([
  ['agent', null, true, false],
  ['agent', 'me', true, true],
  ['agent', 'other', false, false],
  ['lead', null, true, true],
  ['lead', 'other', false, false],
  ['administrator', null, true, true],
  ['administrator', 'other', false, false],
] as const)('%s and what belongs to %s: sees %s, changes %s', (role, owner, sees, changes) => {
  expect([maySeeOwned(viewer(role), owner), mayChangeOwned(viewer(role), owner)]).toEqual([sees, changes]);
});

test('a machine has nothing of its own', () => {
  expect(maySeeOwned(viewer('administrator', 'service'), 'me')).toBe(false);
});
