// What the learned weights say of single words: each with all its pieces, added up when it is first met and kept.
import { eachPiece, keyOfWord, wordHash } from './features.ts';
import { heads } from './heads.ts';
import { rarityStep } from './weights.ts';
import { newColumn } from '../text/vocabulary.ts';
import type { Weights } from './weights.ts';
import type { View } from '../text/view.ts';

const count = heads.length;

/** Places for two numbers side by side: a feature and its row. */
const [pairSize, noRow] = [2, -1];

/** Open addressing over the numbers of features: twice as many places as features, and the next free one where two meet. */
export const rowFinder = (keys: Uint32Array): ((key: number) => number) => {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const places = new Int32Array(size * pairSize).fill(noRow);
  const mask = size - 1;
  keys.forEach((key, row) => {
    let at = key & mask;
    while (places[at * pairSize + 1] !== noRow) at = (at + 1) & mask;
    places[at * pairSize] = key;
    places[at * pairSize + 1] = row;
  });
  return (key) => {
    const wanted = key | 0;
    for (let at = key & mask; ; at = (at + 1) & mask) {
      const row = places[at * pairSize + 1]!;
      if (row === noRow || places[at * pairSize] === wanted) return row;
    }
  };
};

/** Words that are kept; more than a language has in daily use, and few enough for the memory. */
const mostKept = 20_000;
const firstKept = 512;

/** The sums of a word stand in one row: what it adds by itself, head by head, then what its pieces add. */
export const rowLength = count * 2;

export class WordSums {
  readonly #weights: Weights;
  readonly #rowOf: (key: number) => number;
  readonly #byHash = new Map<number, number>();
  #column = newColumn<number>();
  #count = 0;
  sums = new Float32Array(firstKept * rowLength);
  /** Squares of what the word and its pieces weigh, by row: two each. */
  squares = new Float64Array(firstKept * 2);

  constructor(weights: Weights, rowOf: (key: number) => number) {
    this.#weights = weights;
    this.#rowOf = rowOf;
  }

  /** Call before a text: what is kept has an end. */
  makeRoom(): void {
    if (this.#count < mostKept) return;
    this.#byHash.clear();
    this.#column = newColumn();
    this.#count = 0;
    this.sums = new Float32Array(firstKept * rowLength);
    this.squares = new Float64Array(firstKept * 2);
  }

  /** The row of each word by its number in the vocabulary, where it was met already; otherwise `rowOf` finds it. */
  known(view: View): (number | undefined)[] {
    return view.vocabulary.column(this.#column);
  }

  /** Two words that fall together by their hash fall together as features too. */
  rowOf(view: View, word: number): number {
    const hash = wordHash(view, word);
    const known = this.#byHash.get(hash);
    if (known !== undefined) return known;
    const row = this.#make(view, word, hash);
    this.#byHash.set(hash, row);
    return row;
  }

  #make(view: View, word: number, hash: number): number {
    const row = this.#count;
    this.#count += 1;
    if (this.#count * 2 > this.squares.length) this.#grow();
    const own = this.#rowOf(keyOfWord(hash));
    if (own !== noRow) this.squares[row * 2] = this.#add(own, row * rowLength);
    eachPiece(view, word, (key) => {
      const piece = this.#rowOf(key);
      if (piece !== noRow) this.squares[row * 2 + 1]! += this.#add(piece, row * rowLength + count);
    });
    return row;
  }

  #grow(): void {
    const [sums, squares] = [this.sums, this.squares];
    this.sums = new Float32Array(sums.length * 2);
    this.sums.set(sums);
    this.squares = new Float64Array(squares.length * 2);
    this.squares.set(squares);
  }

  /** Adds a feature to the sums that begin at a place; answers the square of its rarity. */
  #add(row: number, place: number): number {
    const { rarity, words } = this.#weights;
    const weight = rarity[row]! * rarityStep;
    for (let head = 0, at = row * count; head < count; head += 1, at += 1) this.sums[place + head]! += weight * words[at]!;
    return weight * weight;
  }
}
