// Where the history of a mail begins: a separator, the head of a copied message, an attribution, or the desk's own marker.
import { findAttribution } from './own-words-attribution.ts';
import type { MailForms } from './own-words-forms.ts';
import { findHead, readHeadLine } from './own-words-head.ts';
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

type Rule = (lines: readonly Line[], at: number, forms: readonly MailForms[]) => History | null;

/** The history that begins at line `at`, or whose attribution ends there. */
export const findHistory: Rule = (lines, at, forms) => {
  for (const rule of rules) {
    const found = rule(lines, at, forms);
    if (found) return found;
  }
  return null;
};

const marker: Rule = (lines, at, forms) => {
  const { folded } = lines[at]!;
  const phrase = undecorated(folded);
  if (folded.length < phrase.length + 4 || !forms.some((form) => form['reply-marker'].includes(phrase))) return null;
  return { head: at, body: at + 1, sure: true, copy: false };
};

const separator: Rule = (lines, at, forms) => {
  const { folded } = lines[at]!;
  const phrase = undecorated(folded).replace(/ ?:$/, '');
  const dashes = /^-{2,}|^[-=_*]{4,}/.exec(folded);
  const original = dashes !== null && forms.some((form) => form.original.some((known) => opens(folded, phrase, known)));
  const forwarded = forms.some((form) => form.forwarded.some((known) => (dashes ? opens(folded, phrase, known) : phrase === known && folded.endsWith(':'))));
  if (!original && !forwarded) return null;
  return { head: at, body: afterHead(lines, at + 1, forms), sure: true, copy: true };
};

/** `-----Original Message-----`, also with the head on the same line, as Yahoo's plain text has it. */
function opens(folded: string, phrase: string, known: string): boolean {
  if (phrase === known) return true;
  return phrase.startsWith(known) && /^ ?-{2,}/.test(phrase.slice(known.length)) && folded.startsWith('-');
}

const copiedHead: Rule = (lines, at, forms) => {
  const line = lines[at]!;
  if (!readHeadLine(line.folded, forms)) return null;
  const body = findHead(lines, at, forms, false);
  return body === null ? null : { head: climb(lines, at, forms), body, sure: true, copy: true };
};

const attribution: Rule = (lines, at, forms) => {
  const found = findAttribution(lines, at, forms);
  if (!found) return null;
  const head = climb(lines, found.head, forms);
  // NetEase's phone program signs, then quotes without address and without marks.
  const signedAbove = found.head > 0 && isDeviceLine(lines[lastWords(lines, found.head)]?.folded ?? '', forms);
  return { head, body: at + 1, sure: found.sure || signedAbove, copy: false };
};

const rules: readonly Rule[] = [marker, separator, copiedHead, attribution];

/** Takes in what programs put above a head: the rule that divides it from the answer, and Yandex's recipients. */
function climb(lines: readonly Line[], head: number, forms: readonly MailForms[]): number {
  let top = head;
  while (top > 0 && lines[top - 1]!.depth === lines[head]!.depth && readHeadLine(lines[top - 1]!.folded, forms)) top -= 1;
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
function afterHead(lines: readonly Line[], from: number, forms: readonly MailForms[]): number {
  let first = from;
  while (first < lines.length && first - from < 4 && lines[first]!.words === '') first += 1;
  if (first >= lines.length) return from;
  const body = findHead(lines, first, forms, true);
  if (body !== null) return body;
  for (let at = first; at < lines.length && at - first < 3; at += 1) {
    if (findAttribution(lines, at, forms)) return at + 1;
  }
  return from;
}
