import { expect, test } from 'vitest';
import { planTimes } from './plan-times.ts';

const times = (now: string, zone: string) => Object.fromEntries(planTimes(now, zone).map(({ name, at }) => [name, at]));

test('mornings are those of the customer, wherever the agent sits', () => {
  expect(times('2026-11-24T20:00:00.000Z', 'Europe/Rome')).toEqual({ hours: '2026-11-24T22:00:00.000Z', tomorrow: '2026-11-25T08:00:00.000Z', monday: '2026-11-30T08:00:00.000Z' });
  // Their tomorrow has begun already.
  expect(times('2026-11-24T20:00:00.000Z', 'Asia/Shanghai')['tomorrow']).toBe('2026-11-26T01:00:00.000Z');
});

test('on a Sunday tomorrow is Monday, and is named once; a Monday means the next one; clocks that change are minded', () => {
  expect(Object.keys(times('2026-11-22T12:00:00.000Z', 'UTC'))).toEqual(['hours', 'tomorrow']);
  expect(times('2026-11-23T12:00:00.000Z', 'UTC')['monday']).toBe('2026-11-30T09:00:00.000Z');
  expect(times('2026-03-28T12:00:00.000Z', 'Europe/Rome')['tomorrow']).toBe('2026-03-29T07:00:00.000Z');
});
