// What a rule looks at: one text and where each phrase of the pack stands in it.
import type { Rule } from '../pack/shape.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';
import type { Match, PhraseIndex } from './phrase-index.ts';

/** A rule with the slots of its phrases in the index. */
export type OpenRule = {
  readonly rule: Rule;
  readonly means: string;
  readonly any: number;
  readonly unless: number;
  readonly near: number;
  readonly when: number;
  readonly needs: number;
  readonly steps: readonly number[];
};

export type Look = {
  readonly view: View;
  readonly found: readonly (readonly Match[] | undefined)[];
  readonly negations: readonly Match[];
  readonly reported: readonly Match[];
};

/** A piece of the text that a rule found. */
export type Hit = Span & { readonly rule: string; readonly means: string; readonly sentence: number; readonly match: Match; readonly fix: string | null };

const none: readonly Match[] = [];

export const matchesOf = (look: Look, slot: number): readonly Match[] => (slot < 0 ? none : (look.found[slot] ?? none));

/** Index of the first match that begins at `word` or after it. Matches of a slot stand in the order of the text and do not overlap. */
export const firstFrom = (matches: readonly Match[], word: number): number => {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches[middle]!.from < word) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether one of `matches` overlaps `piece`: only the last that begins before its end can. */
export const overlapsAny = (matches: readonly Match[], piece: Match): boolean => (matches[firstFrom(matches, piece.to) - 1]?.to ?? 0) > piece.from;

/** Whether one of `matches` begins in the words `from` (inclusive) to `to` (exclusive). */
export const beginsIn = (matches: readonly Match[], from: number, to: number): boolean => (matches[firstFrom(matches, from)]?.from ?? Number.POSITIVE_INFINITY) < to;

export const sentenceAt = (view: View, word: number): number => view.sentenceOf[word] ?? Math.max(0, view.sentences.length - 1);

export const spanOf = (view: View, match: Match): Span => ({ start: view.words.start[match.from]!, end: view.words.end[match.to - 1]! });

export const hit = (look: Look, open: OpenRule, match: Match, fix: string | null = null): Hit => ({
  ...spanOf(look.view, match),
  rule: open.rule.id,
  means: open.means,
  sentence: sentenceAt(look.view, match.from),
  match,
  fix,
});

export const openRule = (index: PhraseIndex, rule: Rule, means: string): OpenRule => ({
  rule,
  means,
  any: index.add([...(rule.any ?? []), ...(rule.swaps ?? []).map((swap) => swap.from)]),
  unless: index.add(rule.unless),
  near: index.add(rule.near),
  when: index.add(rule.when),
  needs: index.add(rule.needs),
  steps: (rule.steps ?? []).map((step) => index.add(step)),
});
