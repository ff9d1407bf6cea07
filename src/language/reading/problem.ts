// The main problem in the customer's own words: the sentence in which most of the hurt is told.
import { evidenceOf } from './evidence.ts';
import type { Ask } from './asks.ts';
import type { EvidenceTable } from './evidence.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

const weights: readonly (readonly [string, readonly string[], number])[] = [
  ['trigger', ['quality', 'communication', 'process', 'expectation'], 3],
  ['intent', ['complaint'], 2],
  ['complaint', ['latent'], 2],
  ['emotion', ['anger', 'disappointment', 'anxiety', 'confusion', 'sadness'], 1],
];

export const readProblem = (view: View, table: EvidenceTable, asks: readonly Ask[]): Span | null => {
  const scores = new Map<number, number>();
  for (const [what, values, weight] of weights) {
    for (const value of values) {
      for (const { sentence, probability } of evidenceOf(table, what, value)) scores.set(sentence, (scores.get(sentence) ?? 0) + weight * probability);
    }
  }
  const [best] = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const sentence = best && view.sentences[best[0]];
  if (sentence) return { start: sentence.start, end: sentence.end };
  const ask = asks[0];
  return ask ? { start: ask.start, end: ask.end } : null;
};
