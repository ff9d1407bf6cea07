// Where the words that were asked for stand in a text, and the piece of it that shows them.
import type { Stems } from './look-for.ts';
import type { Term } from './parse-query.ts';
import type { Word } from './words.ts';
import { fold, numbersIn, waysOfNumber, wordsOf } from './words.ts';

export type Span = { readonly start: number; readonly end: number };
export type Snippet = {
  readonly text: string;
  /** Offsets into `text` (UTF-16). */
  readonly highlights: readonly Span[];
  /** There is more of it on that side. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
};

const most = 60;
const snippetLength = 180;
const leadIn = 50;

/** Those of a text's words that may be another form of a word that was asked for: their own forms have to be known to tell. */
export function wordsToCompare(words: readonly Word[], terms: readonly Term[], stems: Stems): readonly string[] {
  const beginnings = terms.flatMap((term) => (term.is === 'word' && !term.not ? stems(term.word).stems.map(beginningOf) : []));
  if (beginnings.length === 0) return [];
  return [...new Set(words.map(({ word }) => word).filter((word) => beginnings.some((beginning) => word.startsWith(beginning))))];
}

/** Every form of a word begins like its stem, but for the last letters of a short one. */
function beginningOf(stem: string): string {
  return stem.slice(0, Math.max(2, Math.min(stem.length - 1, 4)));
}

/** In the order of the text; they do not overlap. */
export function findSpans(text: string, terms: readonly Term[], stems: Stems, words: readonly Word[] = wordsOf(text)): readonly Span[] {
  const found = terms.filter((term) => !term.not).flatMap((term) => spansOf(text, words, term, stems));
  const merged: Span[] = [];
  for (const span of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
    if (merged.length >= most) break;
  }
  return merged;
}

function spansOf(text: string, words: readonly Word[], term: Term, stems: Stems): readonly Span[] {
  switch (term.is) {
    case 'word': {
      const wanted = stems(term.word).stems;
      const beginnings = wanted.map(beginningOf);
      const isForm = (word: string) => beginnings.some((beginning) => word.startsWith(beginning)) && stems(word).stems.some((stem) => wanted.includes(stem));
      const found = words.filter(({ word }) => word === term.word || (term.prefix && word.startsWith(term.word)) || isForm(word));
      return found.length > 0 ? found : chains(text, term.word, term.prefix);
    }
    case 'exact':
      return [...inOrder(words, term.words, term.prefix), ...(term.joined === null ? [] : chains(text, term.joined, term.prefix))];
    case 'number':
      return [...inOrder(words, term.words, term.prefix), ...numbers(text, term)];
  }
}

function inOrder(words: readonly Word[], wanted: readonly string[], prefix: boolean): readonly Span[] {
  const fits = (from: number) => wanted.every((word, place) => {
    const there = words[from + place]?.word;
    return there === word || (prefix && place === wanted.length - 1 && there !== undefined && there.startsWith(word));
  });
  if (wanted.length === 0) return [];
  return words.flatMap(({ start }, from) => (fits(from) ? [{ start, end: words[from + wanted.length - 1]!.end }] : []));
}

function chains(text: string, joined: string, prefix: boolean): readonly Span[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[-._/@'’#&+][\p{L}\p{N}]+)*/gu)].flatMap(({ 0: chain, index }) => {
    const word = fold(chain);
    return word === joined || (prefix && word.startsWith(joined)) ? [{ start: index, end: index + chain.length }] : [];
  });
}

function numbers(text: string, term: Extract<Term, { is: 'number' }>): readonly Span[] {
  return [...text.matchAll(/\+?\d(?:[\s().\-/\u00a0\u2011-\u2014]{0,3}\d){5,19}/g)].flatMap(({ 0: number, index }) => {
    const [digits] = numbersIn(number);
    const known = digits === undefined ? [] : waysOfNumber(digits);
    const fits = known.some((way) => term.ways.some((wanted) => way === wanted || (term.prefix && way.startsWith(wanted))));
    return fits ? [{ start: index, end: index + number.length }] : [];
  });
}

/** The part of a text around the first of its spans, on one line. */
export function snippetOf(text: string, spans: readonly Span[]): Snippet {
  const first = spans[0]?.start ?? 0;
  const from = first <= leadIn ? 0 : wordStart(text, first - leadIn, first);
  const to = from + snippetLength >= text.length ? text.length : wordStart(text, Math.max(from + snippetLength, spans[0]?.end ?? 0), text.length);
  const { line, placeOf } = onOneLine(text.slice(from, to));
  const shown = spans.filter((span) => span.start >= from && span.end <= to)
    .map((span) => ({ start: placeOf(span.start - from), end: placeOf(span.end - from) })).filter((span) => span.end > span.start);
  return { text: line.trimEnd(), highlights: shown, cutBefore: from > 0, cutAfter: to < text.length };
}

/** Every gap becomes one blank. `placeOf`: where a place of the piece is on the line. */
function onOneLine(piece: string): { readonly line: string; readonly placeOf: (place: number) => number } {
  // Most are one line already.
  if (!/^\s|\s\s|[^\S ]/.test(piece)) return { line: piece, placeOf: (place) => place };
  const places: number[] = [];
  let line = '';
  for (const unit of piece.split('')) {
    places.push(line.length);
    if (!/\s/.test(unit)) line += unit;
    else if (line !== '' && !line.endsWith(' ')) line += ' ';
  }
  places.push(line.length);
  return { line, placeOf: (place) => places[place]! };
}

/** Not in the middle of a word, as far as there is a gap before `end`; never in the middle of a character. */
function wordStart(text: string, at: number, end: number): number {
  for (let place = at; place < Math.min(at + 24, end); place += 1) if (/\s/.test(text.charAt(place - 1))) return place;
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
