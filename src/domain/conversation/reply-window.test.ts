import { expect, test } from 'vitest';
import { isWindowOpen, windowUntil } from './reply-window.ts';

const wrote = '2026-03-28T10:00:00.000Z';

test('a window opens with what the customer writes, and is closed at its last moment', () => {
  expect(windowUntil(1_440, wrote)).toBe('2026-03-29T10:00:00.000Z');
  expect(isWindowOpen(1_440, wrote, '2026-03-29T09:59:59.999Z')).toBe(true);
  expect(isWindowOpen(1_440, wrote, '2026-03-29T10:00:00.000Z')).toBe(false);
});

test('who never wrote cannot be written to; a channel without a window has none', () => {
  expect(isWindowOpen(1_440, null, wrote)).toBe(false);
  expect(windowUntil(null, null)).toBeNull();
  expect(isWindowOpen(null, null, wrote)).toBe(true);
});
