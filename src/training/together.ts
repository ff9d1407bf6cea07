// Logistic regression with an L2 penalty for many heads over the same texts at once: coordinate ascent on the dual (Yu, Huang, Lin 2011). A
// text is walked through once for all heads, and a dozen passes are enough where L-BFGS takes as many for each head alone.
import type { Row } from './logistic.ts';

export type TogetherTask = {
  readonly rows: readonly Row[];
  readonly heads: number;
  /** By row, then by head: what each row is, 0 to 1; NaN where it says nothing of a head. */
  readonly targets: Float32Array;
  /** How much each row counts; 1 where it is left out. */
  readonly importance?: ArrayLike<number>;
  /** Number of features. */
  readonly size: number;
  /** Of an error against the penalty: large trusts the texts, small distrusts them. */
  readonly cost: number;
  /** By feature, then by head: how little a weight is held back (variance of its prior); all 1 where it is left out. */
  readonly freedom?: Float32Array | null;
};

/** Weights by feature, then by head. */
export type Together = { readonly weights: Float32Array; readonly bias: Float64Array; readonly heads: number };

const mostPasses = 40;
/** Mean change of a prediction in a pass; below it nothing more is won. */
const still = 5e-4;

/**
 * Where s + pull·σ(s) = aim: Newton's steps, kept between the bounds that the answer cannot leave. Nearly is not enough: where the pull is
 * strong, passes would undo each other.
 */
const meet = (aim: number, pull: number, from: number): number => {
  let [low, high] = [aim - pull, aim];
  let at = Math.min(high, Math.max(low, from));
  for (let step = 0; step < 40; step += 1) {
    const share = 1 / (1 + Math.exp(-at));
    const off = at + pull * share - aim;
    if (Math.abs(off) < 1e-3) break;
    if (off > 0) high = at;
    else low = at;
    const next = at - off / (1 + pull * share * (1 - share));
    at = next > low && next < high ? next : (low + high) / 2;
  }
  return at;
};

/** Numbers from a seed (xorshift, Marsaglia 2003): the same order every time. */
const shuffler = (): ((order: Int32Array) => void) => {
  let state = 0x9e3779b9;
  return (order) => {
    for (let last = order.length - 1; last > 0; last -= 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const other = (state >>> 0) % (last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
  };
};

/** Of each row and head the squared length, with the constant feature of the bias. */
const squaresOf = ({ rows, heads, freedom }: TogetherTask): Float32Array => {
  const squares = new Float32Array(rows.length * heads).fill(1);
  rows.forEach(({ ids, values }, row) => {
    for (let index = 0; index < ids.length; index += 1) {
      const square = values[index]! * values[index]!;
      for (let head = 0; head < heads; head += 1) squares[row * heads + head]! += freedom ? square * freedom[ids[index]! * heads + head]! : square;
    }
  });
  return squares;
};

const scoresInto = (scores: Float64Array, { weights, bias, heads }: Together, { ids, values }: Row): void => {
  scores.set(bias);
  for (let index = 0; index < ids.length; index += 1) {
    const [value, from] = [values[index]!, ids[index]! * heads];
    for (let head = 0; head < heads; head += 1) scores[head]! += value * weights[from + head]!;
  }
};

export const fitTogether = (task: TogetherTask): Together => {
  const { rows, heads, targets, importance, size, cost, freedom } = task;
  const fitted: Together = { weights: new Float32Array(size * heads), bias: new Float64Array(heads), heads };
  const { weights, bias } = fitted;
  const squares = squaresOf(task);
  const said = targets.slice();
  const [scores, moves] = [new Float64Array(heads), new Float64Array(heads)];
  const order = Int32Array.from(rows, (_, row) => row);
  const shuffle = shuffler();
  for (let pass = 0; pass < mostPasses; pass += 1) {
    shuffle(order);
    let changed = 0;
    for (const row of order) {
      const { ids, values } = rows[row]!;
      scoresInto(scores, fitted, rows[row]!);
      const own = cost * (importance?.[row] ?? 1);
      let largest = 0;
      for (let head = 0; head < heads; head += 1) {
        const at = row * heads + head;
        const before = said[at]!;
        moves[head] = 0;
        if (Number.isNaN(before)) continue;
        const pull = own * squares[at]!;
        const now = 1 / (1 + Math.exp(-meet(scores[head]! + pull * before, pull, scores[head]!)));
        said[at] = now;
        moves[head] = own * (before - now);
        changed += Math.abs(before - now);
        largest = Math.max(largest, Math.abs(before - now));
      }
      if (largest < 1e-5) continue;
      for (let index = 0; index < ids.length; index += 1) {
        const [value, from] = [values[index]!, ids[index]! * heads];
        if (freedom) for (let head = 0; head < heads; head += 1) weights[from + head]! += moves[head]! * value * freedom[from + head]!;
        else for (let head = 0; head < heads; head += 1) weights[from + head]! += moves[head]! * value;
      }
      for (let head = 0; head < heads; head += 1) bias[head]! += moves[head]!;
    }
    if (changed < still * rows.length * heads) break;
  }
  return fitted;
};

/** One score for each head. */
export const scoresOf = (fitted: Together, row: Row): Float64Array => {
  const scores = new Float64Array(fitted.heads);
  scoresInto(scores, fitted, row);
  return scores;
};
