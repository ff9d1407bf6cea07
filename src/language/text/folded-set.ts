// A set of folded words that is asked for a piece of a text without cutting the piece out.
import { takeUnit, wordBegins } from './hash-letters.ts';

export class FoldedSet {
  readonly #places: (string | undefined)[];

  constructor(words: Iterable<string>) {
    const all = [...new Set(words)];
    let size = 16;
    while (size < all.length * 2) size *= 2;
    this.#places = Array.from({ length: size }, () => undefined);
    for (const word of all) {
      let at = this.#first(word, 0, word.length);
      while (this.#places[at] !== undefined) at = (at + 1) & (size - 1);
      this.#places[at] = word;
    }
  }

  holds(folded: string, start: number, end: number): boolean {
    const mask = this.#places.length - 1;
    for (let at = this.#first(folded, start, end); ; at = (at + 1) & mask) {
      const word = this.#places[at];
      if (word === undefined) return false;
      if (word.length === end - start && folded.startsWith(word, start)) return true;
    }
  }

  #first(text: string, start: number, end: number): number {
    let hash = wordBegins;
    for (let at = start; at < end; at += 1) hash = takeUnit(hash, text.charCodeAt(at));
    return (hash ^ (hash >>> 15)) & (this.#places.length - 1);
  }
}
