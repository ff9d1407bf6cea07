// Phrases as a trie over words, as it is built and as it is walked: numbers in arrays rather than objects, for a pack has tens of thousands
// of places in it. A {list} is a trie of its own that is entered and left.

export const none = -1;

const firstSize = 1_024;

/** From a place by a symbol to the next place: open addressing. */
class Steps {
  #from = new Int32Array(firstSize).fill(none);
  #symbol = new Int32Array(firstSize);
  #to = new Int32Array(firstSize);
  #count = 0;

  get(from: number, symbol: number): number {
    const mask = this.#from.length - 1;
    for (let at = first(from, symbol) & mask; ; at = (at + 1) & mask) {
      const here = this.#from[at]!;
      if (here === from && this.#symbol[at] === symbol) return this.#to[at]!;
      if (here === none) return none;
    }
  }

  set(from: number, symbol: number, to: number): void {
    if (this.#count * 2 >= this.#from.length) this.#grow();
    this.#count += 1;
    this.#put(from, symbol, to);
  }

  #put(from: number, symbol: number, to: number): void {
    const mask = this.#from.length - 1;
    let at = first(from, symbol) & mask;
    while (this.#from[at] !== none) at = (at + 1) & mask;
    this.#from[at] = from;
    this.#symbol[at] = symbol;
    this.#to[at] = to;
  }

  #grow(): void {
    const [from, symbol, to] = [this.#from, this.#symbol, this.#to];
    this.#from = new Int32Array(from.length * 2).fill(none);
    this.#symbol = new Int32Array(from.length * 2);
    this.#to = new Int32Array(from.length * 2);
    for (let at = 0; at < from.length; at += 1) if (from[at] !== none) this.#put(from[at]!, symbol[at]!, to[at]!);
  }
}

const first = (from: number, symbol: number): number => {
  const mixed = Math.imul(from, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

/** One bit of 32 for a symbol: what no word of a text has in common with a place need not be looked up there. */
export const bitOf = (symbol: number): number => 1 << (symbol & 31);

export class PhraseTrie {
  readonly #steps = new Steps();
  /** By place: the bits of all symbols that lead on from it. */
  readonly bits: number[] = [];
  /** By place: where it goes on after up to four words; none. */
  readonly gap: number[] = [];
  /** By place: the slots of the phrases that end there. */
  readonly ends: (number[] | null)[] = [];

  place(): number {
    this.bits.push(0);
    this.gap.push(none);
    this.ends.push(null);
    return this.bits.length - 1;
  }

  step(place: number, symbol: number): number {
    return this.#steps.get(place, symbol);
  }

  /** Where a symbol leads, made where it leads nowhere yet. */
  stepOrMake(place: number, symbol: number): number {
    const known = this.#steps.get(place, symbol);
    if (known !== none) return known;
    const made = this.place();
    this.#steps.set(place, symbol, made);
    this.bits[place] = this.bits[place]! | bitOf(symbol);
    return made;
  }

  gapOrMake(place: number): number {
    if (this.gap[place] === none) {
      const made = this.place();
      this.gap[place] = made;
    }
    return this.gap[place]!;
  }

  end(place: number, slot: number): void {
    const ends = (this.ends[place] ??= []);
    if (!ends.includes(slot)) ends.push(slot);
  }
}
