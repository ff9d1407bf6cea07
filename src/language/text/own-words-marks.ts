// Marks which lines are history, walking from the top: heads, what they bring with them, and blocks of `>`.
import { findHistory, type History } from './own-words-history.ts';
import type { FormIndex } from './own-words-index.ts';
import type { Line } from './own-words-lines.ts';
import { undecorated, wordCount } from './own-words-signs.ts';

export type Kind = 'own' | 'quoted' | 'signature';

type Lines = { readonly from: number; readonly to: number };

type Marks = {
  readonly kinds: Kind[];
  /** The words of a message passed on whole, without its head. */
  copy: Lines | null;
  /** A head has announced `>` marks, or a block of them cannot be anything else. */
  marksTrusted: boolean;
};

export function markHistory(lines: readonly Line[], index: FormIndex): { readonly kinds: Kind[]; readonly copy: Lines | null } {
  const marks: Marks = { kinds: lines.map(() => 'own'), copy: null, marksTrusted: false };
  let at = 0;
  while (at < lines.length) {
    if (lines[at]!.depth > 0) at = markBlock(lines, at, marks, index);
    else {
      const found = lines[at]!.words === '' ? null : findHistory(lines, at, index);
      at = found ? markFound(lines, at, found, marks, index) : at + 1;
    }
  }
  return marks;
}

/** A block of `>` lines. Apple forwards inside one, so a copy may begin there. */
function markBlock(lines: readonly Line[], from: number, marks: Marks, index: FormIndex): number {
  const to = blockEnd(lines, from);
  const first = Math.min(nextWords(lines, from), to - 1);
  const found = marks.copy ? null : findHistory(lines, first, index);
  if (found?.copy) marks.copy = { from: nextWords(lines, found.body), to };
  marks.marksTrusted ||= found !== null || isQuote(lines, from, to);
  if (marks.marksTrusted) marks.kinds.fill('quoted', from, to);
  return to;
}

function markFound(lines: readonly Line[], at: number, found: History, marks: Marks, index: FormIndex): number {
  const next = nextWords(lines, found.body);
  const marked = next < lines.length && lines[next]!.depth > 0;
  if (!marked && !found.sure && next < lines.length) return at + 1;
  marks.marksTrusted ||= marked;
  const end = marked ? { body: blockEnd(lines, next), after: found.body } : bodyEnd(lines, found, index);
  if (found.copy) marks.copy ??= { from: next, to: end.body };
  marks.kinds.fill('quoted', found.head, end.after);
  return Math.max(end.after, at + 1);
}

/** Where unmarked history ends. Yandex says where a forwarded copy does; all else goes on to the end. */
function bodyEnd(lines: readonly Line[], { body, copy }: History, index: FormIndex): { body: number; after: number } {
  const last = { body: lines.length, after: lines.length };
  if (!copy) return last;
  for (let at = body; at < lines.length; at += 1) {
    const { folded } = lines[at]!;
    if (folded.startsWith('--') && index.forwardedEnd.has(undecorated(folded))) return { body: at, after: at + 1 };
  }
  return last;
}

function blockEnd(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.depth > 0) at += 1;
  return at;
}

/** Without a head, `>` may be an arrow or a path through menus; three lines with a long one among them are a quote. */
function isQuote(lines: readonly Line[], from: number, to: number): boolean {
  let said = 0;
  let long = false;
  for (let at = from; at < to; at += 1) {
    const { words } = lines[at]!;
    if (words !== '') said += 1;
    long ||= words.length >= 16 && wordCount(words.slice(0, 400)) >= 8;
  }
  return said >= 3 && long;
}

function nextWords(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.words === '') at += 1;
  return at;
}
