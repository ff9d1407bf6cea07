// Every word that was met, with a number of its own. Whoever looks at words works out once what a word is to them and finds it again by
// its number: a finder what phrases begin with it, a list whether it holds it, what was learned how much it weighs.
import { caseOf } from './characters.ts';
import { takeUnit, wordBegins } from './hash-letters.ts';
import { wordKind } from './words.ts';
import type { Words } from './words.ts';

/** A text folded and cut into words. */
export type Cut = { readonly text: string; readonly folded: string; readonly words: Words };

/** How a word looks: the same letters small and capitalised are two words, for names begin with capitals. */
export const looks = { plain: 0, number: 1, reference: 2, emoji: 3, capitalised: 4, ideograph: 5 } as const;

/** The place of one who knows something of words, in every vocabulary. */
export type Column<Value> = { readonly at: number; readonly of?: Value };

let columns = 0;
export const newColumn = <Value>(): Column<Value> => {
  columns += 1;
  return { at: columns - 1 };
};

export const marks = { unknown: 0, no: 1, yes: 2 } as const;

/** More words than a language has in daily use; beyond it, or beyond so many characters, one begins anew. */
const mostWords = 20_000;
const mostCharacters = 1_000_000;

const firstSize = 4_096;

const lookOf = (text: string, words: Words, word: number): number => {
  switch (words.kind[word]) {
    case wordKind.number:
      return looks.number;
    case wordKind.reference:
      return looks.reference;
    case wordKind.emoji:
      return looks.emoji;
    case wordKind.ideograph:
      return looks.ideograph;
    default:
      return caseOf(text.charCodeAt(words.start[word]!)) === 1 ? looks.capitalised : looks.plain;
  }
};

export class Vocabulary {
  /** By number: how a word is spelled, folded, and how it looks. */
  readonly spelled: string[] = [];
  readonly look: number[] = [];
  /** By number: the hash of its letters. */
  hashes = new Int32Array(firstSize);
  // Open addressing over numbers: -1 is a free place.
  #places = new Int32Array(firstSize * 2).fill(-1);
  #characters = 0;
  /** The text that was cut last: recognising a language and reading look at the same one. */
  lastCut: Cut | null = null;
  readonly #columns: unknown[][] = [];
  readonly #marks: Uint8Array[] = [];

  get isFull(): boolean {
    return this.spelled.length > mostWords || this.#characters > mostCharacters;
  }

  /** What one knows of words, by their numbers; undefined where nothing was worked out yet. */
  column<Value>({ at }: Column<Value>): (Value | undefined)[] {
    const column = (this.#columns[at] ??= []);
    // Never a place beyond the end: an array with holes is slow.
    while (column.length < this.spelled.length) column.push(undefined);
    return column as (Value | undefined)[];
  }

  /** Of one who only tells yes from no, by the numbers of words: `marks.unknown` where nothing was worked out yet. */
  marks({ at }: Column<boolean>): Uint8Array {
    const known = this.#marks[at];
    if (known !== undefined && known.length === this.hashes.length) return known;
    const marks = new Uint8Array(this.hashes.length);
    if (known) marks.set(known);
    this.#marks[at] = marks;
    return marks;
  }

  numbersOf(text: string, folded: string, words: Words): Int32Array {
    const numbers = new Int32Array(words.count);
    for (let word = 0; word < words.count; word += 1) numbers[word] = this.#numberOf(folded, words.start[word]!, words.end[word]!, lookOf(text, words, word));
    return numbers;
  }

  #numberOf(folded: string, start: number, end: number, look: number): number {
    let hash = wordBegins;
    for (let at = start; at < end; at += 1) hash = takeUnit(hash, folded.charCodeAt(at));
    let place = this.#firstPlace(hash, look);
    for (let number = this.#places[place]!; number !== -1; number = this.#places[place]!) {
      if (this.hashes[number] === hash && this.look[number] === look && this.#isSpelled(number, folded, start, end)) return number;
      place = (place + 1) & (this.#places.length - 1);
    }
    return this.#take(folded.slice(start, end), hash, look);
  }

  #firstPlace(hash: number, look: number): number {
    return (hash ^ (hash >>> 15) ^ look) & (this.#places.length - 1);
  }

  #isSpelled(number: number, folded: string, start: number, end: number): boolean {
    const spelled = this.spelled[number]!;
    if (spelled.length !== end - start) return false;
    for (let at = start; at < end; at += 1) if (spelled.charCodeAt(at - start) !== folded.charCodeAt(at)) return false;
    return true;
  }

  #take(spelled: string, hash: number, look: number): number {
    const number = this.spelled.length;
    if (number === this.hashes.length) this.#grow();
    this.spelled.push(spelled);
    this.look.push(look);
    this.hashes[number] = hash;
    this.#characters += spelled.length;
    this.#put(number);
    return number;
  }

  #put(number: number): void {
    let place = this.#firstPlace(this.hashes[number]!, this.look[number]!);
    while (this.#places[place] !== -1) place = (place + 1) & (this.#places.length - 1);
    this.#places[place] = number;
  }

  #grow(): void {
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.#places = new Int32Array(hashes.length * 2).fill(-1);
    for (let number = 0; number < this.spelled.length; number += 1) this.#put(number);
  }
}

/** The vocabulary of one language as long as it holds what is met; texts that were looked at before keep theirs. */
export const vocabularies = (): (() => Vocabulary) => {
  let current = new Vocabulary();
  return () => {
    if (current.isFull) current = new Vocabulary();
    return current;
  };
};
