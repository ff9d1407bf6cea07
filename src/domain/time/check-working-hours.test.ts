import { describe, expect, test } from 'vitest';
import { isTimeZone, mistakesInWorkingHours } from './check-working-hours.ts';
import { usualWorkingHours } from './working-time.ts';

describe('working hours', () => {
  test.each([
    ['the usual ones', usualWorkingHours],
    ['none at all', {}],
    ['a day off, written out', { sunday: [] }],
    ['two intervals with a break', { monday: [['09:00', '13:00'], ['14:00', '18:00']] }],
    ['two that touch', { monday: [['09:00', '13:00'], ['13:00', '18:00']] }],
    ['around the clock', { saturday: [['00:00', '24:00']] }],
  ] as const)('%s are right', (_what, hours) => expect(mistakesInWorkingHours(hours)).toEqual({}));

  test.each([
    ['a day that there is not', { funday: [['09:00', '18:00']] }, 'funday'],
    ['a day in capitals', { Monday: [['09:00', '18:00']] }, 'Monday'],
    ['the end before the beginning', { monday: [['18:00', '09:00']] }, 'monday.0'],
    ['nothing between', { monday: [['09:00', '09:00']] }, 'monday.0'],
    ['overlapping', { monday: [['09:00', '13:00'], ['12:59', '18:00']] }, 'monday.1'],
    ['in disorder', { monday: [['14:00', '18:00'], ['09:00', '13:00']] }, 'monday.1'],
    ['no leading zero', { monday: [['9:00', '18:00']] }, 'monday.0'],
    ['an hour that there is not', { monday: [['09:00', '24:01']] }, 'monday.0'],
    ['minutes that there are not', { monday: [['09:60', '18:00']] }, 'monday.0'],
    ['words', { monday: [['morning', 'evening']] }, 'monday.0'],
    ['seconds', { monday: [['09:00:00', '18:00']] }, 'monday.0'],
    ['too many intervals', { monday: Array.from({ length: 11 }, (_none, index) => [`${String(index + 10)}:00`, `${String(index + 10)}:30`] as const) }, 'monday'],
  ] as const)('%s is named', (_what, hours, path) => expect(Object.keys(mistakesInWorkingHours(hours))).toEqual([path]));

  test('several mistakes are named at once', () => {
    expect(Object.keys(mistakesInWorkingHours({ monday: [['x', 'y'], ['10:00', '09:00']], tuesday: [['12:00', '13:00'], ['11:00', '14:00']] }))).toEqual(['monday.0', 'monday.1', 'tuesday.1']);
  });
});

describe('time zones', () => {
  test.each(['Europe/Rome', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])('%s is one', (name) => expect(isTimeZone(name)).toBe(true));
  test.each(['', 'Rome', 'Europe/Atlantis', '+03:00', 'UTC+3', 'Europe/Rome\n', '../etc/passwd', 'Europe Rome'])('%j is none', (name) => expect(isTimeZone(name)).toBe(false));
});
