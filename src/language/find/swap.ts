// swap: a plainer wording stands beside the one that was found, and can be taken with one key.
import { findPhrases } from './phrase.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';
import type { View } from '../text/view.ts';
import { caseOf } from '../text/characters.ts';

/** The phrase of a swap line is literal apart from case and folding, so what was found names its line. */
export const wordsKey = (view: View, match: Match): string => {
  const words: string[] = [];
  for (let word = match.from; word < match.to; word += 1) words.push(view.folded.slice(view.words.start[word], view.words.end[word]));
  return words.join(' ');
};

export type SwapTable = ReadonlyMap<string, string>;

export const findSwaps = (look: Look, open: OpenRule, table: SwapTable): { match: Match; fix: string | null }[] =>
  findPhrases(look, open).map((match) => {
    const plain = table.get(wordsKey(look.view, match)) ?? null;
    if (plain === null) return { match, fix: null };
    const capital = caseOf(look.view.text.charCodeAt(look.view.words.start[match.from]!)) === 1;
    return { match, fix: capital ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain };
  });
