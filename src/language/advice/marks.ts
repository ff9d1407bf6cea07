// Marks that are no words: repeated ones, for which one is offered, and the bracket that smiles.
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

/** "а)" and "1)" begin an item of a list. */
const letter = /[\p{L}!?.…]/u;
const fewestBefore = 3;

/** A bracket that closes nothing after a word smiles: "бывает)". Two of them are a word of their own already. */
export const smilesIn = (text: string): Span[] => {
  const found: Span[] = [];
  let open = 0;
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\n') open = 0;
    else if (sign === '(' || sign === '（') open += 1;
    else if ((sign === ')' || sign === '）') && open > 0) open -= 1;
    else if (sign === ')' && run >= fewestBefore && text[at + 1] !== ')' && !/[\p{L}\d]/u.test(text[at + 1] ?? ' ')) found.push({ start: at, end: at + 1 });
    run = letter.test(sign) ? run + 1 : 0;
  }
  return found;
};
