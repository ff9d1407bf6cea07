// From scores of texts that were not learned from to what is told: probabilities, from which on a value is told, and who wins a choice.
import { choices, headIndex, headOf, heads, lists } from '../language/learned/heads.ts';
import { fitLogistic } from './logistic.ts';
import type { Choice, List } from '../language/learned/heads.ts';
import type { Judging, Sigmoid } from '../language/learned/weights.ts';
import type { Sample } from './samples.ts';

/** Scores by head, in the order of the samples. */
export type Scores = readonly Float64Array[];

const labelled = (samples: readonly Sample[], head: number): number[] => samples.flatMap(({ targets }, index) => (Number.isNaN(targets[head]!) ? [] : [index]));

/** Platt 1999, with his softened targets, so that a value that was always right is not certain. */
export const sigmoidOf = (scores: Float64Array, samples: readonly Sample[], head: number): Sigmoid => {
  const known = labelled(samples, head);
  const positive = known.filter((index) => samples[index]!.targets[head]! > 0.5).length;
  const [yes, no] = [(positive + 1) / (positive + 2), 1 / (known.length - positive + 2)];
  const { weights, bias } = fitLogistic({
    rows: known.map((index) => ({ ids: Int32Array.of(0), values: Float32Array.of(scores[index]!) })),
    targets: known.map((index) => (samples[index]!.targets[head]! > 0.5 ? yes : no)),
    importance: new Float64Array(known.length).fill(1),
    size: 1,
    cost: 1_000,
    flat: 1e-6,
  });
  return { slope: weights[0]!, offset: bias };
};

/** F with recall weighed `beta` times as much as precision. */
const fBeta = (right: number, wrong: number, missed: number, beta: number): number => ((1 + beta ** 2) * right) / ((1 + beta ** 2) * right + beta ** 2 * missed + wrong || 1);

/** Recall matters more than precision where a person may be in danger (contract). */
const betaOf = (head: string): number => (head === 'risk violence' || head === 'risk self-harm' ? 4 : 1);

/**
 * Less sure than this nothing is told; what is rare and grave is told sooner. A hint of self-harm is told however faint it is. Below eight
 * in a hundred ordinary complaints (a cold breakfast) were told as violence too, and whoever is warned of every breakfast no longer looks.
 */
const lowest = (head: string): number => {
  if (head === 'risk self-harm') return 0.03;
  if (head === 'risk violence') return 0.08;
  return head.startsWith('risk ') || head.startsWith('complaint ') ? 0.15 : 0.25;
};

const leastOf = (head: string, probabilities: readonly number[], is: readonly boolean[]): number => {
  const beta = betaOf(head);
  const order = probabilities.map((probability, index) => ({ probability, is: is[index]! })).sort((a, b) => b.probability - a.probability);
  const all = is.filter(Boolean).length;
  let [right, wrong, best, least] = [0, 0, -1, 0.5];
  order.forEach(({ probability, is: one }, index) => {
    if (one) right += 1;
    else wrong += 1;
    const value = fBeta(right, wrong, all - right, beta);
    // In the middle between this one and the next: the place itself is an accident.
    if (value > best) [best, least] = [value, (probability + (order[index + 1]?.probability ?? 0)) / 2];
  });
  return Math.max(lowest(head), Math.min(0.8, least));
};

const macro = (values: readonly string[], gold: readonly string[], said: readonly string[]): number => {
  const scores = values.flatMap((value) => {
    let [right, wrong, missed] = [0, 0, 0];
    gold.forEach((one, index) => {
      if (one === value && said[index] === value) right += 1;
      else if (said[index] === value) wrong += 1;
      else if (one === value) missed += 1;
    });
    return right + missed === 0 ? [] : [fBeta(right, wrong, missed, 1)];
  });
  return scores.reduce((sum, one) => sum + one, 0) / (scores.length || 1);
};

type Asked = { readonly values: readonly string[]; readonly at: readonly number[]; readonly known: readonly number[]; readonly gold: readonly string[] };

/** The values of a choice and their heads, and of the samples that were labelled for it what they are. */
const askedOf = (field: Choice, samples: readonly Sample[]): Asked => {
  const values: readonly string[] = choices[field];
  const at = values.map((value) => headIndex.get(headOf(field, value))!);
  const known = labelled(samples, at[0]!);
  return { values, at, known, gold: known.map((index) => values[at.findIndex((head) => samples[index]!.targets[head] === 1)] ?? values[0]!) };
};

type Chosen = { readonly handicaps: readonly number[]; readonly temperature: number };

