// The name under a closing formula: "Yours faithfully, Winifred Abernethy". A card with post, firm and address is the mail program's and names nobody anew.
import { listOf } from './facts-lists.ts';
import type { OpenPack } from '../pack/open.ts';
import type { Span } from '../text/span.ts';
import type { Fact } from './reading.ts';

const longestName = 60;
const mostLinesAfter = 1;

/** Bounded: two to four words with capitals, of which some may be initials, small words between. */
const whole = /^(?:\p{Lu}[\p{L}.'’-]{0,24})(?: (?:\p{Lu}[\p{L}.'’-]{0,24}|d[aei]|de[lr]|della|von|van|y)){1,4}$/u;

/** The closing formula and what is signed under it, with its place. */
const split = (signature: string): { readonly start: number; readonly name: string; readonly after: readonly string[] } | null => {
  const lines = signature.split('\n');
  const [closing = '', second = ''] = lines;
  if (!/^\p{L}/u.test(closing)) return null;
  const comma = closing.indexOf(', ');
  if (comma > 0) return { start: comma + 2, name: closing.slice(comma + 2).trimEnd(), after: lines.slice(1) };
  return { start: closing.length + 1 + (second.length - second.trimStart().length), name: second.trim(), after: lines.slice(2) };
};

/** "Dr Edmund Asante" stands without his title. */
const withoutTitle = (open: OpenPack, name: string): number => {
  const titles = listOf(open, 'titles');
  let start = 0;
  for (let space = name.indexOf(' '); space > 0; space = name.indexOf(' ', start)) {
    if (!titles.has(open.grammar.fold(name.slice(start, space)).replace(/\.$/, ''))) break;
    start = space + 1;
  }
  return start;
};

const ordinary = (open: OpenPack, word: string): boolean => {
  const folded = open.grammar.fold(word).replace(/\.$/, '');
  return (folded.length > 2 && open.frequent.has(folded)) || listOf(open, 'not-names').has(folded) || listOf(open, 'places').has(folded);
};

export const findSignedName = (text: string, { start, end }: Span, open: OpenPack): Fact | null => {
  const signed = split(text.slice(start, end));
  if (signed === null || signed.name.length > longestName || signed.after.length > mostLinesAfter || signed.after.some((line) => /\d/.test(line))) return null;
  const from = withoutTitle(open, signed.name);
  const name = signed.name.slice(from).replace(/(?<=\p{Ll})\.$/u, '');
  if (!whole.test(name) || name.split(' ').some((word) => ordinary(open, word))) return null;
  const place = start + signed.start + from;
  return { kind: 'name', start: place, end: place + name.length, value: name };
};
