import { describe, expect, test } from 'vitest';
import { instantOf, instantOrNull, unpack } from './packed.ts';

describe('a row in one text', () => {
  test('is taken apart at its commas, without its quotes', () => {
    expect(unpack('(7,,"2026-11-22 18:44:35.12+00",open,)')).toEqual(['7', '', '2026-11-22 18:44:35.12+00', 'open', '']);
  });

  test.each([
    ['2026-11-22 18:44:35+00', '2026-11-22T18:44:35.000Z'],
    ['2026-11-22 18:44:35.1+00', '2026-11-22T18:44:35.100Z'],
    ['2026-11-22 18:44:35.120+00', '2026-11-22T18:44:35.120Z'],
    ['2026-11-22 18:44:35.123456+00', '2026-11-22T18:44:35.123Z'],
    ['2026-11-22 18:44:35.999999+00', '2026-11-22T18:44:35.999Z'],
    ['2026-11-22 19:44:35.123+01', '2026-11-22T18:44:35.123Z'],
    ['2026-11-23 00:14:35.5+05:30', '2026-11-22T18:44:35.500Z'],
    ['0044-03-15 12:00:00+00', '0044-03-15T12:00:00.000Z'],
  ])('%s is %s', (text, instant) => expect(instantOf(text)).toBe(instant));

  test('nothing is no moment', () => expect(instantOrNull('')).toBeNull());
});
