// All phrases of a pack in one index: a trie over words, in which a {list} is a trie of its own that is entered and left.
// A text is walked once; a word that begins no phrase costs one look-up. Nothing here depends on the number of phrases.
import { NotationError, parsePhrase } from '../pack/notation.ts';
import { caseOf } from '../text/characters.ts';
import { wordKind } from '../text/words.ts';
import type { Grammar, View } from '../text/view.ts';

type Node = { next: Map<number, Node> | null; gap: Node | null; out: number[] | null };
type Letters = { next: Map<number, Letters> | null; whole: number[] | null; beginning: number[] | null };
type List = { readonly root: Node; readonly symbol: number };

/** Words `from` (inclusive) to `to` (exclusive). */
export type Match = { readonly from: number; readonly to: number };

const node = (): Node => ({ next: null, gap: null, out: null });
const letters = (): Letters => ({ next: null, whole: null, beginning: null });

/** Lists that every pack has without writing them. */
export const builtInLists = ['number', 'reference', 'capitalised', 'emoji'] as const;

export class PhraseIndex {
  readonly #grammar: Grammar;
  readonly #widest: number;
  readonly #root = node();
  readonly #letters = letters();
  readonly #lists = new Map<string, List>();
  readonly #listBySymbol: (List | undefined)[] = [];
  readonly #words = new Map<string, number>();
  #symbols = 0;
  #slots = 0;
  #view: View | null = null;
  #wordSymbols: (readonly number[])[] = [];

  constructor(grammar: Grammar, words: 'spaces' | 'none', lists: Readonly<Record<string, readonly string[]>>) {
    this.#grammar = grammar;
    // Four words; a Chinese word has about two characters.
    this.#widest = words === 'spaces' ? 4 : 8;
    for (const name of builtInLists) this.#list(name);
    for (const name of Object.keys(lists)) this.#list(name);
    for (const [name, phrases] of Object.entries(lists)) {
      for (const phrase of phrases) this.#insert(this.#list(name).root, phrase, 0);
    }
  }

  /** Adds phrases and answers the slot under which their matches will be found; -1 for none. */
  add(phrases: readonly string[] | undefined): number {
    if (phrases === undefined || phrases.length === 0) return -1;
    const slot = this.#slots;
    this.#slots += 1;
    for (const phrase of phrases) this.#insert(this.#root, phrase, slot);
    return slot;
  }

