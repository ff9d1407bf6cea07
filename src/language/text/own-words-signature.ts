// The signatures inside a run of lines that are otherwise their writer's own.
import type { MailForms } from './own-words-forms.ts';
import { comparable, type Line } from './own-words-lines.ts';
import { isRule, standsAt, undecorated } from './own-words-signs.ts';
import { isClosing, isDeviceLine, isName, isPostscript, isRequest, isSignedAbove, isThanks, readTailLine } from './own-words-tail.ts';

/** From one line up to, not including, another. */
export type Run = { readonly from: number; readonly to: number };

/** A page after "-- " is a letter whose writer likes dashes, not a signature. */
const mostProseLines = 12;

/** A signature with its legal notice in two languages; what is longer was not put there by a program. */
const mostLines = 80;

/** How much of one paragraph is looked at: legal notices name themselves early. */
const longestNotice = 3000;

export function findSignatures(lines: readonly Line[], run: Run, forms: readonly MailForms[], text: string): Run[] {
  const found: Run[] = [];
  let at = run.from;
  while (at < run.to) {
    const end = signatureAt(lines, at, run, forms, text);
    if (end !== null) {
      const free = found.at(-1)?.to ?? run.from;
      found.push({ from: isSignedAbove(undecorated(lines[at]!.folded), forms) ? climb(lines, at, free, forms) : at, to: end });
    }
    at = end ?? at + 1;
  }
  return found;
}

/** The first of the names, numbers and table bars above a line that calls them a signature. */
function climb(lines: readonly Line[], at: number, free: number, forms: readonly MailForms[]): number {
  let top = at;
  for (let above = at - 1; above >= free && at - above < mostLines; above -= 1) {
    const { words, folded } = lines[above]!;
    if (words === '') continue;
    if (undecorated(folded) !== '' && readTailLine(lines[above]!, forms) === null) break;
    top = above;
  }
  return top;
}

function signatureAt(lines: readonly Line[], at: number, run: Run, forms: readonly MailForms[], text: string): number | null {
  const line = lines[at]!;
  if (line.words === '') return null;
  if (/^[-_—–]{1,3}$/.test(line.words)) return delimited(lines, at, run, forms, text);
  if (isDeviceLine(line.folded, forms)) return at + 1;
  if (isClosing(line, forms)) return block(lines, at + 1, run.to, forms, false) ?? at + 1;
  if (afterThanks(lines, at, run, forms)) return block(lines, at, run.to, forms, true);
  return noticeAt(lines, at, run, forms) ?? footerAt(lines, at, run, forms);
}

/** RFC 3676, 4.3: "-- " with its space. Programs and people also write it without, or as one long dash; then what follows must look like a signature. */
function delimited(lines: readonly Line[], at: number, run: Run, forms: readonly MailForms[], text: string): number | null {
  const line = lines[at]!;
  const exact = /^--[ \u00A0]$/.test(text.slice(line.start, line.end));
  if (!exact) return block(lines, at + 1, run.to, forms, false);
  let end = at + 1;
  let prose = 0;
  for (let next = at + 1; next < run.to; next += 1) {
    const { words, folded } = lines[next]!;
    if (words === '') continue;
    if (isPostscript(folded, forms)) break;
    const tail = readTailLine(lines[next]!, forms);
    const afterBlank = lines[next - 1]!.words === '' && next > at + 1;
    const notice = noticeAt(lines, next, run, forms);
    if (notice !== null) {
      end = notice;
      next = notice - 1;
      continue;
    }
    if (tail === null && afterBlank && isRequest(folded === '' ? comparable(words) : folded, forms)) break;
    if (tail === null) prose += 1;
    if (prose > mostProseLines || next - at > mostLines) return null;
    end = next + 1;
  }
  return end;
}

/** "Thanks," is the writer's own; a name with a telephone number below it is a signature all the same. */
function afterThanks(lines: readonly Line[], at: number, run: Run, forms: readonly MailForms[]): boolean {
  let above = at - 1;
  while (above >= run.from && at - above < 3 && lines[above]!.words === '') above -= 1;
  return above >= run.from && isThanks(lines[above]!, forms) && isName(lines[at]!.words, forms);
}

