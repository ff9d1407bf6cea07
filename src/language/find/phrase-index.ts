// All phrases of a pack in one index. A text is walked once; what a word may begin is worked out when it is first met and kept with its
// number in the vocabulary, so that a word that begins no phrase costs one look. Nothing here depends on the number of phrases.
import { NotationError, parsePhrase } from '../pack/notation.ts';
import { bitOf, none, PhraseTrie } from './phrase-trie.ts';
import { looks, newColumn } from '../text/vocabulary.ts';
import type { Grammar, View } from '../text/view.ts';

type List = { readonly name: string; readonly root: number; readonly symbol: number; readonly firsts: Set<number> };

/** Words `from` (inclusive) to `to` (exclusive). */
export type Match = { readonly from: number; readonly to: number };

type Visit = (slot: number, from: number, to: number) => void;

/** Matches by slot, and the slots that have any in their order. */
export type FoundSlots = { readonly bySlot: readonly (readonly Match[] | undefined)[]; readonly slots: readonly number[] };

/** What a word may stand for: itself, a beginning, and every list that may begin with it; and the phrases that may begin there. */
type Known = {
  readonly symbols: readonly number[];
  /** The bits of all symbols. */
  readonly bits: number;
  /** The built-in list that it belongs to by its looks. */
  readonly builtIn: readonly number[];
  /** Pairs: a symbol with which phrases begin, and where it leads. */
  readonly starts: readonly number[];
};

/** Lists that every pack has without writing them. */
export const builtInLists = ['number', 'reference', 'capitalised', 'emoji'] as const;

const nothing: readonly number[] = [];

/** Which of `builtInLists` a word belongs to by its looks. */
const builtInOf: Readonly<Record<number, readonly number[]>> = { [looks.number]: [0, 1], [looks.reference]: [1], [looks.capitalised]: [2], [looks.emoji]: [3] };

const unknown: Known = { symbols: nothing, bits: 0, builtIn: nothing, starts: nothing };

