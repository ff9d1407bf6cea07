import { describe, expect, test } from 'vitest';
import { isMoment, resolveMoment, roundHour } from './moment.ts';
import { withDays } from './written-days.ts';

const now = '2026-11-22T09:30:15.500Z';

describe('moments told from now', () => {
  test.each([
    ['-35m', '2026-11-22T08:55:15.000Z'],
    ['-1d2h', '2026-11-21T07:30:15.000Z'],
    ['+3h30m', '2026-11-22T13:00:15.000Z'],
    ['-2d 10:02', '2026-11-20T09:02:00.000Z'],
    ['+1d 00:00', '2026-11-22T23:00:00.000Z'],
    ['-30d 08:00', '2026-10-23T06:00:00.000Z'],
  ])('%s in Rome', (text, expected) => expect(resolveMoment(text, now, 'Europe/Rome')).toBe(expected));

  test('a clock time is found on both sides of a change of the clocks', () => {
    expect(resolveMoment('-1d 02:59', '2026-10-25T12:00:00Z', 'Europe/Rome')).toBe('2026-10-24T00:59:00.000Z');
    expect(resolveMoment('-1d 10:00', '2026-10-26T12:00:00Z', 'Europe/Rome')).toBe('2026-10-25T09:00:00.000Z');
  });

  test.each(['-0d 10:00', '10:02', '-2d 25:00', '-2d 10:60', '-1d2h 10:00', '-2h 10:00', '-', '', 'yesterday', '- 5m'])('"%s" is none', (text) => expect(isMoment(text)).toBe(false));
});

test('days are written as their reader would write them', () => {
  const written = (language: string) => withDays('{day -3} {weekday 1}', { at: now, began: now, language, timeZone: 'UTC' });
  expect([written('en'), written('it'), written('ru'), written('zh')]).toEqual(['November 19 Monday', '19 novembre lunedì', '19 ноября понедельник', '11月19日 星期一']);
});

test('hours to come are those of the promise, on the wall of the workspace, and round', () => {
  const writing = { at: '2026-11-21T19:00:00.000Z', began: now, language: 'zh', timeZone: 'Europe/Rome' };
  expect(withDays('明天{time +40m}前, {time +1d 09:00}, {time soon}', writing)).toBe('明天11:15前, 09:00, {time soon}');
  expect(roundHour(resolveMoment('+40m', now, 'Europe/Rome'))).toBe('2026-11-22T10:15:00.000Z');
});
