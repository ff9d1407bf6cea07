// The lines of one mail with what has been found out about each, so that nothing is found out twice.
import type { FormIndex } from './own-words-index.ts';
import type { Line } from './own-words-lines.ts';
import { readTailLine, type TailLine } from './own-words-tail.ts';

/** From one line up to, not including, another. */
export type Run = { readonly from: number; readonly to: number };

export interface Page {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly index: FormIndex;
  tailAt(at: number): TailLine;
  /** Paragraphs before this line have been looked at and are no legal notices. */
  noNoticeBefore: number;
  /** The first line with words from `from` on, or `to`. */
  nextWords(from: number, to: number): number;
}

export function openPage(text: string, lines: readonly Line[], index: FormIndex): Page {
  const tails: (TailLine | undefined)[] = [];
  return {
    text,
    lines,
    index,
    noNoticeBefore: 0,
    tailAt(at) {
      const known = tails[at];
      if (known !== undefined) return known;
      const tail = readTailLine(lines[at]!, index);
      tails[at] = tail;
      return tail;
    },
    nextWords(from, to) {
      let at = from;
      while (at < to && lines[at]!.words === '') at += 1;
      return at;
    },
  };
}
