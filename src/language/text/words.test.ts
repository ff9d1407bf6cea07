import { describe, expect, it } from 'vitest';
import { folding } from './fold.ts';
import { viewText } from './view.ts';
import { vocabularies } from './vocabulary.ts';
import type { Grammar } from './view.ts';

const grammar = (parts: { fold?: readonly (readonly [string, string])[]; elisions?: string[]; clitics?: string[]; abbreviations?: string[] } = {}): Grammar => ({
  fold: folding(parts.fold ?? []),
  forms: { elisions: new Set(parts.elisions ?? []), clitics: new Set(parts.clitics ?? []) },
  abbreviations: new Set(parts.abbreviations ?? []),
  vocabulary: vocabularies(),
});

const wordsOf = (text: string, with_: Grammar = grammar()): string[] => {
  const { words, folded } = viewText(text, with_);
  return Array.from({ length: words.count }, (_, index) => folded.slice(words.start[index], words.end[index]));
};

const sentencesOf = (text: string, with_: Grammar = grammar()): string[] => viewText(text, with_).sentences.map(({ start, end }) => text.slice(start, end));

describe('folding keeps the length', () => {
  it.each([
    ['ЁЛКА', [['ё', 'е']], 'елка'],
    ['Ｏｒｄｅｒ：１２', [], 'order:12'],
    ['“I’m”', [], '"i\'m"'],
    ['İstanbul', [], 'istanbul'],
    ['a\u3000b', [], 'a b'],
    ['\ud800x\udc00', [], '\ud800x\udc00'],
  ] as const)('%s', (text, fold, folded) => {
    expect(folding(fold)(text)).toBe(folded);
    expect(folding(fold)(text)).toHaveLength(text.length);
  });

  it('refuses a pair that would move offsets', () => {
    expect(() => folding([['ß', 'ss']])).toThrow(/one character each/);
  });
});

describe('words', () => {
  it.each([
    ['Order 1182, 49,90 € at 12:30!', ['order', '1182', '49,90', 'at', '12:30']],
    ['A-1182 PO77 RF123456789CN covid-19', ['a-1182', 'po77', 'rf123456789cn', 'covid', '19']],
    ['2026-03-05 05.03.2026 77-104.', ['2026-03-05', '05.03.2026', '77-104']],
    ['订单号12345，退款', ['订', '单', '号', '12345', '退', '款']],
    ['по-прежнему', ['по', 'прежнему']],
    ['great :) 😂 ))) (fine)', ['great', ':)', '😂', ')))', 'fine']],
    ['https://x.io/a', ['https', 'x', 'io', 'a']],
    ['', []],
    ['\ud83d', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('cuts what a pack says is cut at an apostrophe, and nothing else', () => {
    expect(wordsOf("We'll don't o'clock", grammar({ clitics: ["'ll"] }))).toEqual(['we', "'ll", "don't", "o'clock"]);
    expect(wordsOf("l'ordine dell’app perche'", grammar({ elisions: ['l', 'dell'] }))).toEqual(['l', 'ordine', 'dell', 'app', 'perche']);
  });

  it('knows where a pause stands', () => {
    const { words } = viewText('yes, but no – never', grammar());
    expect(words.afterPause).toEqual([false, true, false, true]);
  });
});

describe('sentences', () => {
  it.each([
    ['It broke. Why? Help!!', ['It broke.', 'Why?', 'Help!!']],
    ['坏了。为什么？请退款！', ['坏了。', '为什么？', '请退款！']],
    ['能退吗?谢谢', ['能退吗?', '谢谢']],
    ['It costs 12.50 today', ['It costs 12.50 today']],
    ['hi\nwhere is my order\nthanks', ['hi', 'where is my order', 'thanks']],
    ['We have waited for the parcel since the third of March and\nnobody has told us anything at all.', ['We have waited for the parcel since the third of March and\nnobody has told us anything at all.']],
    ['1. Open it\n2. Close it', ['1. Open it', '2. Close it']],
    ['J. Smith called.', ['J. Smith called.']],
    ['He said "Stop." Then he left.', ['He said "Stop."', 'Then he left.']],
    ['one\r\n\r\ntwo', ['one', 'two']],
  ])('%s', (text, sentences) => expect(sentencesOf(text)).toEqual(sentences));

  it('are not ended by an abbreviation of the pack', () => {
    const text = 'Живу на ул. Ленина, д. 5. Жду.';
    expect(sentencesOf(text)).toHaveLength(4);
    expect(sentencesOf(text, grammar({ abbreviations: ['ул', 'д'] }))).toEqual(['Живу на ул. Ленина, д. 5.', 'Жду.']);
  });

  it('know a question and an exclamation', () => {
    const { sentences } = viewText('Where? There! Here.', grammar());
    expect(sentences.map(({ question, exclaimed }) => [question, exclaimed])).toEqual([[true, false], [false, true], [false, false]]);
  });
});
