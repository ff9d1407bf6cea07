// The line of a conversation in the list.
import type { Span } from '../../language/text/span.ts';
import { plainText } from '../formatting/rendered.ts';
import type { Direction } from './message.ts';

const longest = 200;

/** Only what was written at the desk holds marks; a customer's stars stay stars. */
const elsewhere: ReadonlySet<Direction> = new Set(['in', 'from third party']);

/** As whoever reads it should see it where nothing is formatted. */
export function withoutMarks(text: string, direction: Direction): string {
  return elsewhere.has(direction) ? text : plainText(text);
}

/** The writer's own words, or the whole text where there are none, on one line and without the marks that format them. */
export function lastWords(text: string, own: readonly Span[], direction: Direction): string {
  const words = own.length === 0 ? text.slice(0, longest * 4) : own.map((span) => text.slice(span.start, span.end)).join(' ').slice(0, longest * 4);
  const line = withoutMarks(words, direction).replace(/\s+/gu, ' ').trim();
  if (line.length <= longest) return line;
  // Not in the middle of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
  return `${line.slice(0, end)}…`;
}
