// Repeated marks: the finding reaches over the marks themselves, and one of them is offered in their place.
import type { Span } from '../text/span.ts';

/** As many as anybody types in earnest; a text of nothing but marks is not read to its end. */
const mostMarks = 200;
const isMark = (letter: string): boolean => '!?！？'.includes(letter);

/** The run of marks that begins at `from`, spaces between them included. */
const runFrom = (text: string, from: number): Span => {
  let end = from;
  for (let at = from; at < Math.min(text.length, from + mostMarks); at += 1) {
    if (isMark(text[at]!)) end = at + 1;
    else if (text[at] !== ' ') break;
  }
  return { start: from, end };
};

/** "Why?!" asks, "Now!!" exclaims: a question stays one. */
const oneMark = (marks: string): string => [...marks].find((mark) => mark === '?' || mark === '？') ?? marks[0] ?? '';

/** Where the sentence with its marks stands, and what the marks may be replaced by; null where none follow it. */
export const loudEnd = (text: string, { start, end }: Span): { readonly span: Span; readonly fix: Span & { readonly text: string } } | null => {
  const run = runFrom(text, end);
  return run.end - run.start < 2 ? null : { span: { start, end: run.end }, fix: { ...run, text: oneMark(text.slice(run.start, run.end)) } };
};
