import { describe, expect, it } from 'vitest';
import { fitProblem, problemScore, problemTable } from './problem-signs.ts';
import type { SignedMessage } from './problem-signs.ts';

const message = (wrong: boolean, ...sentences: readonly (readonly [string, boolean])[]): SignedMessage => ({ author: 'a', language: 'en', wrong, sentences: sentences.map(([signs, right]) => ({ signs: signs.split(' '), right })) });

const messages = Array.from({ length: 30 }, () => [
  message(true, ['any greeting', false], ['any broken', true], ['any thanks', false]),
  message(true, ['any late', true], ['any question', false]),
  message(false, ['any thanks', false], ['any greeting', false]),
]).flat();

describe('fitting what says what the matter is', () => {
  it('learns which signs speak for it and which against it', () => {
    const weights = fitProblem(messages);
    expect(weights.get('broken')).toBeGreaterThan(0.5);
    expect(weights.get('late')).toBeGreaterThan(0.5);
    expect(weights.get('thanks')).toBeLessThan(-0.5);
    expect(problemScore(weights, messages, 0)).toBe(1);
  });
  it('gives the same numbers for the same texts', () => expect([...fitProblem(messages)]).toEqual([...fitProblem(messages)]));
  it('learns nothing where the labelled place lies in no sentence', () => expect(fitProblem([message(true, ['any', false])]).size).toBe(0));
  it('counts a wrong sentence as wrong and missed, and none as missed', () => {
    const weights = new Map([['broken', 1], ['late', -1]]);
    expect(problemScore(weights, [message(true, ['broken', true])], 0)).toBe(1);
    expect(problemScore(weights, [message(true, ['broken', true]), message(true, ['broken', false], ['late', true])], 0)).toBe(0.5);
    expect(problemScore(weights, [message(true, ['broken', true]), message(true, ['late', true])], 0)).toBeCloseTo(2 / 3);
    expect(problemScore(weights, [message(false, ['broken', false])], 0)).toBe(0);
  });
  it('writes a table without what hardly speaks, the strongest first', () => {
    expect(problemTable(new Map([['late', 0.5], ['faint', 0.01], ['ask not', -1], ['broken', 2]]))).toContain("= {\n  broken: 2.00,\n  late: 0.50,\n  'ask not': -1.00,\n};\n");
  });
});