  /** Call once after the last `add`. */
  close(): void {
    const firsts = new Map<number, Set<number>>();
    for (const list of this.#lists.values()) {
      for (const terminal of this.#firsts(list, new Set())) {
        const into = firsts.get(terminal) ?? new Set();
        firsts.set(terminal, into.add(list.symbol));
      }
    }
    const finish = (at: Letters): void => {
      const widen = (symbols: number[] | null): number[] | null => symbols && [...symbols, ...symbols.flatMap((symbol) => [...(firsts.get(symbol) ?? [])])];
      at.whole = widen(at.whole);
      at.beginning = widen(at.beginning);
      if (at.next) for (const child of at.next.values()) finish(child);
    };
    finish(this.#letters);
    this.#builtIn = builtInLists.map((name) => {
      const own = this.#list(name).symbol;
      return [own, ...(firsts.get(own) ?? [])];
    });
  }

  #builtIn: (readonly number[])[] = [];

  #list(name: string): List {
    const known = this.#lists.get(name);
    if (known) return known;
    const made = { root: node(), symbol: this.#symbols };
    this.#symbols += 1;
    this.#lists.set(name, made);
    this.#listBySymbol[made.symbol] = made;
    return made;
  }

  /** The words and built-in classes with which a list may begin, through lists inside lists. */
  #firsts(list: List, seen: Set<List>): Set<number> {
    if (seen.has(list)) throw new NotationError(`a list that contains itself: {${[...this.#lists].find(([, value]) => value === list)?.[0]}}`);
    seen.add(list);
    const found = new Set<number>();
    for (const symbol of list.root.next?.keys() ?? []) {
      found.add(symbol);
      const inner = this.#listBySymbol[symbol];
      if (inner) for (const one of this.#firsts(inner, new Set(seen))) found.add(one);
    }
    return found;
  }

  #terminal(word: string, beginning: boolean): number {
    const key = (beginning ? '^' : '=') + word;
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const symbol = this.#symbols;
    this.#symbols += 1;
    this.#words.set(key, symbol);
    let at = this.#letters;
    for (let index = 0; index < word.length; index += 1) {
      at.next ??= new Map();
      const unit = word.charCodeAt(index);
      const child = at.next.get(unit) ?? letters();
      at.next.set(unit, child);
      at = child;
    }
    if (beginning) (at.beginning ??= []).push(symbol);
    else (at.whole ??= []).push(symbol);
    return symbol;
  }

  #insert(root: Node, phrase: string, slot: number): void {
    let at = root;
    for (const item of parsePhrase(phrase, this.#grammar)) {
      if (item.is === 'gap') {
        at = at.gap ??= node();
        continue;
      }
      if (item.is === 'list' && !this.#lists.has(item.name)) throw new NotationError(`there is no list {${item.name}} (in "${phrase}")`);
      const symbol = item.is === 'list' ? this.#list(item.name).symbol : this.#terminal(item.word, item.is === 'beginning');
      at.next ??= new Map();
      const child = at.next.get(symbol) ?? node();
      at.next.set(symbol, child);
      at = child;
    }
    at.out ??= [];
    if (!at.out.includes(slot)) at.out.push(slot);
  }

  #symbolsOf(view: View, index: number): readonly number[] {
    const { words, folded, text } = view;
    const start = words.start[index]!;
    const end = words.end[index]!;
    const what = words.kind[index]!;
    const found: number[] = [];
    let at: Letters | undefined = this.#letters;
    for (let position = start; position < end; position += 1) {
      const unit = folded.charCodeAt(position);
      // Soft hyphens and zero-width characters inside a word do not hide it.
      if (unit === 0xad || (unit >= 0x200b && unit <= 0x200f) || unit === 0xfeff || unit === 0x2060) continue;
      at = at.next?.get(unit);
      if (at === undefined) break;
      if (at.beginning) found.push(...at.beginning);
    }
    if (at?.whole) found.push(...at.whole);
    if (what === wordKind.number) found.push(...this.#builtIn[0]!, ...this.#builtIn[1]!);
    else if (what === wordKind.reference) found.push(...this.#builtIn[1]!);
    else if (what === wordKind.emoji) found.push(...this.#builtIn[3]!);
    else if (caseOf(text.charCodeAt(start)) === 1) found.push(...this.#builtIn[2]!);
    return found.length > 1 ? [...new Set(found)] : found;
  }

  /** All matches by slot: per slot the leftmost, then the longest, never overlapping. */
  find(view: View): readonly (readonly Match[])[] {
    const count = view.words.count;
    const symbols: (readonly number[])[] = [];
    for (let index = 0; index < count; index += 1) symbols.push(this.#symbolsOf(view, index));
    this.#view = view;
    this.#wordSymbols = symbols;
    const found: Match[][] = Array.from({ length: this.#slots });
    for (let origin = 0; origin < count; origin += 1) {
      const limit = view.sentences[view.sentenceOf[origin]!]!.to;
      if (symbols[origin]!.length > 0) this.#follow(this.#root, origin, limit, (slot, to) => this.#keep(found, slot, origin, to));
    }
    this.#view = null;
    this.#wordSymbols = [];
    return found;
  }

  #keep(found: Match[][], slot: number, from: number, to: number): void {
    const matches = (found[slot] ??= []);
    const last = matches.at(-1);
    if (last === undefined || last.to <= from) matches.push({ from, to });
    else if (last.from === from && last.to < to) matches[matches.length - 1] = { from, to };
  }

  #follow(at: Node, index: number, limit: number, emit: (slot: number, to: number) => void): void {
    if (index >= limit || at.next === null) return;
    for (const symbol of this.#wordSymbols[index]!) {
      const child = at.next.get(symbol);
      if (child === undefined) continue;
      const list = this.#listBySymbol[symbol];
      if (list === undefined) this.#arrive(child, index + 1, limit, emit);
      else for (const end of this.#listEnds(list, symbol, index, limit)) this.#arrive(child, end, limit, emit);
    }
  }

  #arrive(at: Node, index: number, limit: number, emit: (slot: number, to: number) => void): void {
    if (at.out) for (const slot of at.out) emit(slot, index);
    if (at.next) this.#follow(at, index, limit, emit);
    if (at.gap) for (let skipped = 0; skipped <= this.#widest && index + skipped < limit; skipped += 1) this.#follow(at.gap, index + skipped, limit, emit);
  }

  #listEnds(list: List, symbol: number, index: number, limit: number): readonly number[] {
    const ends: number[] = [];
    this.#follow(list.root, index, limit, (_, to) => {
      if (!ends.includes(to)) ends.push(to);
    });
    if (this.#isBuiltIn(symbol, index) && !ends.includes(index + 1)) ends.push(index + 1);
    return ends;
  }

  /** A built-in class also stands for words that no list names: {number} for 12, {capitalised} for Maria. */
  #isBuiltIn(symbol: number, index: number): boolean {
    if (symbol >= builtInLists.length || this.#view === null) return false;
    const { words, text } = this.#view;
    const what = words.kind[index]!;
    if (symbol === 0) return what === wordKind.number;
    if (symbol === 1) return what === wordKind.number || what === wordKind.reference;
    if (symbol === 2) return what === wordKind.word && caseOf(text.charCodeAt(words.start[index]!)) === 1;
    return what === wordKind.emoji;
  }
}
