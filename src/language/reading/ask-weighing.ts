// The asks of a message: what rules found and its signs bear out, and sentences that ask although no rule knows their words.
import { askCandidates } from './ask-signs.ts';
import { askWeights } from './ask-weights.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';
import type { Ask } from './asks.ts';
import type { EvidenceTable } from './evidence.ts';
import type { FoundConcept } from './problem-signs.ts';

/** Logits of 0.45 and 0.3: an ask that is passed over is worse than one too many, above all where rules found none. */
export const leastOfAsk = { asked: -0.2, silent: -0.85 } as const;

/** Where a rule calls a question rhetorical, nothing else makes an ask of it. */
const rhetorical = 'ask not';

export const weighAsks = (view: View, table: EvidenceTable, asks: readonly Ask[], concepts: readonly FoundConcept[]): Span[] =>
  askCandidates(view, table, asks, concepts)
    .filter(({ asked, signs }) => {
      const column = asked ? 0 : 1;
      let sum = 0;
      for (const sign of signs) sum += askWeights[sign]?.[column] ?? 0;
      if (!asked && signs.includes(rhetorical)) return false;
      return sum >= (asked ? leastOfAsk.asked : leastOfAsk.silent);
    })
    .map(({ start, end }) => ({ start, end }));
