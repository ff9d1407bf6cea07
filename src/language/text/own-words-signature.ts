// The signatures inside a run of lines that are otherwise their writer's own.
import { comparable } from './own-words-lines.ts';
import { findFooter, findNotice } from './own-words-notice.ts';
import type { Page, Run } from './own-words-page.ts';
import { isRule, undecorated } from './own-words-signs.ts';
import { isClosing, isDeviceLine, isName, isPostscript, isRequest, isSignedAbove, isThanks } from './own-words-tail.ts';

/** A page after "-- " is a letter whose writer likes dashes, not a signature. */
const mostProseLines = 12;

/** A signature with its legal notice in two languages; what is longer was not put there by a program. */
const mostLines = 80;

export function findSignatures(page: Page, run: Run): Run[] {
  const found: Run[] = [];
  let at = run.from;
  while (at < run.to) {
    const end = signatureAt(page, at, run);
    if (end !== null) {
      const free = found.at(-1)?.to ?? run.from;
      found.push({ from: isSignedAbove(undecorated(page.lines[at]!.folded), page.index) ? climb(page, at, free) : at, to: end });
    }
    at = end ?? at + 1;
  }
  return found;
}

function signatureAt(page: Page, at: number, run: Run): number | null {
  const line = page.lines[at]!;
  if (line.words === '') return null;
  if (/^[-_—–]{1,3}$/.test(line.words)) return delimited(page, at, run);
  if (isRule(line.folded)) return ruledOff(page, at, run) ?? findFooter(page, at, run);
  if (isDeviceLine(line.folded, page.index)) return at + 1;
  if (isClosing(line, page.index)) return block(page, at + 1, run.to, false) ?? at + 1;
  if (afterThanks(page, at, run)) return block(page, at, run.to, true);
  return findNotice(page, at, run.to) ?? findFooter(page, at, run);
}

/** The first of the names, numbers and table bars above a line that calls them a signature. */
function climb({ lines, tailAt }: Page, at: number, free: number): number {
  let top = at;
  for (let above = at - 1; above >= free && at - above < mostLines; above -= 1) {
    const { words, folded } = lines[above]!;
    if (words === '') continue;
    if (undecorated(folded) !== '' && tailAt(above) === null) break;
    top = above;
  }
  return top;
}

/** RFC 3676, 4.3: "-- " with its space. Programs and people also write it without, or as one long dash; then what follows must look like a signature. */
function delimited(page: Page, at: number, run: Run): number | null {
  const { lines, text, index } = page;
  if (!/^--[ \u00A0]$/.test(text.slice(lines[at]!.start, lines[at]!.end))) return block(page, at + 1, run.to, false);
  let end = at + 1;
  let prose = 0;
  let next = at + 1;
  while (next < run.to) {
    const { words, folded } = lines[next]!;
    if (isPostscript(folded, index)) break;
    const notice = findNotice(page, next, run.to);
    const isProse = words !== '' && notice === null && page.tailAt(next) === null;
    const asks = isProse && next > at + 1 && lines[next - 1]!.words === '' && isRequest(folded || comparable(words), index);
    if (asks) break;
    if (isProse) prose += 1;
    if (prose > mostProseLines || next - at > mostLines) return null;
    if (words !== '') end = notice ?? next + 1;
    next = notice ?? next + 1;
  }
  return end;
}

/** Below a whole rule: a name with a number or a title, and then nothing more. */
function ruledOff(page: Page, at: number, run: Run): number | null {
  const first = page.nextWords(at + 1, Math.min(run.to, at + mostLines));
  if (first >= run.to || !isName(page.lines[first]!.words, page.index)) return null;
  const end = block(page, first, run.to, true);
  return end !== null && page.nextWords(end, run.to) === run.to ? end : null;
}

/** "Thanks," is the writer's own; a name with a telephone number below it is a signature all the same. */
function afterThanks({ lines, index }: Page, at: number, run: Run): boolean {
  let above = at - 1;
  while (above >= run.from && at - above < 3 && lines[above]!.words === '') above -= 1;
  return above >= run.from && isThanks(lines[above]!, index) && isName(lines[at]!.words, index);
}

/** Names, titles and numbers from `first` on, paragraph by paragraph. Null where there are none. */
function block(page: Page, first: number, to: number, strongOnly: boolean): number | null {
  let end: number | null = null;
  let at = first;
  for (let paragraph = 0; at < to; paragraph += 1) {
    at = page.nextWords(at, to);
    const notice = at < to ? findNotice(page, at, to) : null;
    const stop = notice ?? tailEnd(page, at, to);
    if (stop === at) return end;
    if (notice === null && (strongOnly || paragraph > 0) && !hasStrong(page, at, stop)) return end;
    end = stop;
    if (stop < to && page.lines[stop]!.words !== '') return end;
    at = stop;
  }
  return end;
}

function tailEnd({ lines, tailAt }: Page, from: number, to: number): number {
  let at = from;
  while (at < to && at - from < mostLines && lines[at]!.words !== '' && tailAt(at) !== null) at += 1;
  return at;
}

function hasStrong({ tailAt }: Page, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (tailAt(at) === 'strong') return true;
  return false;
}
