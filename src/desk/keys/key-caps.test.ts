import { expect, test } from 'vitest';
import { capsOf } from './key-caps.ts';
import { otherLayout } from './other-layout.ts';

const azerty = new Map([['KeyQ', 'a'], ['KeyA', 'q'], ['Semicolon', 'm'], ['Slash', '!']]);

test('caps are those of the agent’s own keyboard where the browser tells them', () => {
  expect(capsOf('KeyA', new Map(), false)).toEqual(['A']);
  expect(capsOf('KeyA', azerty, false)).toEqual(['Q']);
  expect(capsOf('KeyG KeyI', azerty, false)).toEqual(['G', 'I']);
  expect(capsOf('mod+shift+Semicolon', azerty, false)).toEqual(['Ctrl', '⇧', 'M']);
  expect(capsOf('mod+alt+KeyK', new Map(), true)).toEqual(['⌘', '⌥', 'K']);
});

test('a slash and a question mark are called so on every layout, since they are taken wherever they lie', () => {
  expect(capsOf('Slash', azerty, false)).toEqual(['/']);
  expect(capsOf('shift+Slash', azerty, false)).toEqual(['?']);
});

test.each([
  ['ghbdtn', 'привет'], ['Ghbdtn? vbh', 'привет? мир'], ['руддщ', 'hello'], [',f[yenm', 'бахнуть'], ['`krf', 'ёлка'], ['回复', null], ['12', null],
])('%s, in the other layout, is %s', (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant);
});
