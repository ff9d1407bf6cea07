import { describe, expect, test } from 'vitest';
import { localNow } from './local-now.ts';
import { endOfWorkingDay, instantOf, isWorkingTime, localTime, usualWorkingHours } from './working-time.ts';

const lunch = { ...usualWorkingHours, monday: [['09:00', '13:00'], ['14:00', '18:00']] } as const;

describe('local time', () => {
  test.each([
    ['2026-03-09T10:02:11.000Z', 'Europe/Moscow', { day: 9, minutes: 13 * 60 + 2, weekday: 'monday' }],
    ['2026-03-09T23:30:00.000Z', 'Asia/Shanghai', { day: 10, minutes: 7 * 60 + 30, weekday: 'tuesday' }],
    ['2026-03-01T02:00:00.000Z', 'America/St_Johns', { month: 2, day: 28, minutes: 22 * 60 + 30, weekday: 'saturday' }],
  ])('%s in %s', (at, zone, local) => {
    expect(localTime(at, zone)).toMatchObject(local);
  });

  test.each([
    [[2026, 3, 9, 780], 'Europe/Moscow', '2026-03-09T10:00:00.000Z'],
    // Clocks go forward at 02:00: half past two does not exist; the first moment after it does.
    [[2026, 3, 29, 150], 'Europe/Rome', '2026-03-29T01:30:00.000Z'],
    // Clocks go back at 03:00: half past two comes twice; the first counts.
    [[2026, 10, 25, 150], 'Europe/Rome', '2026-10-25T00:30:00.000Z'],
    [[2026, 12, 31, 1439], 'Pacific/Auckland', '2026-12-31T10:59:00.000Z'],
  ] as const)('%j in %s', ([year, month, day, minutes], zone, instant) => {
    expect(instantOf(year, month, day, minutes, zone)).toBe(instant);
  });

  test('every existing local minute of a year comes back as itself', () => {
    for (let minute = Date.UTC(2026, 0, 1); minute < Date.UTC(2027, 0, 1); minute += 7 * 3_600_000 + 13 * 60_000) {
      const at = new Date(minute).toISOString();
      const local = localTime(at, 'Europe/Rome');
      const again = instantOf(local.year, local.month, local.day, local.minutes, 'Europe/Rome');
      expect(Math.abs(Date.parse(again) - minute)).toBeLessThanOrEqual(3_600_000);
      expect(localTime(again, 'Europe/Rome')).toEqual(local);
    }
  });
});

describe('working time', () => {
  test.each([
    ['2026-03-09T08:30:00.000Z', true],
    ['2026-03-09T12:30:00.000Z', false],
    ['2026-03-09T13:00:00.000Z', true],
    ['2026-03-09T17:00:00.000Z', false],
    ['2026-03-08T10:00:00.000Z', false],
  ])('%s with a lunch break is working time: %s', (at, working) => {
    expect(isWorkingTime(at, 'Europe/Rome', lunch)).toBe(working);
  });

  test.each([
    ['2026-03-09T08:30:00.000Z', '2026-03-09T17:00:00.000Z'],
    ['2026-03-09T17:30:00.000Z', '2026-03-10T17:00:00.000Z'],
    ['2026-03-06T18:00:00.000Z', '2026-03-09T17:00:00.000Z'],
    // Summer time begins on Sunday: Monday ends an hour earlier in Greenwich.
    ['2026-03-27T20:00:00.000Z', '2026-03-30T16:00:00.000Z'],
  ])('the working day after %s ends at %s', (at, end) => {
    expect(endOfWorkingDay(at, 'Europe/Rome', usualWorkingHours)).toBe(end);
  });

  test('nobody ever works: there is no end', () => {
    expect(endOfWorkingDay('2026-03-09T08:30:00.000Z', 'UTC', {})).toBeNull();
  });
});

test.each([
  ['2026-03-09T10:02:11.000Z', 'Europe/Moscow', '2026-03-09T13:02:11.000+03:00'],
  ['2026-03-09T10:02:11.000Z', 'Asia/Kolkata', '2026-03-09T15:32:11.000+05:30'],
  ['2026-03-09T10:02:11.000Z', 'America/New_York', '2026-03-09T06:02:11.000-04:00'],
  ['2026-03-09T10:02:11.000Z', 'UTC', '2026-03-09T10:02:11.000+00:00'],
])('%s in %s is %s', (now, zone, local) => {
  expect(localNow(now, zone)).toBe(local);
});
