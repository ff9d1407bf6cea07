// Texts as bags of features, several groups beside each other, and how they become rows: weighed by how often and how rare, each group
// brought to one length.
import type { Row } from './logistic.ts';

/** Of one text, by group: its features, as often as they stand in it. */
export type Bag = readonly Uint32Array[];

export type Weighing = {
  /** By feature of a group, its place among all features and what it weighs. */
  readonly groups: readonly ReadonlyMap<number, { readonly id: number; readonly rarity: number }>[];
  readonly size: number;
};

/** A feature of one text only is an accident. */
const fewest = 2;

/** @param bags of the texts that teach: what they do not know weighs nothing */
export const weighingOf = (bags: readonly Bag[]): Weighing => {
  let size = 0;
  const groups = (bags[0] ?? []).map((_, group) => {
    const counts = new Map<number, number>();
    for (const bag of bags) for (const key of new Set(bag[group])) counts.set(key, (counts.get(key) ?? 0) + 1);
    const kept = new Map<number, { readonly id: number; readonly rarity: number }>();
    for (const [key, count] of counts) if (count >= fewest) kept.set(key, { id: size++, rarity: Math.log((1 + bags.length) / (1 + count)) + 1 });
    return kept;
  });
  return { groups, size };
};

/** (1 + ln times) · rarity, and each group of length 1. */
export const weighed = (bag: Bag, { groups }: Weighing): Row => {
  const ids: number[] = [];
  const values: number[] = [];
  bag.forEach((keys, group) => {
    const times = new Map<number, number>();
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    const from = values.length;
    let square = 0;
    for (const [key, count] of times) {
      const known = groups[group]!.get(key);
      if (known === undefined) continue;
      const value = (1 + Math.log(count)) * known.rarity;
      ids.push(known.id);
      values.push(value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    for (let at = from; at < values.length; at += 1) values[at]! /= length;
  });
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) };
};
