// Cuts a folded text into words. One pass, linear in the length of the text.
// A number keeps its inner marks (12:00, 49,90, 77-104, 2026-03-05); an ideograph is a word by itself; an emoji too.
import { caseOf, kind, kindOf } from './characters.ts';

export const wordKind = { word: 0, number: 1, reference: 2, emoji: 3, ideograph: 4 } as const;

export type Words = {
  readonly count: number;
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly kind: readonly number[];
  /** True where a comma, colon, bracket, dash or line end stands between this word and the one before. */
  readonly afterPause: readonly boolean[];
};

export type WordForms = {
  /** What is cut off before an apostrophe: `l` in l'ordine. */
  readonly elisions: ReadonlySet<string>;
  /** What is cut off from an apostrophe on: `'ll` in we'll. */
  readonly clitics: ReadonlySet<string>;
};

type Cursor = { at: number; pause: boolean };
type Growing = { start: number[]; end: number[]; kind: number[]; afterPause: boolean[] };

const smiley = /^(?:[:;=]['-]?(?:[)(]+|[dp](?![a-z])|\/(?!\/)|[\\|])|\){2,}|\({2,}|<3|\^\^)/;

const push = (words: Growing, start: number, end: number, what: number, cursor: Cursor): void => {
  words.start.push(start);
  words.end.push(end);
  words.kind.push(what);
  words.afterPause.push(cursor.pause);
  cursor.pause = false;
  cursor.at = end;
};

const numberEnd = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (kindOf(unit) === kind.digit) {
      at += 1;
      continue;
    }
    // . , : / - and the dashes join digits; anything else ends the number.
    const joins = unit === 0x2e || unit === 0x2c || unit === 0x3a || unit === 0x2f || unit === 0x2d || unit === 0x2011;
    if (!joins || at + 1 >= text.length || kindOf(text.charCodeAt(at + 1)) !== kind.digit) break;
    at += 1;
  }
  return at;
};

/** A-1182, PO77, RF123456789CN: capitals with digits after them, as order and policy numbers are written. */
const referenceEnd = (original: string, from: number, wordEnd: number): number => {
  if (wordEnd - from > 5 || wordEnd >= original.length) return -1;
  for (let at = from; at < wordEnd; at += 1) if (caseOf(original.charCodeAt(at)) !== 1) return -1;
  const next = kindOf(original.charCodeAt(wordEnd));
  const digitAt = next === kind.dash ? wordEnd + 1 : wordEnd;
  if (digitAt >= original.length || kindOf(original.charCodeAt(digitAt)) !== kind.digit) return -1;
  let end = numberEnd(original, digitAt);
  while (end < original.length && caseOf(original.charCodeAt(end)) === 1) end += 1;
  return end;
};

const letterRunEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length) {
    const is = kindOf(text.charCodeAt(at));
    if (is === kind.letter || is === kind.invisible) at += 1;
    else break;
  }
  return at;
};

const apostropheAt = (text: string, at: number): boolean => at + 1 < text.length && kindOf(text.charCodeAt(at)) === kind.apostrophe && kindOf(text.charCodeAt(at + 1)) === kind.letter;

const takeWord = (folded: string, original: string, words: Growing, cursor: Cursor, forms: WordForms): void => {
  const start = cursor.at;
  let end = letterRunEnd(folded, start);
  const reference = referenceEnd(original, start, end);
  if (reference > 0) {
    push(words, start, reference, wordKind.reference, cursor);
    return;
  }
  while (apostropheAt(folded, end)) {
    if (forms.elisions.has(folded.slice(start, end))) break;
    const next = letterRunEnd(folded, end + 1);
    if (forms.clitics.has(folded.slice(end, next))) {
      push(words, start, end, wordKind.word, cursor);
      push(words, end, next, wordKind.word, cursor);
      return;
    }
    end = next;
  }
  push(words, start, end, wordKind.word, cursor);
};

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const takeOther = (folded: string, words: Growing, cursor: Cursor): void => {
  const at = cursor.at;
  const unit = folded.charCodeAt(at);
  if (unit >= 0xd83c && unit <= 0xd83e && isLowSurrogate(folded.charCodeAt(at + 1))) {
    push(words, at, at + 2, wordKind.emoji, cursor);
    return;
  }
  if ((unit >= 0x2600 && unit <= 0x27bf) || unit === 0x2764) {
    push(words, at, at + 1, wordKind.emoji, cursor);
    return;
  }
  const face = smiley.exec(folded.slice(at, at + 8));
  if (face) push(words, at, at + face[0].length, wordKind.emoji, cursor);
  else cursor.at += 1;
};

const smileyStarts = new Set([...':;=()<^'].map((character) => character.charCodeAt(0)));

/** A bracket closes a remark far more often than it smiles: one alone is not a face, and "(…)" is not one either. */
const maySmile = (folded: string, at: number): boolean => {
  const unit = folded.charCodeAt(at);
  if (!smileyStarts.has(unit)) return false;
  return unit !== 0x29 && unit !== 0x28 ? true : folded.charCodeAt(at + 1) === unit;
};

/** `original` and `folded` have the same length. */
export const cutWords = (folded: string, original: string, forms: WordForms): Words => {
  const words: Growing = { start: [], end: [], kind: [], afterPause: [] };
  const cursor: Cursor = { at: 0, pause: false };
  while (cursor.at < folded.length) {
    const at = cursor.at;
    switch (kindOf(folded.charCodeAt(at))) {
      case kind.letter:
        takeWord(folded, original, words, cursor, forms);
        break;
      case kind.digit:
        // In the original: a full-width comma is folded to one that would join two numbers.
        push(words, at, numberEnd(original, at), wordKind.number, cursor);
        break;
      case kind.ideograph:
        push(words, at, at + 1, wordKind.ideograph, cursor);
        break;
      case kind.space:
      case kind.invisible:
      case kind.apostrophe:
        cursor.at += 1;
        break;
      default:
        takeMark(folded, words, cursor);
    }
  }
  return { count: words.start.length, ...words };
};

const takeMark = (folded: string, words: Growing, cursor: Cursor): void => {
  const at = cursor.at;
  const is = kindOf(folded.charCodeAt(at));
  if (is === kind.surrogate || is === kind.other || maySmile(folded, at)) {
    takeOther(folded, words, cursor);
    if (cursor.at > at + 1 || words.end.at(-1) === cursor.at) return;
  } else cursor.at += 1;
  if (is === kind.dash) cursor.pause ||= kindOf(folded.charCodeAt(at - 1)) === kind.space;
  else if (is !== kind.other && is !== kind.surrogate) cursor.pause = true;
};
