// When two spans of a text are about the same place.
import type { Span } from '../language/text/span.ts';
import type { Tally } from './tally.ts';

const shared = (one: Span, other: Span): number => Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));

export const touches = (one: Span, other: Span): boolean => shared(one, other) > 0;

/** At least half of the shorter one lies in the other: people cut the same question a little differently. */
export const overlaps = (one: Span, other: Span): boolean => shared(one, other) * 2 >= Math.min(one.end - one.start, other.end - other.start) && touches(one, other);

/** Each gold span is met by one said span at most, so that one long span does not answer for three. */
export const pairUp = <Gold extends Span, Said extends Span>(gold: readonly Gold[], said: readonly Said[], fits: (gold: Gold, said: Said) => boolean = overlaps): readonly (readonly [Gold, Said])[] => {
  const free = new Set(said);
  return gold.flatMap((one) => {
    const best = [...free].filter((other) => fits(one, other)).sort((a, b) => shared(one, b) - shared(one, a))[0];
    if (best === undefined) return [];
    free.delete(best);
    return [[one, best] as const];
  });
};

export const tallySpans = (gold: readonly Span[], said: readonly Span[]): Tally => {
  const right = pairUp(gold, said).length;
  return { right, wrong: said.length - right, missed: gold.length - right };
};

/** By character: how much of what is one's own words was taken as such. */
export const tallyCharacters = (gold: readonly Span[], said: readonly Span[]): Tally => {
  const length = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const right = gold.reduce((sum, one) => sum + said.reduce((inner, other) => inner + shared(one, other), 0), 0);
  return { right, wrong: length(said) - right, missed: length(gold) - right };
};
