// sequence: several things in one order within a sentence, a paragraph or the text. Marks from the first to the last.
import { pieces } from './length.ts';
import { beginsIn, firstFrom, matchesOf } from './look.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';

const inOrder = (look: Look, open: OpenRule, piece: Match): Match | null => {
  let from = -1;
  let at = piece.from;
  for (const slot of open.steps) {
    const matches = matchesOf(look, slot);
    const next = matches[firstFrom(matches, at)];
    if (next === undefined || next.to > piece.to) return null;
    if (from < 0) from = next.from;
    at = next.to;
  }
  return from < 0 ? null : { from, to: at };
};

export const findSequences = (look: Look, open: OpenRule): Match[] => {
  const blocked = matchesOf(look, open.unless);
  return pieces(look.view, open.rule.within ?? 'sentence').flatMap((piece) => {
    const found = inOrder(look, open, piece);
    return found && !beginsIn(blocked, piece.from, piece.to) ? [found] : [];
  });
};
