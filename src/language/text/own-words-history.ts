// Where the history of a mail begins: a separator, the head of a copied message, an attribution, or the desk's own marker.
import { findAttribution } from './own-words-attribution.ts';
import { findHead, readHeadLine } from './own-words-head.ts';
import { type FormIndex, opening } from './own-words-index.ts';
import type { Line } from './own-words-lines.ts';
import { isRule, undecorated } from './own-words-signs.ts';
import { isDeviceLine } from './own-words-tail.ts';

export type History = {
  /** The first line that the program wrote, and the first line of what it quotes. */
  readonly head: number;
  readonly body: number;
  /** All that follows is history, with or without `>` marks. */
  readonly sure: boolean;
  /** A copy of a whole message, not an answer's quote: it may be what the writer wants read. */
  readonly copy: boolean;
};

type Rule = (lines: readonly Line[], at: number, index: FormIndex) => History | null;

/** The history that begins at line `at`, or whose attribution ends there. */
export const findHistory: Rule = (lines, at, index) => {
  for (const rule of rules) {
    const found = rule(lines, at, index);
    if (found) return found;
  }
  return null;
};

const marker: Rule = (lines, at, index) => {
  const { folded } = lines[at]!;
  if (!/^[-#=*~_+]{2}/.test(folded) || !index.replyMarker.has(undecorated(folded))) return null;
  return { head: at, body: at + 1, sure: true, copy: false };
};

const separator: Rule = (lines, at, index) => {
  const { folded } = lines[at]!;
  const dashes = /^-{2}|^[-=_*]{4}/.test(folded);
  if (!dashes && !folded.endsWith(':')) return null;
  const phrase = undecorated(folded).replace(/ ?:$/, '');
  // `-----Original Message-----`; Yahoo's plain text has the head on the same line.
  const alone = (known: string) => phrase === known || (dashes && /^ ?-{2}/.test(phrase.slice(known.length)));
  const found = (dashes && opening(index.original, phrase, alone)) || opening(index.forwarded, phrase, alone);
  return found ? { head: at, body: afterHead(lines, at + 1, index), sure: true, copy: true } : null;
};

const copiedHead: Rule = (lines, at, index) => {
  const line = lines[at]!;
  if (!readHeadLine(line.folded, index)) return null;
  const body = findHead(lines, at, index, false);
  return body === null ? null : { head: climb(lines, at, index), body, sure: true, copy: true };
};

const attribution: Rule = (lines, at, index) => {
  const found = findAttribution(lines, at, index);
  if (!found) return null;
  const head = climb(lines, found.head, index);
  // NetEase's phone program signs, then quotes without address and without marks.
  const signedAbove = found.head > 0 && isDeviceLine(lines[lastWords(lines, found.head)]?.folded ?? '', index);
  return { head, body: at + 1, sure: found.sure || signedAbove, copy: false };
};

const rules: readonly Rule[] = [marker, separator, copiedHead, attribution];

/** Takes in what programs put above a head: the rule that divides it from the answer, and Yandex's recipients. */
function climb(lines: readonly Line[], head: number, index: FormIndex): number {
  let top = head;
  while (top > 0 && lines[top - 1]!.depth === lines[head]!.depth && readHeadLine(lines[top - 1]!.folded, index)) top -= 1;
  const above = lastWords(lines, top);
  return above >= 0 && lines[above]!.depth === lines[head]!.depth && isRule(lines[above]!.folded) ? above : top;
}

/** The last line with words before `at`, blank lines passed over; a page of blank lines is not searched. */
function lastWords(lines: readonly Line[], at: number): number {
  for (let above = at - 1; above >= 0 && at - above < 8; above -= 1) {
    if (lines[above]!.words !== '') return above;
  }
  return -1;
}

/** After an announced copy, its head (in whatever form) is the program's too. */
function afterHead(lines: readonly Line[], from: number, index: FormIndex): number {
  let first = from;
  while (first < lines.length && first - from < 4 && lines[first]!.words === '') first += 1;
  if (first >= lines.length) return from;
  const body = findHead(lines, first, index, true);
  if (body !== null) return body;
  for (let at = first; at < lines.length && at - first < 3; at += 1) {
    if (findAttribution(lines, at, index)) return at + 1;
  }
  return from;
}