/** What is added to each value of a choice so that rare values are found too: one after the other, three rounds. */
const chosenOf = (field: Choice, scores: Scores, samples: readonly Sample[]): Chosen => {
  const { values, at, known, gold } = askedOf(field, samples);
  const handicaps: number[] = values.map(() => 0);
  const totals = (index: number): number[] => at.map((head, value) => scores[head]![index]! + handicaps[value]!);
  const said = (): string[] => known.map((index) => {
    const all = totals(index);
    return values[all.indexOf(Math.max(...all))]!;
  });
  let best = macro(values, gold, said());
  for (let round = 0; round < 3; round += 1) {
    for (let value = 0; value < values.length; value += 1) {
      const before = handicaps[value]!;
      let kept = before;
      for (let step = -8; step <= 8; step += 1) {
        handicaps[value] = before + step * 0.1;
        const now = macro(values, gold, said());
        if (now > best + 1e-4) [best, kept] = [now, before + step * 0.1];
      }
      handicaps[value] = kept;
    }
  }
  const loss = (temperature: number): number => known.reduce((sum, index, place) => {
    const all = totals(index).map((one) => one / temperature);
    const most = Math.max(...all);
    return sum + most + Math.log(all.reduce((total, one) => total + Math.exp(one - most), 0)) - all[values.indexOf(gold[place]!)]!;
  }, 0);
  const temperatures = Array.from({ length: 40 }, (_, step) => 0.2 * 1.08 ** step);
  return { handicaps, temperature: temperatures.reduce((one, other) => (loss(other) < loss(one) ? other : one)) };
};

export type Decided = { readonly judging: readonly Omit<Judging, 'bias'>[]; readonly temperature: Readonly<Record<string, number>> };

export const decide = (scores: Scores, samples: readonly Sample[]): Decided => {
  const judging = heads.map((head, index): Omit<Judging, 'bias'> => {
    const known = labelled(samples, index);
    if (!known.some((one) => samples[one]!.targets[index]! > 0.5)) return { slope: 1, offset: 0, least: 1, handicap: 0 };
    const sigmoid = sigmoidOf(scores[index]!, samples, index);
    const probabilities = known.map((one) => 1 / (1 + Math.exp(-(sigmoid.slope * scores[index]![one]! + sigmoid.offset))));
    return { ...sigmoid, least: leastOf(head, probabilities, known.map((one) => samples[one]!.targets[index]! > 0.5)), handicap: 0 };
  });
  const temperature: Record<string, number> = {};
  for (const field of Object.keys(choices) as Choice[]) {
    const chosen = chosenOf(field, scores, samples);
    temperature[field] = chosen.temperature;
    choices[field].forEach((value, place) => {
      const head = headIndex.get(headOf(field, value))!;
      judging[head] = { ...judging[head]!, handicap: chosen.handicaps[place]! };
    });
  }
  return { judging, temperature };
};

/** Intensity of the emotions that hold: least squares on their score. */
export const intensityFit = (scores: Scores, samples: readonly Sample[]): readonly [number, number] => {
  const points = samples.flatMap(({ intensities }, index) => Object.entries(intensities).map(([emotion, intensity]) => ({ x: scores[headIndex.get(headOf('emotion', emotion))!]![index]!, y: intensity })));
  const [mx, my] = [points.reduce((sum, { x }) => sum + x, 0) / points.length, points.reduce((sum, { y }) => sum + y, 0) / points.length];
  const growth = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  return [my - growth * mx, growth];
};

/** For what training prints: mean F1 of every field on texts that were not learned from. */
export const heldOut = (scores: Scores, samples: readonly Sample[], { judging }: Decided): Readonly<Record<string, number>> => {
  const out: Record<string, number> = {};
  for (const field of Object.keys(choices) as Choice[]) {
    const { values, at, known, gold } = askedOf(field, samples);
    const said = known.map((index) => {
      const all = at.map((head) => scores[head]![index]! + judging[head]!.handicap);
      return values[all.indexOf(Math.max(...all))]!;
    });
    out[field] = macro(values, gold, said);
  }
  for (const field of Object.keys(lists) as List[]) {
    const each = lists[field].map((value) => {
      const head = headIndex.get(headOf(field, value))!;
      let [right, wrong, missed] = [0, 0, 0];
      for (const index of labelled(samples, head)) {
        const { slope, offset, least } = judging[head]!;
        const told = 1 / (1 + Math.exp(-(slope * scores[head]![index]! + offset))) >= least;
        const is = samples[index]!.targets[head]! > 0.5;
        if (told && is) right += 1;
        else if (told) wrong += 1;
        else if (is) missed += 1;
      }
      return { value, f: fBeta(right, wrong, missed, 1), occurs: right + missed > 0 };
    });
    const occurring = each.filter(({ occurs }) => occurs);
    out[field] = occurring.reduce((sum, { f }) => sum + f, 0) / (occurring.length || 1);
    if (field === 'intent') out['complaint said'] = each.find(({ value }) => value === 'complaint')!.f;
  }
  return out;
};
