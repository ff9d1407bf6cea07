import { describe, expect, it } from 'vitest';
import { countAdvice, countPromises, countReading, sumOf, worstOf } from './rule-scores.ts';
import type { RuleHit } from './rule-scores.ts';
import type { Finding } from '../language/advice/advice.ts';
import type { Sets } from '../language/pack/shape.ts';

const anger: Sets = { what: 'emotion', value: 'anger' };
const joy: Sets = { what: 'emotion', value: 'joy' };
const rights: Sets = { what: 'motive', value: 'rights' };
const order: Sets = { what: 'fact', value: 'order' };
const rhetorical: Sets = { what: 'ask', value: 'not' };
const meanings = [anger, joy, rights, order, rhetorical];

const hit = (rule: string, sets: Sets, start: number, end: number): RuleHit => ({ rule, sets, start, end });

describe('rules of messages', () => {
  it('count once for a text, and together for what they mean', () => {
    const gold = { emotions: [{ value: 'anger', intensity: null }] };
    const { spoken, meanings: found } = countReading(gold, [hit('anger', anger, 0, 4), hit('anger', anger, 9, 12), hit('anger-strong', anger, 20, 25), hit('joy', joy, 5, 8)], [], meanings);
    expect(spoken).toEqual([{ rule: 'anger', start: 0, end: 4, right: true }, { rule: 'anger-strong', start: 20, end: 25, right: true }, { rule: 'joy', start: 5, end: 8, right: false }]);
    expect(found.get('emotion anger')).toEqual({ right: 1, wrong: 0, missed: 0 });
    expect(found.get('emotion joy')).toEqual({ right: 0, wrong: 1, missed: 0 });
  });

  it('miss what is labelled and not said, and are not judged where nothing is labelled', () => {
    expect(countReading({ emotions: [{ value: 'joy', intensity: 0.5 }] }, [], [], meanings).meanings.get('emotion joy')).toEqual({ right: 0, wrong: 0, missed: 1 });
    expect(countReading({ mood: 'anger' }, [hit('anger', anger, 0, 4)], [], meanings)).toEqual({ spoken: [], meanings: new Map() });
  });

  it('ask why somebody complains only of complaints', () => {
    expect(countReading({ complaint: null }, [hit('motive-rights', rights, 0, 4)], [], meanings)).toEqual({ spoken: [], meanings: new Map() });
    expect(countReading({ complaint: { motive: 'venting', trigger: null, latent: false } }, [hit('motive-rights', rights, 0, 4)], [], meanings).meanings.get('motive rights')).toEqual({ right: 0, wrong: 1, missed: 0 });
  });

  it('find facts place by place', () => {
    const gold = { facts: [{ kind: 'order' as const, value: 'A1', start: 10, end: 12 }, { kind: 'order' as const, value: 'B2', start: 30, end: 32 }, { kind: 'policy' as const, value: 'C3', start: 40, end: 42 }] };
    const { spoken, meanings: found } = countReading(gold, [hit('fact-order', order, 4, 12), hit('fact-order', order, 38, 42)], [], meanings);
    expect(spoken.map(({ right }) => right)).toEqual([true, false]);
    expect(found.get('fact order')).toEqual({ right: 1, wrong: 1, missed: 1 });
  });

  it('open asks that are labelled, each once; a rhetorical word is right where nothing is asked', () => {
    const gold = { asks: [{ start: 0, end: 10 }, { start: 20, end: 30 }] };
    const ask = (rule: string, start: number, end: number) => ({ start, end, opener: { rule, start, end: start + 2 } });
    const asks = [ask('ask-question', 0, 11), ask('ask-request', 2, 10), ask('ask-please', 40, 50)];
    const { spoken, meanings: found } = countReading(gold, [hit('ask-not', rhetorical, 22, 25), hit('ask-not', rhetorical, 60, 65)], asks, meanings);
    expect(found.get('asks')).toEqual({ right: 1, wrong: 2, missed: 1 });
    expect(spoken.filter(({ rule }) => rule === 'ask-not').map(({ right }) => right)).toEqual([false, true]);
    expect(spoken.filter(({ right }) => right).map(({ rule, start, end }) => [rule, start, end])).toEqual([['ask-question', 0, 2], ['ask-not', 60, 65]]);
  });
});

describe('rules of drafts', () => {
  const finding = (rule: string, family: Finding['family'], start: number, end: number): Finding => ({ rule, family, level: 'hint', start, end, values: {}, fix: null });
  it('are right where a label of the family meets them, also one without a place', () => {
    const gold = { findings: [{ family: 'vagueness', level: null, place: { start: 0, end: 5 } }, { family: 'apology', level: null, place: null }, { family: 'length', level: null, place: { start: 50, end: 60 } }] };
    const { spoken, meanings: found } = countAdvice(gold, [finding('vague-time', 'vagueness', 3, 8), finding('vague-time', 'vagueness', 20, 25), finding('apology-missing', 'apology', 0, 90)]);
    expect(spoken.map(({ rule, right }) => `${rule} ${right}`)).toEqual(['vague-time true', 'vague-time false', 'apology-missing true']);
    expect(found.get('advice vagueness')).toEqual({ right: 1, wrong: 1, missed: 0 });
    expect(found.get('advice length')).toEqual({ right: 0, wrong: 0, missed: 1 });
    expect(countAdvice({}, [finding('vague-time', 'vagueness', 3, 8)]).spoken).toEqual([]);
  });
  it('of promises the words that make them are judged, and what was found in the end is counted', () => {
    const gold = { commitments: [{ start: 0, end: 20, due: null }] };
    const { spoken, meanings: found } = countPromises(gold, [{ start: 2, end: 20 }, { start: 40, end: 50 }], [{ rule: 'promise', start: 0, end: 4 }, { rule: 'promise', start: 30, end: 34 }]);
    expect(spoken.map(({ right }) => right)).toEqual([true, false]);
    expect(found.get('promises')).toEqual({ right: 1, wrong: 1, missed: 0 });
    expect(countPromises({}, [], []).meanings.size).toBe(0);
  });
});

describe('over many texts', () => {
  const spoken = (rule: string, right: number, wrong: number) => Array.from({ length: right + wrong }, (_, index) => ({ rule, start: 0, end: 1, right: index < right }));
  it('rights and wrongs are added up by rule and by meaning', () => {
    const one = { spoken: spoken('anger', 1, 0), meanings: new Map([['emotion anger', { right: 1, wrong: 0, missed: 0 }]]) };
    const other = { spoken: spoken('anger', 0, 2), meanings: new Map([['emotion anger', { right: 0, wrong: 1, missed: 1 }]]) };
    const { rules, meanings: found } = sumOf([one, other]);
    expect(rules.get('anger')).toEqual({ right: 1, wrong: 2 });
    expect(found.get('emotion anger')).toEqual({ right: 1, wrong: 1, missed: 1 });
  });
  it('the worst are wrong more often than right, and have spoken often enough', () => {
    const scores = sumOf([{ spoken: [...spoken('good', 9, 1), ...spoken('rare', 0, 4), ...spoken('bad', 2, 5), ...spoken('worse', 1, 8)], meanings: new Map() }]);
    expect(worstOf(scores, 9).map(([rule]) => rule)).toEqual(['worse', 'bad']);
    expect(worstOf(scores, 1)).toEqual([['worse', { right: 1, wrong: 8 }]]);
  });
});
