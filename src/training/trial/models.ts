// The two that a trial compares. The baseline: logistic regression on words and pieces weighed by rarity. Ours: the same on these, on what the
// engine sees of words, on where they stand and who says them, and on what its rules and concepts find, once as it is and once scaled by class,
// added up.
import { freedomOf } from '../class-scaling.ts';
import { fitTogether, scoresOf } from '../together.ts';
import { goldOf, tenthsOf } from './labelled-set.ts';
import type { Row } from '../logistic.ts';
import type { LabelledSet } from './labelled-set.ts';
import type { SetScores } from './decision.ts';

export type Rows = { readonly rows: readonly Row[]; readonly size: number };

/** Scores of rows that were not learned from: of those that were left out in turn, and of the last fifth. */
export type Unseen = { readonly leftOut: SetScores; readonly last: SetScores };

type Learner = { readonly cost: number; readonly scaled: boolean };

/** Of two labels of which one holds, one head says both. */
const isEither = ({ labels, several }: LabelledSet): boolean => !several && labels.length === 2;

const scoresAt = (set: LabelledSet, { rows, size }: Rows, { cost, scaled }: Learner, taught: readonly number[], asked: readonly number[]): SetScores => {
  const either = isEither(set);
  const heads = either ? 1 : set.labels.length;
  const gold = goldOf(set, taught);
  const targets = either ? gold.filter((_, at) => at % 2 === 1) : gold;
  const own = taught.map((row) => rows[row]!);
  const fitted = fitTogether({ rows: own, heads, targets, size, cost, freedom: scaled ? freedomOf(own, targets, heads, size) : null });
  const scores = new Float64Array(asked.length * set.labels.length);
  asked.forEach((row, place) => scores.set(either ? [0, scoresOf(fitted, rows[row]!)[0]!] : scoresOf(fitted, rows[row]!), place * set.labels.length));
  return scores;
};

const until = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

const leftOut = (set: LabelledSet, rows: Rows, learner: Learner): SetScores => {
  const parts = tenthsOf(set).map((tenth) => {
    const out = new Set(tenth);
    return scoresAt(set, rows, learner, until(0, set.taught).filter((row) => !out.has(row)), tenth);
  });
  return Float64Array.from(parts.flatMap((part) => [...part]));
};

const last = (set: LabelledSet, rows: Rows, learner: Learner): SetScores => scoresAt(set, rows, learner, until(0, set.taught), until(set.taught, set.rows.length));

const costs = [1, 4, 16] as const;

/** Its cost is the one that did best on rows that were left out. @param judge how well scores of the rows that were left out do */
export const baseline = (set: LabelledSet, rows: Rows, judge: (leftOut: SetScores) => number): Unseen & { readonly cost: number } => {
  const tried = costs.map((cost) => {
    const scores = leftOut(set, rows, { cost, scaled: false });
    return { cost, scores, figure: judge(scores) };
  });
  const best = tried.reduce((one, other) => (other.figure > one.figure ? other : one));
  return { cost: best.cost, leftOut: best.scores, last: last(set, rows, { cost: best.cost, scaled: false }) };
};

/** Chosen within the first four fifths of eight sets. */
const learners: readonly Learner[] = [{ cost: 2, scaled: false }, { cost: 1, scaled: true }];

const spread = (scores: SetScores): number => Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);

const sum = (scores: readonly SetScores[], by: readonly number[]): SetScores => scores[0]!.map((_, at) => scores.reduce((total, one, index) => total + one[at]! / by[index]!, 0));

export const ours = (set: LabelledSet, rows: Rows): Unseen => {
  const each = learners.map((learner) => ({ leftOut: leftOut(set, rows, learner), last: last(set, rows, learner) }));
  const spreads = each.map((one) => spread(one.leftOut));
  return { leftOut: sum(each.map((one) => one.leftOut), spreads), last: sum(each.map((one) => one.last), spreads) };
};
