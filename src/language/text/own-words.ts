// Which words of a mail are its writer's own, which are quoted history, and which are a signature.
import type { MailForms } from './own-words-forms.ts';
import { indexOf } from './own-words-index.ts';
import { type Line, readLines, trimmed } from './own-words-lines.ts';
import { type Kind, markHistory } from './own-words-marks.ts';
import { openPage, type Page } from './own-words-page.ts';
import { findSignatures } from './own-words-signature.ts';
import type { Span } from './span.ts';

export { mailForms } from './own-words-forms.ts';
export type { MailForms } from './own-words-forms.ts';

export type OwnWords = { readonly own: Span[]; readonly quoted: Span[]; readonly signature: Span[] };

/** The spans do not overlap and cover the text but for white space. In doubt words are own; a text is never folded away whole. */
export function ownWords(text: string, forms: readonly MailForms[]): OwnWords {
  const all = trimmed(text, 0, text.length);
  if (all.start === all.end) return { own: [], quoted: [], signature: [] };
  const whole = { own: [all], quoted: [], signature: [] };
  if (!/[\r\n]/.test(text)) return whole;
  const lines = readLines(text);
  const index = indexOf(forms);
  const { kinds, copy } = markHistory(lines, index);
  markSignatures(openPage(text, lines, index), kinds);
  if (!saysSomething(lines, kinds)) {
    if (copy) for (let at = copy.from; at < copy.to; at += 1) kinds[at] = 'own';
    if (!saysSomething(lines, kinds)) return whole;
  }
  return spansOf(text, lines, kinds);
}

function markSignatures(page: Page, kinds: Kind[]): void {
  for (let from = 0; from < kinds.length; from += 1) {
    if (kinds[from] !== 'own') continue;
    let to = from;
    while (to < kinds.length && kinds[to] === 'own') to += 1;
    for (const found of findSignatures(page, { from, to })) kinds.fill('signature', found.from, found.to);
    from = to;
  }
}

/** Whether anything but dashes is left as own. An exclamation mark or a smiling face says something. */
function saysSomething(lines: readonly Line[], kinds: readonly Kind[]): boolean {
  return lines.some((line, at) => kinds[at] === 'own' && /[^\s\-–—_=*~|>.]/.test(line.words));
}

function spansOf(text: string, lines: readonly Line[], kinds: readonly Kind[]): OwnWords {
  const spans: Record<Kind, Span[]> = { own: [], quoted: [], signature: [] };
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && (kinds[to] === kinds[from] || (lines[to]!.words === '' && lines[to]!.depth === 0))) to += 1;
    const span = trimmed(text, lines[from]!.start, lines[to - 1]!.end);
    if (span.end > span.start) spans[kinds[from]!].push(span);
    from = to;
  }
  return spans;
}
