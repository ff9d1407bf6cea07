// Which sentences are questions, as a person said it, after the customer changed the message: the same sentences where they stand
// now, and what the customer asks in the new words only.
import type { Span } from '../../language/text/span.ts';

type Asked = { readonly text: string; readonly asks: readonly Span[] };

export function carriedAsks(said: readonly Span[], before: Asked, after: Asked): readonly Span[] {
  const known = new Set(before.asks.map((span) => wordsIn(before.text, span)));
  const kept = said.flatMap((span) => placeOf(before.text, span, after.text));
  const anew = after.asks.filter((span) => !known.has(wordsIn(after.text, span)) && !kept.some((one) => one.start < span.end && span.start < one.end));
  return [...kept, ...anew].toSorted((one, other) => one.start - other.start).map(({ start, end }) => ({ start, end }));
}

const wordsIn = (text: string, { start, end }: Span): string => text.slice(start, end).trim();

/** The nearest of the places where the same words stand. */
function placeOf(before: string, { start, end }: Span, after: string): readonly Span[] {
  const words = before.slice(start, end);
  if (words.trim() === '') return [];
  const back = after.lastIndexOf(words, start);
  const on = after.indexOf(words, start);
  const at = back === -1 ? on : on === -1 || start - back <= on - start ? back : on;
  return at === -1 ? [] : [{ start: at, end: at + words.length }];
}
