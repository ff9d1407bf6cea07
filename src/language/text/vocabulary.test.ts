import { describe, expect, it } from 'vitest';
import { makeFinder } from '../find/find-all.ts';
import { folding } from './fold.ts';
import { FoldedSet } from './folded-set.ts';
import { viewText } from './view.ts';
import { newColumn, vocabularies } from './vocabulary.ts';
import type { Grammar } from './view.ts';

const grammar = (): Grammar => ({ fold: folding([]), forms: { elisions: new Set(), clitics: new Set() }, abbreviations: new Set(), vocabulary: vocabularies() });
const manyWords = (count: number): string => Array.from({ length: count }, (_, index) => `w${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`).join(' ');

describe('a vocabulary', () => {
  it('numbers words by their letters and their looks', () => {
    const { numbers, vocabulary } = viewText('Yes yes YES no 12 12 13', grammar());
    expect(numbers[0]).toBe(numbers[2]);
    expect(new Set(numbers)).toHaveLength(5);
    expect([...numbers].map((number) => vocabulary.spelled[number])).toEqual(['yes', 'yes', 'yes', 'no', '12', '12', '13']);
  });
  it('knows a word again in another text', () => {
    const own = grammar();
    expect(viewText('late again', own).numbers[1]).toBe(viewText('Once again', own).numbers[1]);
  });
  it('keeps its words apart as it grows', () => {
    const { numbers } = viewText(manyWords(9_000), grammar());
    expect(new Set(numbers)).toHaveLength(9_000);
  });
  it('begins anew when it is full; what was looked at before keeps its words', () => {
    const own = grammar();
    const before = viewText('not again', own);
    viewText(manyWords(21_000), own);
    const after = viewText('not again', own);
    expect(after.vocabulary).not.toBe(before.vocabulary);
    expect([...before.numbers].map((number) => before.vocabulary.spelled[number])).toEqual(['not', 'again']);
    const find = makeFinder(own, 'spaces', {}, [{ id: 'refusal', find: 'phrase', any: ['not again'] }]);
    for (const view of [before, after, before]) expect(find(view).all).toHaveLength(1);
  });
  it('has a place for everybody who knows something of words', () => {
    const { vocabulary, numbers } = viewText('one two', grammar());
    const [lengths, vowels] = [newColumn<number>(), newColumn<boolean>()];
    vocabulary.column(lengths)[numbers[1]!] = 3;
    vocabulary.marks(vowels)[numbers[0]!] = 2;
    expect(vocabulary.column(lengths)[numbers[1]!]).toBe(3);
    expect(vocabulary.column(lengths)[numbers[0]!]).toBeUndefined();
    expect(vocabulary.marks(vowels)[numbers[1]!]).toBe(0);
  });
});

describe('a set of folded words', () => {
  const set = new FoldedSet(['the', 'then', 'и', '']);
  it.each([['the', true], ['then', true], ['th', false], ['и', true], ['', true], ['them', false]])('%j: %s', (word, held) => expect(set.holds(`x${word}y`, 1, 1 + word.length)).toBe(held));
  it('holds nothing when it is empty', () => expect(new FoldedSet([]).holds('a', 0, 1)).toBe(false));
});
