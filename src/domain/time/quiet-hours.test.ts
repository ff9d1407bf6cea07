import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '21:00', to: '09:00' };

test.each([
  ['late in the evening', '2026-11-22T20:30:00.000Z', night, 'Europe/Rome', '2026-11-23T08:00:00.000Z'],
  ['early in the morning', '2026-11-22T05:00:00.000Z', night, 'Europe/Rome', '2026-11-22T08:00:00.000Z'],
  ['on the last evening of a year', '2026-12-31T23:30:00.000Z', night, 'Europe/Rome', '2027-01-01T08:00:00.000Z'],
  ['when it begins', '2026-11-22T20:00:00.000Z', night, 'Europe/Rome', '2026-11-23T08:00:00.000Z'],
  ['when it ends', '2026-11-22T08:00:00.000Z', night, 'Europe/Rome', null],
  ['by day', '2026-11-22T12:00:00.000Z', night, 'Europe/Rome', null],
  ['by another clock at the same moment', '2026-11-22T12:00:00.000Z', night, 'Asia/Tokyo', '2026-11-23T00:00:00.000Z'],
  ['at noon', '2026-11-22T11:30:00.000Z', { from: '12:00', to: '14:00' }, 'Europe/Rome', '2026-11-22T13:00:00.000Z'],
  ['over the night in which the clocks go back', '2026-10-24T22:00:00.000Z', night, 'Europe/Rome', '2026-10-25T08:00:00.000Z'],
  ['over the night in which they go forward', '2026-03-28T22:00:00.000Z', night, 'Europe/Rome', '2026-03-29T07:00:00.000Z'],
  ['without any', '2026-11-22T20:30:00.000Z', null, 'Europe/Rome', null],
  ['of no length', '2026-11-22T20:30:00.000Z', { from: '09:00', to: '09:00' }, 'Europe/Rome', null],
])('%s', (_when, now, quiet, timeZone, until) => expect(quietUntil(now, quiet, timeZone)).toBe(until));
