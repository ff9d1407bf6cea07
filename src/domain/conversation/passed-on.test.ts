import { expect, test } from 'vitest';
import type { PassedMessage } from './passed-on.ts';
import { passedOn } from './passed-on.ts';

const message = (id: string, direction: PassedMessage['direction'], text: string, part: Partial<PassedMessage> = {}): PassedMessage => ({ id, direction, text, reading: null, ownWords: null, removedAt: null, ...part });
const all = [
  message('1', 'in', 'It broke.\n\nCan you help?\n> older', { reading: { ownWords: [{ start: 0, end: 24 }] } }),
  message('2', 'note', 'Be careful with her.'),
  message('3', 'out', 'We look into it.'),
  message('4', 'from third party', 'It costs 40.'),
  message('5', 'in', 'removed', { removedAt: '2026-11-22T10:00:00.000Z' }),
];

test('what the customer and we said is passed on; notes and other third parties’ words never by themselves', () => {
  expect(passedOn(all, null, ({ id }) => `No. ${id}:`)).toBe('No. 1:\n> It broke.\n>\n> Can you help?\n\nNo. 3:\n> We look into it.');
});

test('one message alone; a note not even then', () => {
  expect(passedOn(all, '4', () => 'They:')).toBe('They:\n> It costs 40.');
  expect(passedOn(all, '2', () => 'Note:')).toBe('');
  expect(passedOn(all, '5', () => 'Gone:')).toBe('');
});
