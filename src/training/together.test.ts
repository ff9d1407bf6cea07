import { describe, expect, it } from 'vitest';
import { freedomOf } from './class-scaling.ts';
import { fitTogether, scoresOf } from './together.ts';

const row = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: new Float32Array(ids.length).fill(1) });
const rows = [row(0), row(0, 1), row(1), row(2), row(1, 2), row()];
// Of two heads: the first as feature 0 is, with a share; of the second the last two rows say nothing.
const targets = Float32Array.of(1, 0, 1, 1, 0, 1, 0, 0, 0, Number.NaN, 0.5, Number.NaN);

describe('many heads at once', () => {
  const fitted = fitTogether({ rows, heads: 2, targets, size: 3, cost: 1 });
  it('stand where the slope of each loss is nothing: a weight is what all errors pull', () => {
    for (let head = 0; head < 2; head += 1) {
      const pull = (uses: (index: number) => boolean): number =>
        rows.reduce((sum, one, index) => (uses(index) && !Number.isNaN(targets[index * 2 + head]!) ? sum + targets[index * 2 + head]! - 1 / (1 + Math.exp(-scoresOf(fitted, one)[head]!)) : sum), 0);
      for (let feature = 0; feature < 3; feature += 1) expect(fitted.weights[feature * 2 + head]!).toBeCloseTo(pull((index) => rows[index]!.ids.includes(feature)), 2);
      expect(fitted.bias[head]!).toBeCloseTo(pull(() => true), 2);
    }
  });
  it('count a row as often as it is important', () => {
    const once = fitTogether({ rows: [...rows, row(0)], heads: 1, targets: Float32Array.of(1, 1, 0, 0, 0, 0.5, 1), size: 3, cost: 1 });
    const twice = fitTogether({ rows, heads: 1, targets: Float32Array.of(1, 1, 0, 0, 0, 0.5), importance: [2, 1, 1, 1, 1, 1], size: 3, cost: 1 });
    expect(scoresOf(twice, row(0))[0]!).toBeCloseTo(scoresOf(once, row(0))[0]!, 2);
  });
  it('give a weight that moves freely more of what a text teaches', () => {
    const free = fitTogether({ rows: [row(0, 1), row(2)], heads: 1, targets: Float32Array.of(1, 0), size: 3, cost: 1, freedom: Float32Array.of(4, 1, 1) });
    expect(free.weights[0]! / free.weights[1]!).toBeCloseTo(4, 3);
  });
  it('stand still where the pull of a text is strong too', () => {
    const taught = Array.from({ length: 40 }, (_, index) => row(index % 3, 3 + (index % 5)));
    const is = Float32Array.from(taught, (_, index) => (index % 4 === 0 ? 1 : 0));
    const freedom = Float32Array.of(30, 20, 25, 1, 1, 1, 1, 1);
    const strong = fitTogether({ rows: taught, heads: 1, targets: is, size: 8, cost: 1, freedom });
    for (let feature = 0; feature < 3; feature += 1) {
      const pull = taught.reduce((sum, one, index) => (one.ids.includes(feature) ? sum + (is[index]! - 1 / (1 + Math.exp(-scoresOf(strong, one)[0]!))) : sum), 0);
      expect(Math.abs(strong.weights[feature]! / freedom[feature]! - pull)).toBeLessThan(0.2);
    }
  });
  it('are the same every time', () => expect(fitTogether({ rows, heads: 2, targets, size: 3, cost: 1 })).toEqual(fitted));
});

describe('scaling by class', () => {
  const freedom = freedomOf([row(0, 2), row(0, 2), row(1, 2), row(1, 2)], Float32Array.of(1, 1, 0, 0), 1, 4);
  it('holds back what stands beside a value as often as elsewhere, and what nobody saw', () => {
    expect(freedom[0]!).toBeCloseTo(Math.log(3) ** 2, 3);
    expect(freedom[1]!).toBeCloseTo(freedom[0]!, 3);
    expect(freedom[2]!).toBeCloseTo(0, 3);
    expect(freedom[3]!).toBeCloseTo(0, 3);
  });
  it('passes over rows that say nothing of a head', () => expect(freedomOf([row(0), row(0)], Float32Array.of(1, Number.NaN), 1, 1)[0]!).toBeCloseTo((Math.log(2) - Math.log(3 / 2)) ** 2, 3));
});
