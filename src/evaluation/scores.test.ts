import { describe, expect, it } from 'vitest';
import { kappa } from './agreement.ts';
import { figuresOf, stepsBack } from './baseline.ts';
import { calibrationError } from './calibration.ts';
import { overlaps, pairUp, tallyCharacters, tallySpans } from './spans.ts';
import { f1, macroF1, precision, recall, tallySets } from './tally.ts';

describe('tally', () => {
  it('counts sets value by value', () => {
    const tallies = tallySets(['a', 'b', 'c'], [{ gold: ['a', 'b'], said: ['a'] }, { gold: [], said: ['a'] }, { gold: ['b'], said: ['b'] }]);
    expect(tallies.get('a')).toEqual({ right: 1, wrong: 1, missed: 0 });
    expect(tallies.get('b')).toEqual({ right: 1, wrong: 0, missed: 1 });
    expect(precision(tallies.get('a')!)).toBe(0.5);
    expect(recall(tallies.get('b')!)).toBe(0.5);
    // c neither occurs nor is said: it has no F1, and does not draw the mean down.
    expect(f1(tallies.get('c')!)).toBeNull();
    expect(macroF1(tallies)).toBeCloseTo(2 / 3);
  });

  it('gives nothing for said where a value that occurs is never said', () => {
    expect(macroF1(tallySets(['a', 'b'], [{ gold: ['a'], said: ['a'] }, { gold: ['b'], said: ['a'] }]))).toBeCloseTo((2 / 3 + 0) / 2);
    expect(macroF1(tallySets(['a'], []))).toBeNull();
  });
});

describe('calibration', () => {
  it('is zero where probabilities mean what they say, and their gap where they do not', () => {
    const judged = (probability: number, right: number, of: number) => Array.from({ length: of }, (_, index) => ({ probability, right: index < right }));
    expect(calibrationError([...judged(0.8, 8, 10), ...judged(0.3, 3, 10)])).toBeCloseTo(0);
    expect(calibrationError(judged(0.9, 5, 10))).toBeCloseTo(0.4);
    expect(calibrationError(judged(1, 10, 10))).toBeCloseTo(0);
    expect(calibrationError([])).toBeNull();
  });
});

describe('agreement', () => {
  it('is Cohen’s kappa', () => {
    // The example of 50 grants: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4.
    const of = (one: string, other: string, count: number) => Array.from({ length: count }, () => [one, other] as const);
    expect(kappa([...of('yes', 'yes', 20), ...of('yes', 'no', 5), ...of('no', 'yes', 10), ...of('no', 'no', 15)])).toBeCloseTo(0.4);
    expect(kappa(of('a', 'a', 3))).toBeNull();
    expect(kappa([])).toBeNull();
  });
});

describe('spans', () => {
  it('are about one place where half of the shorter lies in the other', () => {
    expect(overlaps({ start: 0, end: 10 }, { start: 5, end: 25 })).toBe(true);
    expect(overlaps({ start: 0, end: 10 }, { start: 6, end: 25 })).toBe(false);
    expect(overlaps({ start: 0, end: 10 }, { start: 10, end: 12 })).toBe(false);
  });

  it('are paired one to one: a long one does not answer for three', () => {
    const gold = [{ start: 0, end: 10 }, { start: 10, end: 20 }, { start: 20, end: 30 }];
    expect(tallySpans(gold, [{ start: 0, end: 30 }])).toEqual({ right: 1, wrong: 0, missed: 2 });
    expect(pairUp(gold, [{ start: 8, end: 20 }, { start: 1, end: 9 }]).map(([, said]) => said.start)).toEqual([1, 8]);
    expect(tallyCharacters([{ start: 0, end: 10 }], [{ start: 5, end: 12 }])).toEqual({ right: 5, wrong: 2, missed: 5 });
  });
});

describe('baseline', () => {
  it('names what fell and what error grew, not what rose', () => {
    const score = (value: string, share: number) => ({ field: 'mood', value, count: 3, precision: share, recall: share, f1: share });
    const before = figuresOf([score('anger', 0.5), score('joy', 0.7), score('hope', 0.4)], { valence: 0.2, intensity: null });
    expect(before).toEqual({ scores: { 'mood anger': 0.5, 'mood joy': 0.7, 'mood hope': 0.4 }, errors: { valence: 0.2 } });
    expect(stepsBack(figuresOf([score('anger', 0.6), score('joy', 0.69)], { valence: 0.21 }), before)).toEqual(['mood joy', 'mood hope', 'valence']);
    expect(stepsBack(before, before)).toEqual([]);
  });
});
