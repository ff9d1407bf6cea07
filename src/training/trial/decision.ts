// From scores to labels, and how many of them are right: the same for every model of a trial. Scores stand by row, then by label.
import { f1, mean } from '../../evaluation/tally.ts';
import type { LabelledSet } from './labelled-set.ts';

export type SetScores = Float64Array;

/** What is added to each label's scores; where several labels may hold, one that is then above zero does. */
export type Offsets = Float64Array;

/** The threshold of the best F1 of one label, in the middle between two scores. */
const thresholdOf = (scores: Float64Array, is: readonly boolean[]): number => {
  const order = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]!);
  const all = is.filter(Boolean).length;
  let [right, best, threshold] = [0, -1, Number.POSITIVE_INFINITY];
  order.forEach((row, place) => {
    if (is[row]) right += 1;
    const value = (2 * right) / (place + 1 + all);
    const next = order[place + 1];
    if (value > best) [best, threshold] = [value, next === undefined ? scores[row]! - 1 : (scores[row]! + scores[next]!) / 2];
  });
  return threshold;
};

const bestOf = (scores: SetScores, offsets: Offsets, row: number): number => {
  const count = offsets.length;
  let best = 0;
  for (let label = 1; label < count; label += 1) if (scores[row * count + label]! + offsets[label]! > scores[row * count + best]! + offsets[best]!) best = label;
  return best;
};

/** Of labels of which one holds: the share of rows that are right, or the mean F1 of the labels that occur. */
const ofChoice = ({ measure, labels }: LabelledSet, scores: SetScores, offsets: Offsets, gold: Float32Array): number => {
  const count = labels.length;
  const [right, wrong, missed] = [labels.map(() => 0), labels.map(() => 0), labels.map(() => 0)];
  const rows = gold.length / count;
  for (let row = 0; row < rows; row += 1) {
    const best = bestOf(scores, offsets, row);
    const is = gold.indexOf(1, row * count) - row * count;
    if (best === is) right[best]! += 1;
    else {
      wrong[best]! += 1;
      missed[is]! += 1;
    }
  }
  if (measure === 'accuracy') return right.reduce((sum, one) => sum + one, 0) / rows;
  return mean(labels.flatMap((_, label) => ((right[label]! + missed[label]!) === 0 ? [] : [f1({ right: right[label]!, wrong: wrong[label]!, missed: missed[label]! }) ?? 0]))) ?? 0;
};

const column = (scores: SetScores, count: number, label: number): Float64Array => Float64Array.from({ length: scores.length / count }, (_, row) => scores[row * count + label]!);

/** Of labels of which several may hold: mean F1 of those that occur. */
const ofList = ({ labels }: LabelledSet, scores: SetScores, offsets: Offsets, gold: Float32Array): number => {
  const each = labels.flatMap((_, label) => {
    let [right, wrong, missed] = [0, 0, 0];
    column(scores, labels.length, label).forEach((score, row) => {
      const [said, is] = [score + offsets[label]! > 0, gold[row * labels.length + label] === 1];
      if (said && is) right += 1;
      else if (said) wrong += 1;
      else if (is) missed += 1;
    });
    return right + missed === 0 ? [] : [f1({ right, wrong, missed }) ?? 0];
  });
  return mean(each) ?? 0;
};

export const figureOf = (set: LabelledSet, scores: SetScores, offsets: Offsets, gold: Float32Array): number => (set.several ? ofList : ofChoice)(set, scores, offsets, gold);

const [step, steps, rounds] = [0.15, 10, 2];

/** Decided on rows that the scores had not seen. Who counts right rows alone needs no offsets. */
export const offsetsOf = (set: LabelledSet, scores: SetScores, gold: Float32Array): Offsets => {
  const { labels, several, measure } = set;
  const count = labels.length;
  const offsets = new Float64Array(count);
  if (several) return offsets.map((_, label) => -thresholdOf(column(scores, count, label), Array.from(column(Float64Array.from(gold), count, label), (one) => one === 1)));
  if (measure === 'accuracy') return offsets;
  let best = ofChoice(set, scores, offsets, gold);
  for (let round = 0; round < rounds; round += 1) {
    for (let label = 0; label < count; label += 1) {
      const before = offsets[label]!;
      let kept = before;
      for (let move = -steps; move <= steps; move += 1) {
        offsets[label] = before + move * step;
        const now = ofChoice(set, scores, offsets, gold);
        if (now > best + 1e-4) [best, kept] = [now, offsets[label]!];
      }
      offsets[label] = kept;
    }
  }
  return offsets;
};
