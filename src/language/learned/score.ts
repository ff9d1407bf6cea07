// A message → one score for each head: features of words weighed by their rarity and brought to one length, findings added as they are.
// What a word weighs with all its pieces is kept: a message costs one look for each word and one for each pair.
import { eachRun, keyOfPair, mostWords, wordHash } from './features.ts';
import { heads } from './heads.ts';
import { rarityStep } from './weights.ts';
import { rowFinder, rowLength, WordSums } from './word-sums.ts';
import { wordKind } from '../text/words.ts';
import type { Group } from './features.ts';
import type { Finding } from './findings.ts';
import type { Weights } from './weights.ts';
import type { View } from '../text/view.ts';

const count = heads.length;

/** A pair or run of characters that the weights know, with the words in which it was seen first. */
type Seen = { readonly row: number; readonly from: number; readonly to: number; readonly group: Group };

/** A word where it was seen first, with the row of its sums. */
type Own = { readonly word: number; readonly row: number };

export type Scored = {
  readonly scores: Float64Array;
  /** What each word of the text adds to the score of a head; a pair shares with both of its words. */
  readonly byWord: (head: number) => Float64Array;
  /** What a finding adds, by its place among the findings. */
  readonly ofFinding: (finding: number, head: number) => number;
};

export type Scorer = (view: View, findings: readonly Finding[]) => Scored;

type Gathered = {
  /** Of words and pairs, and of pieces and runs. */
  readonly sums: readonly [Float64Array, Float64Array];
  readonly squares: [number, number];
  readonly own: Own[];
  readonly seen: Seen[];
};

/** Adds up everything that the weights know of a text. */
class Gatherer {
  readonly words: WordSums;
  readonly #weights: Weights;
  readonly #rowOf: (key: number) => number;
  // Which text a word, pair or run was seen in last: it counts once in a text.
  readonly #seenIn: Uint32Array;
  #wordSeenIn = new Uint32Array(0);
  #text = 0;

  constructor(weights: Weights) {
    this.#weights = weights;
    this.#rowOf = rowFinder(weights.keys);
    this.#seenIn = new Uint32Array(weights.keys.length);
    this.words = new WordSums(weights, this.#rowOf);
  }

  gather(view: View): Gathered {
    this.#text += 1;
    this.words.makeRoom();
    const gathered: Gathered = { sums: [new Float64Array(count), new Float64Array(count)], squares: [0, 0], own: [], seen: [] };
    const known = this.words.known(view);
    const { kind } = view.words;
    for (const { from, to } of view.sentences) {
      let before = 0;
      for (let word = from; word < to; word += 1) {
        if (word >= mostWords) return gathered;
        if (kind[word] === wordKind.ideograph) {
          eachRun(view, word, to, (key, end) => this.#take(gathered, key, 1, word, end));
          before = 0;
          continue;
        }
        this.#takeWord(gathered, word, (known[view.numbers[word]!] ??= this.words.rowOf(view, word)));
        const own = wordHash(view, word);
        if (before !== 0) this.#take(gathered, keyOfPair(before, own), 0, word - 1, word + 1);
        before = own;
      }
    }
    return gathered;
  }

  #takeWord({ sums: [ofWords, ofPieces], squares, own }: Gathered, word: number, row: number): void {
    const { sums, squares: squaresOf } = this.words;
    if (this.#wordSeenIn.length * 2 < squaresOf.length) {
      const seenIn = new Uint32Array(squaresOf.length / 2);
      seenIn.set(this.#wordSeenIn);
      this.#wordSeenIn = seenIn;
    }
    if (this.#wordSeenIn[row] === this.#text) return;
    this.#wordSeenIn[row] = this.#text;
    own.push({ word, row });
    const at = row * rowLength;
    if (squaresOf[row * 2] !== 0) for (let head = 0; head < count; head += 1) ofWords[head]! += sums[at + head]!;
    if (squaresOf[row * 2 + 1] !== 0) for (let head = 0; head < count; head += 1) ofPieces[head]! += sums[at + count + head]!;
    squares[0] += squaresOf[row * 2]!;
    squares[1] += squaresOf[row * 2 + 1]!;
  }

  #take({ sums, squares, seen }: Gathered, key: number, group: Group, from: number, to: number): void {
    const row = this.#rowOf(key);
    if (row === -1 || this.#seenIn[row] === this.#text) return;
    this.#seenIn[row] = this.#text;
    seen.push({ row, from, to, group });
    const { rarity, words } = this.#weights;
    const weight = rarity[row]! * rarityStep;
    const sum = sums[group];
    for (let head = 0, at = row * count; head < count; head += 1, at += 1) sum[head]! += weight * words[at]!;
    squares[group] += weight * weight;
  }
}

export const scorerOf = (weights: Weights): Scorer => {
  const { rarity, words, found, wordStep, findingStep, judging } = weights;
  const findingRow = new Map(weights.findings.map((name, row) => [name, row]));
  const gatherer = new Gatherer(weights);
  return (view, findings) => {
    const { sums, squares, own, seen } = gatherer.gather(view);
    const lengths = [Math.sqrt(squares[0]) || 1, Math.sqrt(squares[1]) || 1] as const;
    const wordSums = gatherer.words.sums;
    const scores = new Float64Array(count);
    for (let head = 0; head < count; head += 1) scores[head] = judging[head]!.bias + wordStep[head]! * (sums[0][head]! / lengths[0] + sums[1][head]! / lengths[1]);
    const rows = findings.map(({ name }) => findingRow.get(name) ?? -1);
    for (const row of rows) {
      if (row === -1) continue;
      for (let head = 0, at = row * count; head < count; head += 1, at += 1) scores[head]! += found[at]! * findingStep[head]!;
    }
    return {
      scores,
      ofFinding: (finding, head) => (rows[finding] === -1 ? 0 : found[rows[finding]! * count + head]! * findingStep[head]!),
      byWord: (head) => {
        const parts = new Float64Array(view.words.count);
        const step = wordStep[head]!;
        for (const { word, row } of own) parts[word]! += step * (wordSums[row * rowLength + head]! / lengths[0] + wordSums[row * rowLength + count + head]! / lengths[1]);
        for (const { row, from, to, group } of seen) {
          const part = (step * words[row * count + head]! * rarity[row]! * rarityStep) / lengths[group] / (to - from);
          for (let word = from; word < to; word += 1) parts[word]! += part;
        }
        return parts;
      },
    };
  };
};
