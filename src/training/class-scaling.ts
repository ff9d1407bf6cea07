// How freely each weight may move: what stands far oftener beside a value than elsewhere is held back less. The log of how many times oftener
// is what naive Bayes would weigh it (Wang, Manning 2012); its square, as the variance of the weight, is the same as scaling the feature by it.
import type { Row } from './logistic.ts';

/** As if every feature had been seen once more with the value and once more without. */
const seen = 1;

/** @param targets by row, then by head; NaN where a row says nothing of a head */
export const freedomOf = (rows: readonly Row[], targets: Float32Array, heads: number, size: number): Float32Array => {
  const [within, without] = [new Float32Array(size * heads).fill(seen), new Float32Array(size * heads).fill(seen)];
  const [all, others] = [new Float64Array(heads).fill(2 * seen), new Float64Array(heads).fill(2 * seen)];
  rows.forEach(({ ids }, row) => {
    for (let head = 0; head < heads; head += 1) {
      const target = targets[row * heads + head]!;
      if (Number.isNaN(target)) continue;
      all[head]! += target;
      others[head]! += 1 - target;
      for (const id of ids) {
        within[id * heads + head]! += target;
        without[id * heads + head]! += 1 - target;
      }
    }
  });
  const rates = Float64Array.from(all, (one, head) => Math.log(one / others[head]!));
  for (let at = 0; at < within.length; at += 1) within[at] = (Math.log(within[at]! / without[at]!) - rates[at % heads]!) ** 2;
  return within;
};
