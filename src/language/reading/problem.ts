// The main problem in the customer's own words: the sentence whose signs speak most for it, or none where nothing is wrong.
import { problemWeights } from './problem-weights.ts';
import { signsOf, structure } from './problem-signs.ts';
import type { FoundConcept } from './problem-signs.ts';
import type { Ask } from './asks.ts';
import type { EvidenceTable } from './evidence.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

/** Below it nothing is wrong. A little below nought, where "none of them" stands: a problem that is passed over is worse than one too many. */
export const leastOfProblem = -0.8;

/** "Stop, one more thing!": where nothing speaks of a fault, and no sentence is long enough to tell of one in words that are not known, nothing is quoted. */
const tells = (signs: ReadonlySet<string>): boolean => signs.has('long') || signs.has('longest') || [...signs].some((sign) => !structure.has(sign) && (problemWeights[sign] ?? 0) > 0);

const weigh = (signs: ReadonlySet<string>): number => {
  let sum = 0;
  for (const sign of signs) sum += problemWeights[sign] ?? 0;
  return sum;
};

export const readProblem = (view: View, table: EvidenceTable, asks: readonly Ask[], concepts: readonly FoundConcept[] = []): Span | null => {
  const bySentence = signsOf(view, table, asks, concepts);
  if (![...bySentence.values()].some(tells)) return null;
  let [best, most] = [-1, leastOfProblem];
  for (const [index, signs] of bySentence) {
    const weight = weigh(signs);
    if (weight > most) [best, most] = [index, weight];
  }
  const sentence = view.sentences[best];
  return sentence ? { start: sentence.start, end: sentence.end } : null;
};