/** Names, titles and numbers from `first` on, paragraph by paragraph. Null where there are none. */
function block(lines: readonly Line[], first: number, to: number, forms: readonly MailForms[], strongOnly: boolean): number | null {
  let end: number | null = null;
  let at = first;
  for (let paragraph = 0; at < to; paragraph += 1) {
    while (at < to && lines[at]!.words === '') at += 1;
    const notice = at < to ? noticeAt(lines, at, { from: first, to }, forms) : null;
    const stop = notice ?? tailEnd(lines, at, to, forms);
    if (stop === at) return end;
    const strong = notice !== null || lines.slice(at, stop).some((line) => readTailLine(line, forms) === 'strong');
    if (!strong && (strongOnly || paragraph > 0)) return end;
    end = stop;
    if (stop < to && lines[stop]!.words !== '') return end;
    at = stop;
  }
  return end;
}

function tailEnd(lines: readonly Line[], from: number, to: number, forms: readonly MailForms[]): number {
  let at = from;
  while (at < to && at - from < mostLines && lines[at]!.words !== '' && readTailLine(lines[at]!, forms) !== null) at += 1;
  return at;
}

/** A legal notice: a paragraph, or a heading and a paragraph, that opens as one and says so twice. Further paragraphs must say so twice as well. */
function noticeAt(lines: readonly Line[], at: number, run: Run, forms: readonly MailForms[]): number | null {
  const opening = forms.some((form) => form.disclaimer.some((phrase) => standsAt(openingOf(lines[at]!), phrase, 0)));
  if (!opening) return null;
  let end = paragraphEnd(lines, at, run.to, forms);
  let said = signsIn(lines, at, end, forms);
  if (said < 2 && end - at === 1) {
    end = paragraphEnd(lines, skipBlank(lines, end, run.to), run.to, forms);
    said = signsIn(lines, at, end, forms);
  }
  if (said < 2) return null;
  for (;;) {
    const next = skipBlank(lines, end, run.to);
    const nextEnd = paragraphEnd(lines, next, run.to, forms);
    if (nextEnd === next || signsIn(lines, next, nextEnd, forms) < 2) return end;
    end = nextEnd;
  }
}

function openingOf(line: Line): string {
  return comparable(line.words.slice(0, 120)).replace(/^[-*_#"'([ ]+/, '');
}

function signsIn(lines: readonly Line[], from: number, to: number, forms: readonly MailForms[]): number {
  if (to <= from) return 0;
  let paragraph = '';
  for (let at = from; at < to && paragraph.length < longestNotice; at += 1) paragraph += `${lines[at]!.words.slice(0, longestNotice)} `;
  const folded = comparable(paragraph);
  return forms.reduce((sum, form) => sum + form['disclaimer-signs'].filter((sign) => folded.includes(sign)).length, 0);
}

/** A list's or a virus scanner's line, with the links and wrapped words below it. */
function footerAt(lines: readonly Line[], at: number, run: Run, forms: readonly MailForms[]): number | null {
  const isFooter = (index: number) => forms.some((form) => form.footer.some((phrase) => standsAt(openingOf(lines[index]!), phrase, 0)));
  const first = isRule(lines[at]!.folded) && at + 1 < run.to ? at + 1 : at;
  if (!isFooter(first)) return null;
  let end = first + 1;
  while (end < run.to && lines[end]!.words !== '' && (isFooter(end) || readTailLine(lines[end]!, forms) === 'strong')) end += 1;
  return end;
}

function paragraphEnd(lines: readonly Line[], from: number, to: number, forms: readonly MailForms[]): number {
  let at = from;
  while (at < to && at - from < mostLines && lines[at]!.words !== '' && !(at > from && isPostscript(lines[at]!.folded, forms))) at += 1;
  return at;
}

function skipBlank(lines: readonly Line[], from: number, to: number): number {
  let at = from;
  while (at < to && lines[at]!.words === '') at += 1;
  return at;
}
