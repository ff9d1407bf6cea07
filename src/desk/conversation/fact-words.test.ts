import { expect, test } from 'vitest';
import { factText, type FactKind } from './fact-words.ts';

const present = Date.parse('2026-11-22T10:00:00Z');
/** Spaces that must not break count as spaces. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/gu, ' ');

test.each<[FactKind, string, string, string]>([
  ['date', '2026-11-21T17:00', 'en-GB', 'Sat 21 Nov, 17:00'],
  ['date', '2026-11-21T17:00', 'ru', 'сб, 21 нояб., 17:00'],
  ['date', '2026-11-21', 'it', 'sab 21 nov'],
  ['date', '2026-11-21T17:00', 'zh', '11月21日周六 17:00'],
  ['date', '2027-01-02', 'en-GB', 'Sat, 2 Jan 2027'],
  ['date', '2026-12', 'en-GB', 'December 2026'],
  ['money', '4200 RUB', 'ru', '4 200 ₽'],
  ['money', '89.90 EUR', 'it', '89,90 €'],
  ['money', '1500 CNY', 'zh', '¥1,500'],
  ['url', 'https://www.example.com/orders/', 'en', 'example.com/orders'],
  ['order', 'A-1182', 'en', 'A-1182'],
])('%s %s in %s', (kind, value, locale, expected) => {
  expect(plain(factText(kind, value, value, locale, present))).toBe(expected);
});

test('a phone number stands as its owner wrote it, on one line', () => {
  expect(factText('phone', '+79125550161', '8 (912)\n555-01-61', 'ru', present)).toBe('8 (912) 555-01-61');
});

test('what is no date or no sum that can be read is shown as it is, never thrown at the agent', () => {
  for (const value of ['tomorrow', '2026-11-21T17', '', '2026-1-2']) expect(factText('date', value, value, 'en', present)).toBe(value);
  for (const value of ['many EUR', '12 euro', '12.5', '']) expect(factText('money', value, value, 'en', present)).toBe(value);
});
