// A public set as a trial sees it: its first four fifths teach, its last fifth measures, and of what teaches some is left out to decide on.
import type { LabelledRow } from '../../evaluation/public-labels.ts';

/** Mean F1 of its values, or share of rows that are right: as the published figure of the set is told. */
export type Measure = 'macro-F1' | 'accuracy';

export type LabelledSet = {
  readonly rows: readonly LabelledRow[];
  readonly labels: readonly string[];
  /** Whether several labels, or none, may hold of a row; otherwise one does. */
  readonly several: boolean;
  readonly measure: Measure;
  /** Rows before this one teach, the others measure. */
  readonly taught: number;
  /** By row, then by label: 1 where it holds. */
  readonly gold: Float32Array;
};

/** Says that no label holds. */
const noLabel = 'none';

export const labelledSet = (rows: readonly LabelledRow[], measure: Measure): LabelledSet => {
  const all = [...new Set(rows.flatMap(({ labels }) => labels))].sort();
  const labels = all.filter((label) => label !== noLabel);
  const gold = Float32Array.from(rows.flatMap((row) => labels.map((label) => (row.labels.includes(label) ? 1 : 0))));
  return { rows, labels, several: all.length > labels.length || rows.some((row) => row.labels.length > 1), measure, taught: Math.floor(rows.length * 0.8), gold };
};

export const goldOf = ({ gold, labels }: LabelledSet, at: readonly number[]): Float32Array => {
  const out = new Float32Array(at.length * labels.length);
  at.forEach((row, place) => out.set(gold.subarray(row * labels.length, (row + 1) * labels.length), place * labels.length));
  return out;
};

/** So many rows are enough to decide on. */
const enough = 2_000;

/** Tenths of what teaches that are left out one after the other, until enough rows were. */
export const tenthsOf = ({ taught }: LabelledSet): readonly (readonly number[])[] =>
  Array.from({ length: Math.min(10, Math.ceil((10 * enough) / taught)) }, (_, tenth) => Array.from({ length: taught }, (__, row) => row).filter((row) => row % 10 === tenth));
