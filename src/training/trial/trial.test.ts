import { describe, expect, it } from 'vitest';
import { weighed, weighingOf } from '../bags.ts';
import { plainBags } from '../plain-bags.ts';
import { figureOf, offsetsOf } from './decision.ts';
import { goldOf, labelledSet, tenthsOf } from './labelled-set.ts';
import { baseline, ours } from './models.ts';
import { placesOf } from './places.ts';
import { lastTurns } from './turns.ts';
import type { LabelledRow } from '../../evaluation/public-labels.ts';

const rowsOf = (labels: readonly string[]): LabelledRow[] => labels.map((one) => ({ labels: one.split(','), text: one }));

describe('a labelled set', () => {
  it('is a list where labels stand together or none holds, and a choice otherwise', () => {
    expect(labelledSet(rowsOf(['a', 'b']), 'accuracy').several).toBe(false);
    expect(labelledSet(rowsOf(['a', 'a,b']), 'macro-F1')).toMatchObject({ several: true, labels: ['a', 'b'] });
    expect(labelledSet(rowsOf(['a', 'none']), 'macro-F1')).toMatchObject({ several: true, labels: ['a'] });
  });
  it('teaches with its first four fifths, and leaves out tenths of them until enough rows were', () => {
    const set = labelledSet(rowsOf(Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'a' : 'b'))), 'macro-F1');
    expect(set.taught).toBe(80);
    expect(tenthsOf(set).flat().sort((one, other) => one - other)).toEqual(Array.from({ length: 80 }, (_, index) => index));
    expect([...goldOf(set, [1, 98])]).toEqual([0, 1, 1, 0]);
    const large = { ...set, taught: 20_000 };
    expect(tenthsOf(large)).toHaveLength(1);
    expect(tenthsOf(large)[0]).toHaveLength(2_000);
  });
});

describe('deciding', () => {
  it('tells a label of a list from its best threshold on', () => {
    const set = labelledSet(rowsOf(['a', 'a', 'b', 'b,a', 'b']), 'macro-F1');
    const scores = Float64Array.of(-1, 0, -2, 0, -5, 1, -3, 2, -6, 3);
    const gold = set.gold;
    const offsets = offsetsOf(set, scores, gold);
    expect(figureOf(set, scores, offsets, gold)).toBe(1);
    // Nothing is above zero for a without it, and of b one too many.
    expect(figureOf(set, scores, new Float64Array(2), gold)).toBeCloseTo(0.5);
  });
  it('finds a rare value of a choice where a mean over values is asked for, and leaves right rows alone otherwise', () => {
    const labels = ['a', 'a', 'a', 'a', 'b'];
    const scores = Float64Array.of(2, 0, 2, 0, 2, 0, 2, 0, 1, 0.5);
    const macro = labelledSet(rowsOf(labels), 'macro-F1');
    expect(figureOf(macro, scores, new Float64Array(2), macro.gold)).toBeCloseTo((8 / 9 + 0) / 2);
    expect(figureOf(macro, scores, offsetsOf(macro, scores, macro.gold), macro.gold)).toBe(1);
    const accuracy = labelledSet(rowsOf(labels), 'accuracy');
    expect([...offsetsOf(accuracy, scores, accuracy.gold)]).toEqual([0, 0]);
    expect(figureOf(accuracy, scores, new Float64Array(2), accuracy.gold)).toBe(0.8);
  });
});

describe('texts as bags', () => {
  it('hold words, pairs, and pieces within what stands between spaces', () => {
    const bag = plainBags();
    const [words, pieces] = bag('Why me?');
    expect(words).toHaveLength(3);
    // " why " has 4 + 3 + 2 + 1 pieces of 2 to 5, " me? " as many.
    expect(pieces).toHaveLength(20);
    expect(bag('why')[0]![0]).toBe(words![0]);
    expect(bag('为什么')[0]).toHaveLength(5);
  });
  it('weigh what is rare more, bring a group to length 1, and leave out what one text alone has', () => {
    const bags = [[Uint32Array.of(1, 2)], [Uint32Array.of(1, 2)], [Uint32Array.of(1, 3)]];
    const weighing = weighingOf(bags);
    expect(weighing.size).toBe(2);
    const { ids, values } = weighed([Uint32Array.of(2, 1, 3)], weighing);
    expect(ids).toHaveLength(2);
    expect(values[0]!).toBeGreaterThan(values[1]!);
    expect(values[0]! ** 2 + values[1]! ** 2).toBeCloseTo(1);
  });
});

describe('places of words', () => {
  const [ends, runs] = placesOf('Could you help? Now it is late');
  it('say how sentences begin, and how the text begins and ends', () => {
    expect(ends.filter((one) => one.startsWith('s'))).toEqual(['scould', 'scould you', 'scould you help', 'snow', 'snow it', 'snow it is']);
    expect(ends.filter((one) => !one.startsWith('s'))).toEqual(['b0could', 'b1you', 'b2help', 'e0late', 'e1is', 'e2it']);
  });
  it('are runs of three, and pairs with a gap', () => {
    expect(runs.slice(0, 2)).toEqual(['could you help', 'could _ help']);
    expect(runs).toContain('it _ late');
    expect(runs).toContain('now _ _ late');
  });
  it('are none of a text without words', () => expect(placesOf(' ')).toEqual([[], []]));
});

describe('talk', () => {
  it('falls apart into turns, the last first, an empty one too', () => {
    expect(lastTurns('USER: where is it AGENT: on its way USER: since when')).toEqual(['since when', 'on its way', 'where is it']);
    expect(lastTurns('USER: 在吗 AGENT: USER: 能不能')).toEqual(['能不能', '', '在吗']);
    expect(lastTurns('USER: hello')).toEqual(['hello', '', '']);
  });
  it('is not what merely names a speaker', () => expect(lastTurns('I told your AGENT: no')).toEqual(['', '', '']));
});

describe('both models', () => {
  const texts = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? `thanks ${index % 7} lovely` : `broken ${index % 5} again`));
  const set = labelledSet(texts.map((text, index) => ({ labels: [index % 2 === 0 ? 'glad' : 'cross'], text })), 'macro-F1');
  const bags = texts.map(plainBags());
  const weighing = weighingOf(bags.slice(0, set.taught));
  const rows = { rows: bags.map((bag) => weighed(bag, weighing)), size: weighing.size };
  it('learn what separates, and are judged on what they had not seen', () => {
    const leftOut = goldOf(set, tenthsOf(set).flat());
    const last = goldOf(set, Array.from({ length: 12 }, (_, index) => 48 + index));
    const simple = baseline(set, rows, (scores) => figureOf(set, scores, offsetsOf(set, scores, leftOut), leftOut));
    for (const unseen of [simple, ours(set, rows)]) {
      expect(unseen.last).toHaveLength(24);
      expect(figureOf(set, unseen.last, offsetsOf(set, unseen.leftOut, leftOut), last)).toBe(1);
    }
    expect(simple.cost).toBe(1);
  });
});
