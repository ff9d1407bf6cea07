import { expect, test } from 'vitest';
import { textOfReturned, writtenAddresses } from './planned.ts';

test.each([
  ['Planned', null, 'Planned'],
  ['Planned', '  ', 'Planned'],
  ['Planned', 'Planned ', 'Planned'],
  ['Planned\n', 'Begun since', 'Planned\n\nBegun since'],
])('%j returned to %j is %j', (planned, begun, text) => expect(textOfReturned(planned, begun)).toBe(text));

test('copies stand as they are typed', () => {
  expect(writtenAddresses(null)).toBeNull();
  expect(writtenAddresses([])).toBe('');
  expect(writtenAddresses([{ name: 'A "B"', address: 'a@b.example' }, { name: null, address: 'c@d.example' }])).toBe('"A B" <a@b.example>, c@d.example');
});
