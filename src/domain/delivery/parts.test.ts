import { expect, test } from 'vitest';
import type { Part } from './parts.ts';
import { wholeOf } from './parts.ts';

const at = (minute: number) => `2026-03-09T10:0${minute}:00.000Z`;
const part = (state: Part['state'], minute = 0, code = 'sms.bounced-expired'): Part => ({ state, at: state === null ? null : at(minute), problem: state === 'bounced' ? { code, detail: '' } : null });

test('a message has arrived when its last part has', () => {
  expect(wholeOf([part('delivered', 3), part('delivered', 5), part('delivered', 4)])).toEqual({ state: 'delivered', at: at(5), problem: null });
});

test('as long as nothing is known of one of them, nothing is known of the whole', () => {
  expect(wholeOf([part('delivered'), part(null)])).toBeNull();
  expect(wholeOf([])).toBeNull();
});

test('one part that did not arrive is enough', () => {
  expect(wholeOf([part('delivered', 1), part(null), part('bounced', 2)])).toEqual({ state: 'bounced', at: at(2), problem: { code: 'sms.bounced-expired', detail: '' } });
});
