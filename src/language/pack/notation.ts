// The four signs of a phrase: {list}, ... (up to four words), word* (any ending). The fourth, [ ], belongs to examples.
import { kind, kindOf } from '../text/characters.ts';
import { cutWords, wordKind } from '../text/words.ts';
import type { Grammar } from '../text/view.ts';

export type Item =
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'beginning'; readonly word: string }
  | { readonly is: 'list'; readonly name: string }
  | { readonly is: 'gap' };

export class NotationError extends Error {}

/** Marks that are no part of a word would be passed over in silence, and the phrase would mean more than it says. */
const lost = /[%$€£¥₽№#&@+=!?！？<>|~^\\/](?!\d)/;

const leadingClitic = (folded: string, grammar: Grammar): string | undefined => {
  const form = folded.startsWith("'") ? (/^'\p{L}+/u.exec(folded)?.[0] ?? '') : '';
  return grammar.forms.clitics.has(form) ? form : undefined;
};

const literal = (run: string, grammar: Grammar, anyEnding: boolean, whole: string): Item[] => {
  const mark = lost.exec(run);
  if (mark) throw new NotationError(`"${mark[0]}" in "${whole}" is not seen by a phrase: write words only`);
  const folded = grammar.fold(run);
  const words = cutWords(folded, run, grammar.forms);
  // {we}'ll begins with what is cut off a word: there is no word before it here to be cut from.
  const clitic = leadingClitic(folded.trimStart(), grammar);
  const items: Item[] = clitic ? [{ is: 'word', word: clitic }] : [];
  for (let index = clitic ? 1 : 0; index < words.count; index += 1) items.push({ is: 'word', word: folded.slice(words.start[index], words.end[index]) });
  if (!anyEnding) return items;
  const last = items.pop();
  if (last?.is !== 'word' || !run.endsWith(last.word.slice(-1)) && grammar.fold(run.slice(-1)) !== last.word.slice(-1)) throw new NotationError(`"*" must follow a word in "${whole}"`);
  if (words.kind.at(-1) === wordKind.ideograph) throw new NotationError(`"*" (any ending) has no meaning in a language without endings: "${whole}"`);
  items.push({ is: 'beginning', word: last.word });
  return items;
};

const check = (items: readonly Item[], phrase: string): void => {
  if (items.length === 0) throw new NotationError(`"${phrase}" has no word in it`);
  if (items[0]?.is === 'gap' || items.at(-1)?.is === 'gap') throw new NotationError(`"..." stands at an edge of "${phrase}": it means up to four words between two others`);
  let gaps = 0;
  items.forEach((item, index) => {
    if (item.is !== 'gap') return;
    gaps += 1;
    if (items[index + 1]?.is === 'gap') throw new NotationError(`two "..." in a row in "${phrase}"`);
  });
  if (gaps > 3) throw new NotationError(`more than three "..." in "${phrase}"`);
};

/** Most phrases are letters and spaces, perhaps with an ending left open: they are read in one pass. Null for all others. */
const plainItems = (phrase: string, grammar: Grammar): Item[] | null => {
  const folded = grammar.fold(phrase);
  const items: Item[] = [];
  for (let at = 0; at < folded.length; ) {
    const is = kindOf(folded.charCodeAt(at));
    if (is === kind.space) {
      at += 1;
      continue;
    }
    if (is === kind.ideograph) {
      items.push({ is: 'word', word: folded.charAt(at) });
      at += 1;
      continue;
    }
    let end = at;
    while (end < folded.length && kindOf(folded.charCodeAt(end)) === kind.letter) end += 1;
    if (end === at) return null;
    const open = folded.charCodeAt(end) === 0x2a;
    items.push({ is: open ? 'beginning' : 'word', word: folded.slice(at, end) });
    at = open ? end + 1 : end;
  }
  return items.length === 0 ? null : items;
};

/** Reads one phrase. Throws NotationError with a sentence for the linguist. */
export const parsePhrase = (phrase: string, grammar: Grammar): Item[] => {
  const plain = plainItems(phrase, grammar);
  if (plain !== null) return plain;
  if (/[[\]]/.test(phrase)) throw new NotationError(`"[" and "]" belong to examples, not to the phrase "${phrase}"`);
  const items: Item[] = [];
  let rest = phrase.trim();
  while (rest !== '') {
    const list = /^\{([^{}]*)\}/.exec(rest);
    const gap = /^(?:\.\.\.|…)/.exec(rest);
    if (list) items.push({ is: 'list', name: list[1]!.trim() });
    else if (gap) items.push({ is: 'gap' });
    else if (rest[0] === '{' || rest[0] === '}') throw new NotationError(`a "{" without its "}" in "${phrase}"`);
    const sign = list ?? gap;
    if (sign) {
      rest = rest.slice(sign[0].length).trimStart();
      continue;
    }
    const run = /^(?:(?!\.\.\.|…)[^{}*])+/.exec(rest)?.[0] ?? '';
    const anyEnding = rest[run.length] === '*';
    if (run === '') throw new NotationError(`"*" must follow a word in "${phrase}"`);
    items.push(...literal(run, grammar, anyEnding, phrase));
    rest = rest.slice(run.length + (anyEnding ? 1 : 0)).trimStart();
  }
  check(items, phrase);
  return items;
};

export type MarkedExample = { readonly text: string; readonly marks: readonly { readonly start: number; readonly end: number }[] };

/** Takes the [ ] out of an example and remembers where they stood. `\n` in an example is a line end. */
export const parseExample = (example: string): MarkedExample => {
  const marks: { start: number; end: number }[] = [];
  let text = '';
  let start = -1;
  for (const character of example.replaceAll(String.raw`\n`, '\n')) {
    if (character === '[') {
      if (start >= 0) throw new NotationError(`a "[" inside "[ ]" in "${example}"`);
      start = text.length;
    } else if (character === ']') {
      if (start < 0) throw new NotationError(`a "]" without its "[" in "${example}"`);
      marks.push({ start, end: text.length });
      start = -1;
    } else text += character;
  }
  if (start >= 0) throw new NotationError(`a "[" without its "]" in "${example}"`);
  return { text, marks };
};
