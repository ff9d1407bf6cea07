// The words in which the customer told the case, so that a reply which names them can be told from one that fits anybody.
import { wordKind } from '../text/words.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';

export type CaseWords = ReadonlySet<string>;

/** Endings change, beginnings stay: five letters of a longer word, and four of one that may only have a plural ending. */
const keysOf = (word: string): string[] => {
  if (word.length < 4) return [];
  return word.length === 5 ? [word, word.slice(0, 4)] : [word.slice(0, 5)];
};

const wordKeys = (view: View, open: OpenPack, index: number): string[] => {
  const { words, folded } = view;
  const text = (at: number): string => folded.slice(words.start[at], words.end[at]);
  const word = text(index);
  switch (words.kind[index]) {
    case wordKind.number:
    case wordKind.reference:
      return word.length >= 2 ? [word] : [];
    case wordKind.ideograph: {
      // Two characters make a word; one is shared by too many.
      if (words.kind[index + 1] !== wordKind.ideograph || words.start[index + 1] !== words.end[index]) return [];
      const pair = word + text(index + 1);
      return open.frequent.has(word) || open.frequent.has(text(index + 1)) || open.frequent.has(pair) ? [] : [pair];
    }
    case wordKind.word:
      return open.frequent.has(word) ? [] : keysOf(word);
    default:
      return [];
  }
};

export const caseWords = (view: View, open: OpenPack, from = 0, to = view.words.count): Set<string> => {
  const keys = new Set<string>();
  for (let word = from; word < to; word += 1) for (const key of wordKeys(view, open, word)) keys.add(key);
  return keys;
};

export const shared = (one: CaseWords, other: CaseWords): number => {
  if (one.size > other.size) return shared(other, one);
  let count = 0;
  for (const key of one) if (other.has(key)) count += 1;
  return count;
};

/** How many words of the case a piece of the draft names. */
export const namedIn = (view: View, open: OpenPack, piece: { readonly from: number; readonly to: number }, theCase: CaseWords): number => shared(caseWords(view, open, piece.from, piece.to), theCase);