/** Soft hyphens and zero-width characters inside a word do not hide it. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

export class PhraseIndex {
  readonly #grammar: Grammar;
  readonly #widest: number;
  readonly #trie = new PhraseTrie();
  readonly #root = this.#trie.place();
  readonly #lists = new Map<string, List>();
  readonly #listBySymbol: (List | undefined)[] = [];
  readonly #whole = new Map<string, number>();
  readonly #beginnings = new Map<string, number>();
  #longestBeginning = 0;
  /** By symbol: the lists that may begin with it. */
  readonly #listsThatBegin: number[][] = [];
  #symbols = 0;
  #slots = 0;
  readonly #column = newColumn<Known>();
  // The text that is being walked: fields rather than arguments, because the walk is the engine's hottest path.
  #words: Known[] = [];
  #limit = 0;
  #from = 0;
  #visit: Visit = () => undefined;
  readonly #ends: number[] = [];
  #found: (Match[] | undefined)[] = [];
  #slotsFound: number[] = [];

  constructor(grammar: Grammar, words: 'spaces' | 'none', lists: Readonly<Record<string, readonly string[]>>) {
    this.#grammar = grammar;
    // Four words; a Chinese word has about two characters.
    this.#widest = words === 'spaces' ? 4 : 8;
    for (const name of builtInLists) this.#list(name);
    for (const name of Object.keys(lists)) this.#list(name);
    for (const [name, phrases] of Object.entries(lists)) {
      const list = this.#list(name);
      for (const phrase of phrases) this.#insert(list.root, phrase, 0, list.firsts);
    }
  }

  /** Adds phrases and answers the slot under which their matches will be found; -1 for none. */
  add(phrases: readonly string[] | undefined): number {
    if (phrases === undefined || phrases.length === 0) return -1;
    const slot = this.#slots;
    this.#slots += 1;
    for (const phrase of phrases) this.#insert(this.#root, phrase, slot, null);
    return slot;
  }

  /** Call once after the last `add`. */
  close(): void {
    for (const list of this.#lists.values()) for (const symbol of this.#firsts(list, [])) (this.#listsThatBegin[symbol] ??= []).push(list.symbol);
    this.#found = Array.from({ length: this.#slots }, () => undefined);
  }

  #symbol(): number {
    this.#symbols += 1;
    return this.#symbols - 1;
  }

  #list(name: string): List {
    const known = this.#lists.get(name);
    if (known) return known;
    const made = { name, root: this.#trie.place(), symbol: this.#symbol(), firsts: new Set<number>() };
    this.#lists.set(name, made);
    this.#listBySymbol[made.symbol] = made;
    return made;
  }

  /** The words and built-in classes with which a list may begin, through lists inside lists. */
  #firsts(list: List, inside: readonly List[]): Set<number> {
    if (inside.includes(list)) throw new NotationError(`a list that contains itself: {${list.name}}`);
    const found = new Set<number>();
    for (const symbol of list.firsts) {
      found.add(symbol);
      const inner = this.#listBySymbol[symbol];
      if (inner) for (const one of this.#firsts(inner, [...inside, list])) found.add(one);
    }
    return found;
  }

  #terminal(word: string, beginning: boolean): number {
    const words = beginning ? this.#beginnings : this.#whole;
    const known = words.get(word);
    if (known !== undefined) return known;
    const symbol = this.#symbol();
    words.set(word, symbol);
    if (beginning) this.#longestBeginning = Math.max(this.#longestBeginning, word.length);
    return symbol;
  }

  #insert(root: number, phrase: string, slot: number, firsts: Set<number> | null): void {
    let at = root;
    for (const item of parsePhrase(phrase, this.#grammar)) {
      if (item.is === 'gap') {
        at = this.#trie.gapOrMake(at);
        continue;
      }
      if (item.is === 'list' && !this.#lists.has(item.name)) throw new NotationError(`there is no list {${item.name}} (in "${phrase}")`);
      const symbol = item.is === 'list' ? this.#list(item.name).symbol : this.#terminal(item.word, item.is === 'beginning');
      if (at === root) firsts?.add(symbol);
      at = this.#trie.stepOrMake(at, symbol);
    }
    this.#trie.end(at, slot);
  }

  /** Every word as it is known; one that is met for the first time is looked up. */
  #read({ vocabulary, numbers }: View): void {
    const column = vocabulary.column(this.#column);
    const words: Known[] = [];
    for (let word = 0; word < numbers.length; word += 1) {
      const number = numbers[word]!;
      words.push((column[number] ??= this.#lookUp(vocabulary.spelled[number]!, builtInOf[vocabulary.look[number]!] ?? nothing)));
    }
    this.#words = words;
  }

  #lookUp(spelled: string, builtIn: readonly number[]): Known {
    const word = spelled.replace(invisible, '');
    const symbols = new Set<number>();
    const add = (symbol: number | undefined): void => {
      if (symbol === undefined) return;
      symbols.add(symbol);
      for (const list of this.#listsThatBegin[symbol] ?? nothing) symbols.add(list);
    };
    for (let length = 1; length <= word.length && length <= this.#longestBeginning; length += 1) add(this.#beginnings.get(word.slice(0, length)));
    add(this.#whole.get(word));
    for (const symbol of builtIn) add(symbol);
    if (symbols.size === 0) return unknown;
    const starts: number[] = [];
    let bits = 0;
    for (const symbol of symbols) {
      bits |= bitOf(symbol);
      const place = this.#trie.step(this.#root, symbol);
      if (place !== none) starts.push(symbol, place);
    }
    return { symbols: [...symbols], bits, builtIn, starts };
  }

  /** Calls `visit` for every phrase wherever it stands, also where phrases overlap. */
  each(view: View, visit: Visit): void {
    this.#read(view);
    this.#visit = visit;
    const words = this.#words;
    for (let from = 0; from < words.length; from += 1) {
      const { starts } = words[from]!;
      if (starts.length === 0) continue;
      this.#from = from;
      this.#limit = view.sentences[view.sentenceOf[from]!]!.to;
      for (let start = 0; start < starts.length; start += 2) this.#pass(starts[start]!, starts[start + 1]!, from);
    }
    this.#words = [];
  }

  /** All matches by slot: per slot the leftmost, then the longest, never overlapping. Holds until the next text is looked at. */
  find(view: View): FoundSlots {
    for (const slot of this.#slotsFound) this.#found[slot] = undefined;
    this.#slotsFound = [];
    this.each(view, this.#note);
    return { bySlot: this.#found, slots: this.#slotsFound.sort((a, b) => a - b) };
  }

  readonly #note: Visit = (slot, from, to) => {
    const matches = this.#found[slot];
    if (matches === undefined) {
      this.#found[slot] = [{ from, to }];
      this.#slotsFound.push(slot);
      return;
    }
    const last = matches[matches.length - 1]!;
    if (last.to <= from) matches.push({ from, to });
    else if (last.from === from && last.to < to) matches[matches.length - 1] = { from, to };
  };

  #follow(place: number, index: number): void {
    if (index >= this.#limit) return;
    const known = this.#words[index]!;
    if ((known.bits & this.#trie.bits[place]!) === 0) return;
    const { symbols } = known;
    for (let at = 0; at < symbols.length; at += 1) {
      const next = this.#trie.step(place, symbols[at]!);
      if (next !== none) this.#pass(symbols[at]!, next, index);
    }
  }

  /** The word at `index` stands for `symbol`, or a list that this is stands there: goes on behind it. */
  #pass(symbol: number, place: number, index: number): void {
    const list = this.#listBySymbol[symbol];
    if (list === undefined) {
      this.#arrive(place, index + 1);
      return;
    }
    const mark = this.#ends.length;
    this.#enter(list, index);
    for (let end = mark; end < this.#ends.length; end += 1) this.#arrive(place, this.#ends[end]!);
    this.#ends.length = mark;
  }

  #arrive(place: number, index: number): void {
    const ends = this.#trie.ends[place]!;
    if (ends !== null) for (let at = 0; at < ends.length; at += 1) this.#visit(ends[at]!, this.#from, index);
    if (this.#trie.bits[place] !== 0) this.#follow(place, index);
    const gap = this.#trie.gap[place]!;
    if (gap !== none) for (let skipped = 0; skipped <= this.#widest && index + skipped < this.#limit; skipped += 1) this.#follow(gap, index + skipped);
  }

  /** Puts on the stack of ends where the alternatives of a list end that stand at `index`. */
  #enter(list: List, index: number): void {
    const mark = this.#ends.length;
    // A built-in class also stands for words that no list names: {number} for 12, {capitalised} for Maria.
    if (list.symbol < builtInLists.length && this.#words[index]!.builtIn.includes(list.symbol)) this.#ends.push(index + 1);
    this.#collect(list.root, index, mark);
  }

  #collect(place: number, index: number, mark: number): void {
    if (index >= this.#limit) return;
    const known = this.#words[index]!;
    if ((known.bits & this.#trie.bits[place]!) === 0) return;
    const { symbols } = known;
    for (let at = 0; at < symbols.length; at += 1) {
      const symbol = symbols[at]!;
      const next = this.#trie.step(place, symbol);
      if (next === none) continue;
      const list = this.#listBySymbol[symbol];
      if (list === undefined) {
        this.#collectFrom(next, index + 1, mark);
        continue;
      }
      const inner = this.#ends.length;
      this.#enter(list, index);
      for (const end of this.#ends.splice(inner)) this.#collectFrom(next, end, mark);
    }
  }

  #collectFrom(place: number, index: number, mark: number): void {
    if (this.#trie.ends[place] !== null && this.#ends.indexOf(index, mark) < 0) this.#ends.push(index);
    this.#collect(place, index, mark);
    const gap = this.#trie.gap[place]!;
    if (gap !== none) for (let skipped = 0; skipped <= this.#widest && index + skipped < this.#limit; skipped += 1) this.#collect(gap, index + skipped, mark);
  }
}
