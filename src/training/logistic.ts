// Logistic regression with an L2 penalty, fitted by L-BFGS (Nocedal, Wright: Numerical Optimization, algorithm 7.5): deterministic,
// no step size to tune, and quick enough for some thousand texts and a hundred thousand features.

/** A text as training sees it: numbers of features and how much each weighs. */
export type Row = { readonly ids: Int32Array; readonly values: Float32Array };

export type Fitted = { readonly weights: Float64Array; readonly bias: number };

export type Task = {
  readonly rows: readonly Row[];
  /** What each row is, 0 to 1: a share is a target between. */
  readonly targets: ArrayLike<number>;
  /** How much each row counts; 1 as a rule. */
  readonly importance: ArrayLike<number>;
  /** Number of features. */
  readonly size: number;
  /** Of an error against the penalty: large trusts the texts, small distrusts them. */
  readonly cost: number;
  /** Of the slope at the beginning: where it has become this flat nothing more is won. */
  readonly flat?: number;
};

const memory = 6;
const mostSteps = 80;
/** Chosen for many features; where one is fitted it costs nothing to go on. */
const usuallyFlat = 2e-3;

type Point = { readonly at: Float64Array; readonly value: number; readonly slope: Float64Array };
type Step = { readonly moved: Float64Array; readonly turned: Float64Array; readonly rho: number };

const dot = (one: Float64Array, other: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index]! * other[index]!;
  return sum;
};

/** Half the squared weights plus `cost` times the weighted cross-entropy; the bias, last, is not held back. */
const lossAt = ({ rows, targets, importance, size, cost }: Task, at: Float64Array): Point => {
  const slope = at.slice();
  slope[size] = 0;
  let value = 0;
  for (let index = 0; index < size; index += 1) value += 0.5 * at[index]! * at[index]!;
  for (let place = 0; place < rows.length; place += 1) {
    const { ids, values } = rows[place]!;
    let score = at[size]!;
    for (let index = 0; index < ids.length; index += 1) score += at[ids[index]!]! * values[index]!;
    const weight = cost * importance[place]!;
    const target = targets[place]!;
    // log(1 + e^score) without overflow
    value += weight * (Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score);
    const pull = weight * (1 / (1 + Math.exp(-score)) - target);
    for (let index = 0; index < ids.length; index += 1) slope[ids[index]!]! += pull * values[index]!;
    slope[size] += pull;
  }
  return { at, value, slope };
};

const direction = (slope: Float64Array, steps: readonly Step[]): Float64Array => {
  const way = slope.map((value) => -value);
  const alphas: number[] = [];
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const { moved, turned, rho } = steps[index]!;
    const alpha = rho * dot(moved, way);
    alphas[index] = alpha;
    for (let place = 0; place < way.length; place += 1) way[place]! -= alpha * turned[place]!;
  }
  const last = steps.at(-1);
  if (last) {
    const scale = dot(last.moved, last.turned) / dot(last.turned, last.turned);
    for (let place = 0; place < way.length; place += 1) way[place]! *= scale;
  }
  steps.forEach(({ moved, turned, rho }, index) => {
    const beta = rho * dot(turned, way);
    for (let place = 0; place < way.length; place += 1) way[place]! += (alphas[index]! - beta) * moved[place]!;
  });
  return way;
};

/** Halves the step until the loss falls as it should (Armijo). */
const advance = (task: Task, from: Point, way: Float64Array, first: number): Point => {
  const along = dot(from.slope, way);
  let length = first;
  let next = from;
  for (let tries = 0; tries < 25; tries += 1) {
    const step = length;
    next = lossAt(task, from.at.map((value, index) => value + step * way[index]!));
    if (next.value <= from.value + 1e-4 * length * along) break;
    length /= 2;
  }
  return next;
};

/** Where nothing but how often it holds is known. What is rare would otherwise be called learned as soon as it is called rare. */
const beginning = ({ targets, importance, rows, size }: Task): Float64Array => {
  let [held, all] = [0, 0];
  for (let place = 0; place < rows.length; place += 1) {
    held += importance[place]! * targets[place]!;
    all += importance[place]!;
  }
  const at = new Float64Array(size + 1);
  const share = held / all;
  if (share > 0 && share < 1) at[size] = Math.log(share / (1 - share));
  return at;
};

export const fitLogistic = (task: Task): Fitted => {
  let point = lossAt(task, beginning(task));
  const steps: Step[] = [];
  const first = Math.sqrt(dot(point.slope, point.slope));
  for (let step = 0; step < mostSteps; step += 1) {
    if (Math.sqrt(dot(point.slope, point.slope)) <= (task.flat ?? usuallyFlat) * first) break;
    const next = advance(task, point, direction(point.slope, steps), steps.length === 0 ? Math.min(1, 1 / first) : 1);
    if (!(next.value < point.value)) break;
    const before = point;
    const moved = next.at.map((value, index) => value - before.at[index]!);
    const turned = next.slope.map((value, index) => value - before.slope[index]!);
    const curve = dot(moved, turned);
    if (curve > 1e-12) steps.push({ moved, turned, rho: 1 / curve });
    if (steps.length > memory) steps.shift();
    point = next;
  }
  return { weights: point.at.subarray(0, task.size), bias: point.at[task.size]! };
};

export const scoreOf = ({ weights, bias }: Fitted, { ids, values }: Row): number => {
  let score = bias;
  for (let index = 0; index < ids.length; index += 1) score += weights[ids[index]!]! * values[index]!;
  return score;
};
