import { expect, test } from 'vitest';
import { callBegun, findMentions, meantBy, mistakeInMentions, piecesOfNote } from './mention.ts';

const anna = { start: 0, end: 5, agent: 'a', team: null };
const team = { start: 10, end: 18, agent: null, team: 't' };

test('mentions stand at names that begin with @, apart from each other', () => {
  const text = '@Anna, ask @Returns';
  expect(mistakeInMentions(text, [anna, { ...team, start: 11, end: 19 }])).toBeNull();
  expect(mistakeInMentions(text, [{ ...team, start: 11, end: 19 }, anna])).toBeNull();
  for (const wrong of [{ ...anna, end: 99 }, { ...anna, start: 5 }, { ...anna, start: 1 }, { ...anna, agent: null }, { ...anna, team: 't' }]) expect(mistakeInMentions(text, [wrong])).not.toBeNull();
  expect(mistakeInMentions(text, [anna, { ...anna, agent: 'b' }])).not.toBeNull();
});

test('a team means its members, each once, and never the author', () => {
  const teams = new Map([['t', ['a', 'b', 'me']]]);
  expect(meantBy([anna, team], teams, 'me')).toEqual(['a', 'b']);
  expect(meantBy([{ ...team, team: 'gone' }], teams, 'me')).toEqual([]);
});

test('names are shown as they are now; what cannot be named stays as it was written', () => {
  const text = '@Anna, ask @Returns.';
  const names: Record<string, string> = { a: 'Anna Ferri-Rossi' };
  const pieces = piecesOfNote(text, [{ ...team, start: 11, end: 19 }, anna], (one) => names[one.agent ?? ''] ?? null);
  expect(pieces.map((piece) => piece.text)).toEqual(['@Anna Ferri-Rossi', ', ask ', '@Returns', '.']);
  expect(piecesOfNote('plain', [], () => null)).toEqual([{ text: 'plain', mention: null }]);
  expect(piecesOfNote('@An', [{ ...anna, end: 90 }], () => null)).toEqual([{ text: '@An', mention: null }]);
});

test('people are found by their whole names, the longest first, and not in addresses', () => {
  const agents = [{ id: 'a', name: 'Anna' }, { id: 'b', name: 'Anna Ferri' }, { id: 'c', name: 'Борис' }];
  const teams = [{ id: 't', name: 'Returns' }];
  const found = findMentions('@Anna Ferri, @Борис и @Returns; mail anna@Anna.example, @Annabel', agents, teams);
  expect(found).toEqual([{ start: 0, end: 11, agent: 'b', team: null }, { start: 13, end: 19, agent: 'c', team: null }, { start: 22, end: 30, agent: null, team: 't' }]);
  expect(mistakeInMentions('@Anna Ferri, @Борис и @Returns;', found)).toBeNull();
  expect(findMentions('@Anna', [{ id: 'x', name: 'Anna' }, { id: 'y', name: 'Anna' }], [], new Map([['Anna', 'y']]))[0]!.agent).toBe('y');
  expect(findMentions('请 @王芳 看一下', [{ id: 'w', name: '王芳' }], [])[0]).toEqual({ start: 2, end: 5, agent: 'w', team: null });
});

test('a name that is being typed', () => {
  expect(callBegun('Ask @An', 7)).toEqual({ start: 4, words: 'An' });
  expect(callBegun('@', 1)).toEqual({ start: 0, words: '' });
  expect(callBegun('@Anna Fe', 8)).toEqual({ start: 0, words: 'Anna Fe' });
  for (const [text, caret] of [['me@site', 7], ['@ Anna', 6], ['@Anna\nnext', 10], ['no', 2], ['@Anna  and', 10]] as const) expect(callBegun(text, caret)).toBeNull();
});
