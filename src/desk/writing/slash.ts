// Where a slash was typed to find a template, and what was typed after it. The key counts as well as its sign: on a Russian layout
// the slash key gives a full stop, on a Chinese one "、".

export type Slash = {
  /** Where the sign stands; what is inserted takes its place. */
  readonly start: number;
  /** Where the words begin that are looked for. */
  readonly from: number;
};

const signs = new Set(['/', '／', '、']);
const longest = 60;

/** @param code the key that was pressed last, by its place; @param grown the text has just become longer by typing */
export function slashBegun(text: string, caret: number, code: string, grown: boolean): Slash | null {
  if (!grown || caret < 1) return null;
  const sign = text[caret - 1]!;
  const before = text[caret - 2];
  if (before !== undefined && !/\s/.test(before)) return null;
  return signs.has(sign) || (code === 'Slash' && !/[\p{L}\p{N}?]/u.test(sign)) ? { start: caret - 1, from: caret } : null;
}

/** What is looked for; null: it is not a search any more. */
export function wordsAfter(text: string, caret: number, slash: Slash): string | null {
  if (caret < slash.from || slash.from > text.length) return null;
  const words = text.slice(slash.from, caret);
  return words.length > longest || words.includes('\n') || /^[\s\p{P}\p{S}]/u.test(words) ? null : words;
}

export function inserted(text: string, caret: number, slash: Slash, words: string): { readonly text: string; readonly start: number; readonly end: number } {
  return { text: text.slice(0, slash.start) + words + text.slice(Math.max(caret, slash.start)), start: slash.start, end: slash.start + words.length };
}
