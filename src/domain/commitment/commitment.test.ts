import { describe, expect, test } from 'vitest';
import { dueGroup } from './due-group.ts';
import { keptRate, mondaysUpTo } from './kept-rate.ts';

// A Wednesday, 23:30 in Rome.
const now = '2026-11-18T22:30:00.000Z';

describe('a promise stands by the clock of whoever looks', () => {
  test.each([
    ['a minute ago', '2026-11-18T22:29:00.000Z', 'Europe/Rome', 'overdue'],
    ['now', now, 'Europe/Rome', 'overdue'],
    ['in a quarter of an hour', '2026-11-18T22:45:00.000Z', 'Europe/Rome', 'today'],
    ['after midnight in Rome', '2026-11-18T23:10:00.000Z', 'Europe/Rome', 'week'],
    ['at the same moment in London', '2026-11-18T23:10:00.000Z', 'Europe/London', 'today'],
    ['on Sunday evening', '2026-11-22T22:00:00.000Z', 'Europe/Rome', 'week'],
    ['on Monday', '2026-11-22T23:30:00.000Z', 'Europe/Rome', 'later'],
    ['next year', '2027-01-02T10:00:00.000Z', 'Europe/Rome', 'later'],
    ['never', null, 'Europe/Rome', 'undated'],
  ])('%s', (_when, due, timeZone, group) => expect(dueGroup(due, now, timeZone)).toBe(group));
});

describe('the share of promises kept', () => {
  test('is nothing where nothing was due', () => expect(keptRate({ due: 0, kept: 0 })).toEqual({ due: 0, kept: 0, rate: null, interval: null }));
  test('comes with how sure it is', () => {
    // Wilson (1927) for 9 of 10: 0.596 to 0.982.
    const { rate, interval } = keptRate({ due: 10, kept: 9 });
    expect(rate).toBe(0.9);
    expect(interval![0]).toBeCloseTo(0.5958, 3);
    expect(interval![1]).toBeCloseTo(0.9821, 3);
  });
  test('never leaves 0 to 1', () => {
    expect(keptRate({ due: 3, kept: 3 }).interval![1]).toBe(1);
    expect(keptRate({ due: 3, kept: 0 }).interval![0]).toBeGreaterThanOrEqual(0);
    expect(keptRate({ due: 3, kept: 3 }).interval![0]).toBeLessThan(0.5);
  });
  test('is told by weeks that begin on Mondays', () => {
    expect(mondaysUpTo('2026-11-22', 3)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16']);
    expect(mondaysUpTo('2026-11-23', 1)).toEqual(['2026-11-23']);
    expect(mondaysUpTo('2027-01-03', 1)).toEqual(['2026-12-28']);
  });
});
