// Lists of a pack as sets of folded words: whole words, beginnings (`заказ*`), and phrases of several words joined by one space.
import { marks, newColumn } from '../text/vocabulary.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';

export type WordList = {
  readonly words: ReadonlySet<string>;
  has(folded: string): boolean;
  /** Whether a word of a text is in the list; what was found once is kept with the word. */
  holds(view: View, word: number): boolean;
};

const shortestBeginning = 2;

const made = new WeakMap<OpenPack, Map<string, WordList>>();

const make = (open: OpenPack, name: string): WordList => {
  const words = new Set<string>();
  const beginnings = new Set<string>();
  let longest = 0;
  for (const line of open.pack.lists[name] ?? []) {
    const folded = open.grammar.fold(line.trim());
    if (folded.endsWith('*')) beginnings.add(folded.slice(0, -1));
    else words.add(folded);
    longest = Math.max(longest, folded.length);
  }
  const has = (folded: string): boolean => {
    if (words.has(folded)) return true;
    if (beginnings.size === 0) return false;
    for (let length = Math.min(folded.length, longest); length >= shortestBeginning; length -= 1) if (beginnings.has(folded.slice(0, length))) return true;
    return false;
  };
  const column = newColumn<boolean>();
  const holds = ({ vocabulary, numbers }: View, word: number): boolean => {
    const number = numbers[word]!;
    const known = vocabulary.marks(column);
    if (known[number] === marks.unknown) known[number] = has(vocabulary.spelled[number]!) ? marks.yes : marks.no;
    return known[number] === marks.yes;
  };
  return { words, has, holds };
};

export const listOf = (open: OpenPack, name: string): WordList => {
  const known = made.get(open) ?? new Map<string, WordList>();
  made.set(open, known);
  const list = known.get(name) ?? make(open, name);
  known.set(name, list);
  return list;
};
