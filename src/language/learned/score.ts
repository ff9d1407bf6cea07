// A message → one score for each head: features of words weighed by their rarity and brought to one length, findings added as they are.
// What a word weighs with all its pieces is worked out once and kept: a message costs one look-up for each word and each pair.
import { eachPiece, eachRun, keyOfWord, walk } from './features.ts';
import { heads } from './heads.ts';
import { rarityStep } from './weights.ts';
import type { Group } from './features.ts';
import type { Finding } from './findings.ts';
import type { Weights } from './weights.ts';
import type { View } from '../text/view.ts';

const count = heads.length;

/** A word with what it adds by itself and by its pieces, before the length of the text is known. */
type Known = { readonly own: Float32Array | null; readonly ownSquare: number; readonly pieces: Float32Array | null; readonly piecesSquare: number; seenIn: number };

/** A pair or run of characters that the weights know, with the words in which it was seen first. */
type Seen = { readonly row: number; readonly from: number; readonly to: number; readonly group: Group };

export type Scored = {
  readonly scores: Float64Array;
  /** What each word of the text adds to the score of a head; a pair shares with both of its words. */
  readonly byWord: (head: number) => Float64Array;
  readonly ofFinding: (name: string, head: number) => number;
};

export type Scorer = (view: View, findings: readonly Finding[]) => Scored;

/** Open addressing over the numbers of features: twice as many places as features, and the next free one where two meet. */
const rowFinder = (keys: Uint32Array): ((key: number) => number) => {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const rows = new Int32Array(size).fill(-1);
  const mask = size - 1;
  keys.forEach((key, row) => {
    let at = key & mask;
    while (rows[at] !== -1) at = (at + 1) & mask;
    rows[at] = row;
  });
  return (key) => {
    let at = key & mask;
    for (;;) {
      const row = rows[at]!;
      if (row === -1 || keys[row] === key) return row;
      at = (at + 1) & mask;
    }
  };
};

/** Words that are kept; more than a language has in daily use, and few enough for the memory. */
const mostKept = 20_000;

class Words {
  readonly #kept = new Map<number, Known>();
  readonly #weights: Weights;
  readonly #rowOf: (key: number) => number;

  constructor(weights: Weights, rowOf: (key: number) => number) {
    this.#weights = weights;
    this.#rowOf = rowOf;
  }

  /** @param hash two words that fall together here fall together as features too */
  of(view: View, word: number, hash: number): Known {
    const kept = this.#kept.get(hash);
    if (kept !== undefined) return kept;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const made = this.#make(view, word, hash);
    this.#kept.set(hash, made);
    return made;
  }

  #make(view: View, word: number, hash: number): Known {
    const own = this.#rowOf(keyOfWord(hash));
    const pieces = new Float32Array(count);
    let piecesSquare = 0;
    eachPiece(view, word, (key) => {
      const row = this.#rowOf(key);
      if (row !== -1) piecesSquare += this.add(row, pieces);
    });
    const sum = new Float32Array(count);
    const ownSquare = own === -1 ? 0 : this.add(own, sum);
    return { own: own === -1 ? null : sum, ownSquare, pieces: piecesSquare === 0 ? null : pieces, piecesSquare, seenIn: 0 };
  }

  /** Adds a feature to `sum`; answers the square of its rarity. */
  add(row: number, sum: Float32Array | Float64Array): number {
    const { rarity, words } = this.#weights;
    const weight = rarity[row]! * rarityStep;
    for (let head = 0, at = row * count; head < count; head += 1, at += 1) sum[head]! += weight * words[at]!;
    return weight * weight;
  }
}

const addAll = (sum: Float64Array, more: Float32Array | null): void => {
  if (more === null) return;
  for (let head = 0; head < count; head += 1) sum[head]! += more[head]!;
};

type Gathered = {
  readonly sums: readonly [Float64Array, Float64Array];
  readonly lengths: readonly [number, number];
  readonly words: readonly { readonly word: number; readonly known: Known }[];
  readonly seen: readonly Seen[];
};

/** Everything that the weights know of a text, added up. */
const gatherer = (weights: Weights): ((view: View) => Gathered) => {
  const rowOf = rowFinder(weights.keys);
  const words = new Words(weights, rowOf);
  // Which text a pair or run was seen in last: it counts once in a text.
  const seenIn = new Uint32Array(weights.keys.length);
  let text = 0;
  return (view) => {
    text += 1;
    const sums = [new Float64Array(count), new Float64Array(count)] as const;
    const squares: [number, number] = [0, 0];
    const found: { word: number; known: Known }[] = [];
    const seen: Seen[] = [];
    const take = (key: number, group: Group, from: number, to: number): void => {
      const row = rowOf(key);
      if (row === -1 || seenIn[row] === text) return;
      seenIn[row] = text;
      seen.push({ row, from, to, group });
      squares[group] += words.add(row, sums[group]);
    };
    walk(view, {
      word: (word, hash) => {
        const known = words.of(view, word, hash);
        if (known.seenIn === text) return;
        known.seenIn = text;
        found.push({ word, known });
        addAll(sums[0], known.own);
        addAll(sums[1], known.pieces);
        squares[0] += known.ownSquare;
        squares[1] += known.piecesSquare;
      },
      pair: (key, word) => take(key, 0, word - 1, word + 1),
      character: (word, limit) => eachRun(view, word, limit, (key, to) => take(key, 1, word, to)),
    });
    return { sums, lengths: [Math.sqrt(squares[0]) || 1, Math.sqrt(squares[1]) || 1], words: found, seen };
  };
};

export const scorerOf = (weights: Weights): Scorer => {
  const { rarity, words, found, wordStep, findingStep, judging } = weights;
  const findingRow = new Map(weights.findings.map((name, row) => [name, row]));
  const gather = gatherer(weights);
  return (view, findings) => {
    const { sums, lengths, words: own, seen } = gather(view);
    const scores = new Float64Array(count);
    for (let head = 0; head < count; head += 1) scores[head] = judging[head]!.bias + wordStep[head]! * (sums[0][head]! / lengths[0] + sums[1][head]! / lengths[1]);
    for (const { name } of findings) {
      const row = findingRow.get(name);
      if (row === undefined) continue;
      for (let head = 0, at = row * count; head < count; head += 1, at += 1) scores[head]! += found[at]! * findingStep[head]!;
    }
    return {
      scores,
      ofFinding: (name, head) => {
        const row = findingRow.get(name);
        return row === undefined ? 0 : found[row * count + head]! * findingStep[head]!;
      },
      byWord: (head) => {
        const parts = new Float64Array(view.words.count);
        const step = wordStep[head]!;
        for (const { word, known } of own) parts[word]! += step * ((known.own?.[head] ?? 0) / lengths[0] + (known.pieces?.[head] ?? 0) / lengths[1]);
        for (const { row, from, to, group } of seen) {
          const part = (step * words[row * count + head]! * rarity[row]! * rarityStep) / lengths[group] / (to - from);
          for (let word = from; word < to; word += 1) parts[word]! += part;
        }
        return parts;
      },
    };
  };
};
