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

type Visit = (slot: number, from: number, to: number) => void;

const nothing: readonly number[] = [];

/** Words whose symbols are kept, for each look; longer ones are links and keys on which somebody fell asleep. */
const mostKnown = 20_000;
const longestKnown = 32;

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
  // The text that is being walked: fields rather than arguments, because the walk is the engine's hottest path.
  #wordSymbols: (readonly number[])[] = [];
  #view: View | null = null;
  #limit = 0;
  #from = 0;
  #visit: Visit = () => undefined;
  readonly #ends: number[] = [];

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
      const widen = (symbols: number[] | null): number[] | null => symbols && [...new Set([...symbols, ...symbols.flatMap((symbol) => [...(firsts.get(symbol) ?? [])])])];
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

  /** By what a word looks like, then by the word: few words make up most of what people write. */
  readonly #known = Array.from({ length: builtInLists.length + 1 }, () => new Map<string, readonly number[]>());

  #symbolsOf(view: View, index: number): readonly number[] {
    const looks = builtInOf(view, index);
    const known = this.#known[looks.length === 0 ? 0 : looks[0]! + 1]!;
    const word = view.folded.slice(view.words.start[index], view.words.end[index]);
    const kept = known.get(word);
    if (kept !== undefined) return kept;
    const found = this.#lookUp(view, index);
    if (known.size >= mostKnown) known.clear();
    if (word.length <= longestKnown) known.set(word, found);
    return found;
  }

  /** What a word may stand for: itself, a beginning, and every list that may begin with it. */
  #lookUp(view: View, index: number): readonly number[] {
    const start = view.words.start[index]!;
    const end = view.words.end[index]!;
    let found = nothing;
    const add = (more: readonly number[]): void => {
      found = found.length === 0 ? more : [...new Set([...found, ...more])];
    };
    let at: Letters | undefined = this.#letters;
    for (let position = start; position < end; position += 1) {
      const unit = view.folded.charCodeAt(position);
      // Soft hyphens and zero-width characters inside a word do not hide it.
      if (unit === 0xad || (unit >= 0x200b && unit <= 0x200f) || unit === 0xfeff || unit === 0x2060) continue;
      at = at.next?.get(unit);
      if (at === undefined) break;
      if (at.beginning) add(at.beginning);
    }
    if (at?.whole) add(at.whole);
    for (const symbol of builtInOf(view, index)) add(this.#builtIn[symbol]!);
    return found;
  }

  /** Calls `visit` for every phrase wherever it stands, also where phrases overlap. */
  each(view: View, visit: Visit): void {
    const { count } = view.words;
    const symbols: (readonly number[])[] = [];
    for (let index = 0; index < count; index += 1) symbols.push(this.#symbolsOf(view, index));
    this.#view = view;
    this.#wordSymbols = symbols;
    this.#visit = visit;
    for (let from = 0; from < count; from += 1) {
      if (symbols[from]!.length === 0) continue;
      this.#from = from;
      this.#limit = view.sentences[view.sentenceOf[from]!]!.to;
      this.#follow(this.#root, from);
    }
    this.#view = null;
    this.#wordSymbols = [];
  }

  /** All matches by slot: per slot the leftmost, then the longest, never overlapping. */
  find(view: View): readonly (readonly Match[] | undefined)[] {
    const found: (Match[] | undefined)[] = [];
    this.each(view, (slot, from, to) => {
      const matches = (found[slot] ??= []);
      const last = matches.at(-1);
      if (last === undefined || last.to <= from) matches.push({ from, to });
      else if (last.from === from && last.to < to) matches[matches.length - 1] = { from, to };
    });
    return found;
  }

  #follow(at: Node, index: number): void {
    if (at.next === null || index >= this.#limit) return;
    const symbols = this.#wordSymbols[index]!;
    for (const symbol of symbols) {
      const child = at.next.get(symbol);
      if (child === undefined) continue;
      const list = this.#listBySymbol[symbol];
      if (list === undefined) {
        this.#arrive(child, index + 1);
        continue;
      }
      const mark = this.#ends.length;
      this.#enter(list, index);
      for (let end = mark; end < this.#ends.length; end += 1) this.#arrive(child, this.#ends[end]!);
      this.#ends.length = mark;
    }
  }

  #arrive(at: Node, index: number): void {
    if (at.out) for (const slot of at.out) this.#visit(slot, this.#from, index);
    if (at.next) this.#follow(at, index);
    if (at.gap) for (let skipped = 0; skipped <= this.#widest && index + skipped < this.#limit; skipped += 1) this.#follow(at.gap, index + skipped);
  }

  /** Puts on the stack of ends where the alternatives of a list end that stand at `index`. */
  #enter(list: List, index: number): void {
    const mark = this.#ends.length;
    // A built-in class also stands for words that no list names: {number} for 12, {capitalised} for Maria.
    if (list.symbol < builtInLists.length && this.#view !== null && builtInOf(this.#view, index).includes(list.symbol)) this.#ends.push(index + 1);
    this.#collect(list.root, index, mark);
  }

  #collect(at: Node, index: number, mark: number): void {
    if (at.next === null || index >= this.#limit) return;
    for (const symbol of this.#wordSymbols[index]!) {
      const child = at.next.get(symbol);
      if (child === undefined) continue;
      const list = this.#listBySymbol[symbol];
      if (list === undefined) {
        this.#collectFrom(child, index + 1, mark);
        continue;
      }
      const inner = this.#ends.length;
      this.#enter(list, index);
      for (const end of this.#ends.splice(inner)) this.#collectFrom(child, end, mark);
    }
  }

  #collectFrom(at: Node, index: number, mark: number): void {
    if (at.out && this.#ends.indexOf(index, mark) < 0) this.#ends.push(index);
    if (at.next) this.#collect(at, index, mark);
    if (at.gap) for (let skipped = 0; skipped <= this.#widest && index + skipped < this.#limit; skipped += 1) this.#collect(at.gap, index + skipped, mark);
  }
}

const numbers: readonly number[] = [0, 1];
const references: readonly number[] = [1];
const capitals: readonly number[] = [2];
const faces: readonly number[] = [3];

/** Which of `builtInLists` a word belongs to by its looks. */
const builtInOf = (view: View, index: number): readonly number[] => {
  switch (view.words.kind[index]) {
    case wordKind.number:
      return numbers;
    case wordKind.reference:
      return references;
    case wordKind.emoji:
      return faces;
    case wordKind.word:
      return caseOf(view.text.charCodeAt(view.words.start[index]!)) === 1 ? capitals : nothing;
    default:
      return nothing;
  }
};
