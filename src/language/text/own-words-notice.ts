// Legal notices and the footers of lists and virus scanners below a mail.
import { opening } from './own-words-index.ts';
import { comparable, type Line } from './own-words-lines.ts';
import type { Page, Run } from './own-words-page.ts';
import { isRule } from './own-words-signs.ts';
import { isPostscript } from './own-words-tail.ts';

/** How much of one paragraph is looked at: legal notices name themselves early. */
const longestNotice = 3000;

/** A notice in two languages; a paragraph of more lines was not put there by a program. */
const mostLines = 80;

/** The end of a legal notice: a paragraph, or a heading and a paragraph, that opens as one and says so twice. Further paragraphs must say so twice as well. */
export function findNotice(page: Page, at: number, to: number): number | null {
  if (at < page.noNoticeBefore || !opensAs(page, at, 'disclaimer')) return null;
  let end = paragraphEnd(page, at, to);
  let said = signsIn(page, at, end);
  if (said < 2 && end - at === 1) {
    end = paragraphEnd(page, page.nextWords(end, to), to);
    said = signsIn(page, at, end);
  }
  if (said < 2) {
    page.noNoticeBefore = at + 1 < end ? end : at + 1;
    return null;
  }
  for (;;) {
    const next = page.nextWords(end, to);
    const nextEnd = paragraphEnd(page, next, to);
    if (nextEnd === next || signsIn(page, next, nextEnd) < 2) return end;
    end = nextEnd;
  }
}

/** A list's or a virus scanner's line, with the links and wrapped words below it. */
export function findFooter(page: Page, at: number, run: Run): number | null {
  const first = isRule(page.lines[at]!.folded) && at + 1 < run.to ? at + 1 : at;
  if (!opensAs(page, first, 'footer')) return null;
  let end = first + 1;
  while (end < run.to && page.lines[end]!.words !== '' && (opensAs(page, end, 'footer') || page.tailAt(end) === 'strong')) end += 1;
  return end;
}

function opensAs({ lines, index }: Page, at: number, key: 'disclaimer' | 'footer'): boolean {
  return opening(index[key], firstWords(lines[at]!)) !== undefined;
}

function firstWords(line: Line): string {
  const folded = line.folded === '' ? comparable(line.words.slice(0, 120)) : line.folded;
  return folded.replace(/^[-*_#"'([ ]+/, '');
}

function signsIn({ lines, index }: Page, from: number, to: number): number {
  let paragraph = '';
  for (let at = from; at < to && paragraph.length < longestNotice; at += 1) paragraph += `${lines[at]!.words.slice(0, longestNotice)} `;
  const folded = comparable(paragraph);
  return index.disclaimerSigns.filter((sign) => folded.includes(sign)).length;
}

function paragraphEnd({ lines, index }: Page, from: number, to: number): number {
  let at = from;
  while (at < to && at - from < mostLines && lines[at]!.words !== '' && !(at > from && isPostscript(lines[at]!.folded, index))) at += 1;
  return at;
}
