import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heightOf, nearestTo, placePoints, type MoodPoint } from './mood-picture.ts';

const point = (at: string, part: Partial<MoodPoint> = {}): MoodPoint => ({ key: at, at, kind: 'customer', mood: 'anger', intensity: 0.8, label: '', ...part });
const hour = (number: number) => new Date(Date.UTC(2026, 2, 9) + number * 3_600_000).toISOString();

describe('the line of moods', () => {
  test('goes from left to right, whatever the order they come in, and never beyond its edges', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 60 }), (hours) => {
        const placed = placePoints(hours.map((one, index) => point(hour(one), { key: String(index) })));
        expect(placed.map(({ at }) => at)).toEqual(placed.map(({ at }) => at).sort());
        for (const [index, { x }] of placed.entries()) {
          expect(x).toBeGreaterThanOrEqual(3 - 1e-9);
          expect(x).toBeLessThanOrEqual(97 + 1e-9);
          if (index > 0) expect(x).toBeGreaterThan(placed[index - 1]!.x);
        }
      }),
    );
  });

  test('two messages stand at the two ends, one in the middle, none nowhere', () => {
    expect(placePoints([point(hour(0)), point(hour(1))]).map(({ x }) => x)).toEqual([3, 97]);
    expect(placePoints([point(hour(0))]).map(({ x }) => x)).toEqual([50]);
    expect(placePoints([])).toEqual([]);
  });

  test('a week is a longer way than an hour, though not a hundred times', () => {
    const [first, second, third] = placePoints([point(hour(0)), point(hour(1)), point(hour(169))]);
    const [short, long] = [second!.x - first!.x, third!.x - second!.x];
    expect(long).toBeGreaterThan(short);
    expect(long).toBeLessThan(short * 4);
  });

  test('hurting lies below, pleasant above, neutral and our own words in the middle', () => {
    expect(heightOf({ kind: 'customer', mood: 'anger', intensity: 1 })).toBe(-1);
    expect(heightOf({ kind: 'customer', mood: 'gratitude', intensity: 0.2 })).toBeGreaterThan(0);
    expect(heightOf({ kind: 'customer', mood: 'neutral', intensity: 0 })).toBe(0);
    expect(heightOf({ kind: 'answer', mood: 'neutral', intensity: 0 })).toBe(0);
  });

  test('a pointer finds the nearest', () => {
    const placed = placePoints([point(hour(0)), point(hour(1)), point(hour(2))]);
    expect([nearestTo(placed, 0), nearestTo(placed, 52), nearestTo(placed, 100)]).toEqual([0, 1, 2]);
  });
});
