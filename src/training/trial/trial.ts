// One public set: what the baseline and what our learner make of its last fifth after they saw the first four, decided alike.
import { featuresOf } from '../../language/learned/features.ts';
import { findingsIn, observe } from '../../language/reading/read.ts';
import { weighed, weighingOf } from '../bags.ts';
import { plainBags } from '../plain-bags.ts';
import { figureOf, offsetsOf } from './decision.ts';
import { goldOf, tenthsOf } from './labelled-set.ts';
import { baseline, ours } from './models.ts';
import { placesOf } from './places.ts';
import { lastTurns } from './turns.ts';
import type { Bag } from '../bags.ts';
import type { SetScores } from './decision.ts';
import type { LabelledSet } from './labelled-set.ts';
import type { Rows, Unseen } from './models.ts';
import type { Reader } from '../../language/reading/read.ts';

/** Public rows tell no day; none of their labels depends on one. */
const anyDay = '2026-01-01T12:00:00Z';

/** The same piece is the same number for every text. */
const numbering = (): ((pieces: readonly string[]) => Uint32Array) => {
  const numbers = new Map<string, number>();
  return (pieces) =>
    Uint32Array.from(pieces, (piece) => {
      const known = numbers.get(piece) ?? numbers.size;
      numbers.set(piece, known);
      return known;
    });
};

/**
 * What the engine sees of a text: words and pairs, pieces and runs, and what rules, concepts and marks find. Beside it where words stand, and of
 * talk the words of each turn.
 */
const engineBags = (language: string, reader: Reader): ((text: string) => Bag) => {
  const [numbersOf, plain] = [numbering(), plainBags()];
  return (text) => {
    const observed = observe(text, { now: anyDay, language }, reader);
    const found = findingsIn(observed).map(({ name }) => name);
    return [...featuresOf(observed.view), ...[found, ...placesOf(text)].map(numbersOf), ...lastTurns(text).map((turn) => plain(turn)[0]!)];
  };
};

/** Only the texts that teach say what is rare. */
const rowsOf = (bags: readonly Bag[], taught: number): Rows => {
  const weighing = weighingOf(bags.slice(0, taught));
  return { rows: bags.map((bag) => weighed(bag, weighing)), size: weighing.size };
};

export type Trial = { readonly baseline: number; readonly cost: number; readonly ours: number };

export const trial = (set: LabelledSet, language: string, reader: Reader): Trial => {
  const leftOut = goldOf(set, tenthsOf(set).flat());
  const last = goldOf(set, Array.from({ length: set.rows.length - set.taught }, (_, index) => set.taught + index));
  const judge = (scores: SetScores): number => figureOf(set, scores, offsetsOf(set, scores, leftOut), leftOut);
  const figure = (unseen: Unseen): number => figureOf(set, unseen.last, offsetsOf(set, unseen.leftOut, leftOut), last);
  const plain = set.rows.map(({ text }) => text).map(plainBags());
  const simple = baseline(set, rowsOf(plain, set.taught), judge);
  const seen = set.rows.map(({ text }) => text).map(engineBags(language, reader));
  return { baseline: figure(simple), cost: simple.cost, ours: figure(ours(set, rowsOf(plain.map((bag, index) => [...bag, ...seen[index]!]), set.taught))) };
};
