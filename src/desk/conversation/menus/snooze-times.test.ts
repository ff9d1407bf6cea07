import { expect, test } from 'vitest';
import { localInput, snoozePresets } from './snooze-times.ts';

const names = (now: Date) => snoozePresets(now).map((preset) => preset.name);

test('times to put something off to lie ahead and are all different', () => {
  for (const hour of [0, 9, 15, 17, 21, 23]) {
    for (let day = 1; day <= 7; day += 1) {
      const now = new Date(2026, 2, day, hour, 30);
      const times = snoozePresets(now).map((preset) => preset.at.getTime());
      expect(Math.min(...times)).toBeGreaterThan(now.getTime());
      expect(new Set(times).size).toBe(times.length);
    }
  }
});

test('this evening is offered while it is worth it, and Monday is the next one', () => {
  expect(names(new Date(2026, 2, 4, 9))).toContain('evening');
  expect(names(new Date(2026, 2, 4, 17))).not.toContain('evening');
  // On a Monday the next one is a week away: one line, not two.
  expect(names(new Date(2026, 2, 2, 9)).filter((name) => name === 'monday' || name === 'week')).toEqual(['monday']);
  expect(snoozePresets(new Date(2026, 2, 4, 9)).find((preset) => preset.name === 'monday')?.at).toEqual(new Date(2026, 2, 9, 9));
  expect(names(new Date(2026, 2, 8, 9))).not.toContain('monday');
});

test('a time is written as its input wants it', () => {
  expect(localInput(new Date(2026, 0, 5, 7, 3))).toBe('2026-01-05T07:03');
});
