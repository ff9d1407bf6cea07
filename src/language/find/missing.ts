// missing: something that should be said is not. Marks what asks for it, or the last sentence when nothing does.
import { findPhrases } from './phrase.ts';
import { matchesOf } from './look.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';

export const findMissing = (look: Look, open: OpenRule): Match[] => {
  if (matchesOf(look, open.needs).length > 0) return [];
  if (open.when >= 0) return findPhrases(look, { ...open, any: open.when }).slice(0, 1);
  const last = look.view.sentences.at(-1);
  return last ? [{ from: last.from, to: last.to }] : [];
};
