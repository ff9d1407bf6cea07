// Whether a probability means what it says: of the judgements given 0.8, about 80 % are so.

export type Judged = { readonly probability: number; readonly right: boolean };

const bins = 10;

/**
 * Expected calibration error: judgements are put into ten bins of equal width by their probability; the gap between mean probability
 * and share of right ones is averaged over the bins by their size (Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities
 * Using Bayesian Binning, AAAI 2015). 0 is perfect.
 */
export const calibrationError = (judged: readonly Judged[]): number | null => {
  if (judged.length === 0) return null;
  const sums = Array.from({ length: bins }, () => ({ count: 0, probability: 0, right: 0 }));
  for (const { probability, right } of judged) {
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))]!;
    bin.count += 1;
    bin.probability += probability;
    bin.right += right ? 1 : 0;
  }
  return sums.reduce((error, bin) => error + Math.abs(bin.probability - bin.right), 0) / judged.length;
};
