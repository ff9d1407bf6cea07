// Which features of words are worth a weight, and how rare each is.
import { rarityStep } from '../language/learned/weights.ts';
import type { Row } from './logistic.ts';
import type { Sample } from './samples.ts';

export type Vocabulary = {
  /** Ascending, so that a file of weights is the same for the same texts. */
  readonly keys: Uint32Array;
  readonly rowOf: ReadonlyMap<number, number>;
  /** In steps of `rarityStep`. */
  readonly rarity: Uint8Array;
};

/** A feature of fewer texts than this is an accident; pieces are ten times as many as words. */
const least = [2, 3] as const;
/** Public sets are large, and most of their words are of no customer. */
const leastPublic = 8;

const largestRarity = 255;

type Counts = readonly [Map<number, number>, Map<number, number>];

const countsOf = (samples: readonly Sample[]): Counts => {
  const counts: Counts = [new Map(), new Map()];
  for (const { features } of samples) features.forEach((keys, group) => new Set(keys).forEach((key) => void counts[group]!.set(key, (counts[group]!.get(key) ?? 0) + 1)));
  return counts;
};

/** Smoothed inverse document frequency: ln((1 + texts) / (1 + texts with it)) + 1, in the project's own texts or, where it is unknown there, in the public ones. */
export const vocabularyOf = (samples: readonly Sample[]): Vocabulary => {
  const [own, others] = [samples.filter(({ source }) => source === 'own'), samples.filter(({ source }) => source === 'public')];
  const kept = new Map<number, number>();
  const keep = (counts: Counts, texts: number, fewest: readonly [number, number]): void =>
    counts.forEach((group, index) => group.forEach((count, key) => void (count >= fewest[index]! && !kept.has(key) && kept.set(key, Math.log((1 + texts) / (1 + count)) + 1))));
  keep(countsOf(own), own.length, least);
  keep(countsOf(others), others.length, [leastPublic, leastPublic]);
  const keys = Uint32Array.from(kept.keys()).sort();
  return {
    keys,
    rowOf: new Map([...keys].map((key, row) => [key, row])),
    rarity: Uint8Array.from(keys, (key) => Math.min(largestRarity, Math.round(kept.get(key)! / rarityStep))),
  };
};

/** The features of each group weighed by rarity and brought to one length, as `score.ts` does: as often as they are given. */
export const rowOf = ({ features }: Sample, { rowOf: rows, rarity }: Vocabulary): Row => {
  const ids: number[] = [];
  const values: number[] = [];
  for (const keys of features) {
    const times = new Map<number, number>();
    for (const key of keys) {
      const id = rows.get(key);
      if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
    }
    const square = [...times].reduce((sum, [id, count]) => sum + count * (rarity[id]! * rarityStep) ** 2, 0);
    const length = Math.sqrt(square) || 1;
    for (const [id, count] of times) {
      ids.push(id);
      values.push((count * rarity[id]! * rarityStep) / length);
    }
  }
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) };
};

/** Findings that at least this many texts have. */
const leastFindings = 3;

export const findingNames = (samples: readonly Sample[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { findings } of samples) for (const name of findings) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= leastFindings).map(([name]) => name).sort();
};

export const findingRow = ({ findings }: Sample, rows: ReadonlyMap<string, number>): Row => {
  const ids = [...new Set(findings)].flatMap((name) => rows.get(name) ?? []);
  return { ids: Int32Array.from(ids), values: new Float32Array(ids.length).fill(1) };
};
