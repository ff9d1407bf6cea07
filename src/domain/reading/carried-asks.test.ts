import { describe, expect, test } from 'vitest';
import { carriedAsks } from './carried-asks.ts';

const span = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const asked = (text: string, ...asks: readonly string[]) => ({ text, asks: asks.map((words) => span(text, words)) });

describe('questions that a person named, after the words changed', () => {
  const before = asked('Where is it? Nobody calls. Or does somebody?', 'Where is it?', 'Or does somebody?');
  const said = [span(before.text, 'Nobody calls.')];
  const words = (text: string, spans: readonly { readonly start: number; readonly end: number }[]) => spans.map(({ start, end }) => text.slice(start, end));

  test('they are followed to where they stand now', () => {
    const after = asked('Hello! Where is it? Nobody calls. Or does somebody?', 'Where is it?', 'Or does somebody?');
    expect(words(after.text, carriedAsks(said, before, after))).toEqual(['Nobody calls.']);
  });
  test('what is asked in new words only is asked; what is gone is gone', () => {
    const after = asked('Where is it? When will you write?', 'Where is it?', 'When will you write?');
    expect(words(after.text, carriedAsks(said, before, after))).toEqual(['When will you write?']);
  });
  test('that nothing was asked says nothing of new words', () => {
    expect(carriedAsks([], before, before)).toEqual([]);
    const after = asked('Where is it? Why?', 'Where is it?', 'Why?');
    expect(words(after.text, carriedAsks([], before, after))).toEqual(['Why?']);
  });
  test('of the same words twice the nearest', () => {
    const text = 'Why? No. Why?';
    expect(carriedAsks([{ start: 9, end: 13 }], asked(text), asked(text))).toEqual([{ start: 9, end: 13 }]);
    expect(carriedAsks([{ start: 3, end: 3 }], asked(text), asked(text))).toEqual([]);
  });
});
