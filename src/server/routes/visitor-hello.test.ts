import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkingHours } from '../../domain/time/working-time.ts';
import { type Colour, chatColours, contrast } from './visitor-colours.ts';
import { nextChange } from './visitor-hello.ts';

const week: WorkingHours = { monday: [['09:00', '13:00'], ['14:00', '18:00']], tuesday: [['09:00', '18:00']], friday: [['22:00', '24:00']], saturday: [['00:00', '02:00']] };
const always: WorkingHours = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [['00:00', '24:00']]]));

describe('when the team comes or goes next', () => {
  it.each<[string, string, WorkingHours, string | null]>([
    ['during the morning: lunch', '2026-03-09T09:00:00.000Z', week, '2026-03-09T12:00:00.000Z'],
    ['during lunch: the afternoon', '2026-03-09T12:30:00.000Z', week, '2026-03-09T13:00:00.000Z'],
    ['in the evening: tomorrow', '2026-03-09T19:00:00.000Z', week, '2026-03-10T08:00:00.000Z'],
    ['after days off', '2026-03-14T12:00:00.000Z', week, '2026-03-16T08:00:00.000Z'],
    ['over midnight as one presence', '2026-03-13T21:30:00.000Z', week, '2026-03-14T01:00:00.000Z'],
    ['around the clock: never', '2026-03-09T09:00:00.000Z', always, null],
    ['no hours at all: never', '2026-03-09T09:00:00.000Z', {}, null],
    ['over the change to summer time', '2026-03-28T12:00:00.000Z', { monday: [['09:00', '18:00']] }, '2026-03-30T07:00:00.000Z'],
  ])('%s', (_what, now, hours, expected) => {
    expect(nextChange(now, 'Europe/Rome', hours)).toBe(expected);
  });
});

describe('the team\'s colour', () => {
  const channels = (text: string): Colour => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as unknown as Colour;
  it('is readable wherever it stands, whatever was chosen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const colour = `#${value.toString(16).padStart(6, '0')}`;
      const made = chatColours(colour);
      expect(made.accent).toBe(colour);
      expect(contrast(channels(made.onAccent), channels(made.accent))).toBeGreaterThanOrEqual(4.5);
      const tint = (share: number, surface: Colour) => surface.map((part, at) => Math.round(part + (channels(colour)[at]! - part) * share)) as unknown as Colour;
      for (const ground of [[255, 255, 255], [245, 246, 245], tint(0.11, [255, 255, 255])] as Colour[]) expect(contrast(channels(made.onLight), ground)).toBeGreaterThanOrEqual(4.5);
      for (const ground of [[23, 26, 27], [32, 36, 37], tint(0.26, [23, 26, 27])] as Colour[]) expect(contrast(channels(made.onDark), ground)).toBeGreaterThanOrEqual(4.5);
    }), { numRuns: 500 });
  });
  it('is the page\'s wish, the inbox\'s or our own, in this order', () => {
    expect(chatColours('AA3300', '#112233').accent).toBe('#aa3300');
    expect(chatColours('red; background: url(x)', '#112233').accent).toBe('#112233');
    expect(chatColours(undefined, null, '').accent).toBe('#1f6b63');
  });
});
