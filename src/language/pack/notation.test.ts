import { describe, expect, it } from 'vitest';
import { NotationError, parseExample, parsePhrase } from './notation.ts';
import { folding } from '../text/fold.ts';
import { vocabularies } from '../text/vocabulary.ts';

const grammar = { fold: folding([['ё', 'е']]), forms: { elisions: new Set<string>(), clitics: new Set(["'ll"]) }, abbreviations: new Set<string>(), vocabulary: vocabularies() };
const phrase = (text: string): string =>
  parsePhrase(text, grammar)
    .map((item) => (item.is === 'gap' ? '...' : item.is === 'list' ? `{${item.name}}` : item.is === 'beginning' ? `${item.word}*` : item.word))
    .join(' ');

describe('a phrase', () => {
  it.each([
    ['вернём* ... {within}', 'вернем* ... {within}'],
    ["{we}'ll reply", "{we} 'll reply"],
    ['我要{refund}', '我 要 {refund}'],
    ['please, wait…now', 'please wait ... now'],
    ['24/7', '24/7'],
  ])('%s', (text, items) => expect(phrase(text)).toBe(items));

  it.each([
    ['... soon', /edge/],
    ['soon ...', /edge/],
    ['a ... ... b', /in a row/],
    ['a ... b ... c ... d ... e', /more than three/],
    ['{open', /without its/],
    ['* word', /must follow a word/],
    ['word *', /must follow a word/],
    ['退*', /without endings/],
    ['find [this]', /belong to examples/],
    ['100% sure', /is not seen/],
    ['  ', /no word/],
    [', ;', /no word/],
  ])('%s is refused with a sentence', (text, message) => {
    expect(() => parsePhrase(text, grammar)).toThrow(NotationError);
    expect(() => parsePhrase(text, grammar)).toThrow(message);
  });
});

describe('an example', () => {
  it('gives up its marks', () => expect(parseExample('We [reply soon] or [later].')).toEqual({ text: 'We reply soon or later.', marks: [{ start: 3, end: 13 }, { start: 17, end: 22 }] }));
  it('may hold a line end', () => expect(parseExample(String.raw`one\ntwo`).text).toBe('one\ntwo'));
  it.each(['a [b', 'a] b', '[a [b]]'])('%s is refused', (text) => expect(() => parseExample(text)).toThrow(NotationError));
});
