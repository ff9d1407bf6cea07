import { describe, expect, test } from 'vitest';
import type { Decided } from './taking-back.ts';
import { changedSince, tagsBetween } from './taking-back.ts';

const open: Decided = { assignee: null, team: null, state: { is: 'open' }, waitingSince: '2026-01-05T10:00:00.000Z', tags: ['lamp'] };
const closed: Decided = { ...open, state: { is: 'closed', at: '2026-01-05T11:00:00.000Z', because: 'solved' }, waitingSince: null };

describe('changed since', () => {
  test.each([
    ['closed, and nothing since', 'standing', open, closed, closed, false],
    ['closed, and the customer wrote', 'standing', open, closed, { ...closed, state: { is: 'open' }, waitingSince: '2026-01-05T12:00:00.000Z' }, true],
    ['closed, reopened and closed again', 'standing', open, closed, { ...closed, state: { is: 'closed', at: '2026-01-05T13:00:00.000Z', because: 'solved' } }, true],
    ['closed, and given to somebody, which is another matter', 'standing', open, closed, { ...closed, assignee: 'olga' }, false],
    ['assigned, and nothing since', 'assignment', open, { ...open, assignee: 'olga' }, { ...open, assignee: 'olga' }, false],
    ['assigned, and taken by another', 'assignment', open, { ...open, assignee: 'olga' }, { ...open, assignee: 'anna' }, true],
    ['assigned, and closed since', 'assignment', open, { ...open, assignee: 'olga' }, { ...closed, assignee: 'olga' }, false],
    ['tagged, and tagged with something else', 'tags', open, { ...open, tags: ['lamp', 'vip'] }, { ...open, tags: ['lamp', 'new', 'vip'] }, false],
    ['tagged, and the tag taken off', 'tags', open, { ...open, tags: ['lamp', 'vip'] }, open, true],
    ['a tag taken off, and put on again', 'tags', open, { ...open, tags: [] }, open, true],
  ] as const)('%s', (_what, part, before, after, now, changed) => expect(changedSince(part, { before, after }, now)).toBe(changed));
});

test('only what was really added or taken off goes back', () => {
  expect(tagsBetween({ ...open, tags: ['a', 'b'] }, { ...open, tags: ['b', 'c'] })).toEqual({ added: ['c'], removed: ['a'] });
});
