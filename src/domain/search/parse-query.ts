// What people type into the search line, as terms. docs/searching.md tells people the same.
import { isUnspaced, joinedWords, numbersIn, waysOfNumber, wordsOf } from './words.ts';

/**
 * `word`: in any of its forms. `exact`: these words in this order, as they are written; `joined` is the same without the marks
 * between them (a-2231 as a2231). `number`: seven digits and more, however they are divided. `prefix`: the last word may go on.
 */
export type Term =
  | { readonly is: 'word'; readonly not: boolean; readonly word: string; readonly prefix: boolean }
  | { readonly is: 'exact'; readonly not: boolean; readonly words: readonly string[]; readonly joined: string | null; readonly prefix: boolean }
  | { readonly is: 'number'; readonly not: boolean; readonly ways: readonly string[]; readonly words: readonly string[]; readonly prefix: boolean };

export type SearchQuery = {
  readonly terms: readonly Term[];
  /** The query is nothing but this conversation's number. */
  readonly number: number | null;
};

const mostTerms = 16;
const part = /(?<not>(?<=^|\s)-)?(?:"(?<quoted>[^"]*)"?|(?<chunk>[^\s"]+))/gu;
const phone = /^\+?[\d\s().\-/\u00a0\u2011-\u2014]+$/u;

export function parseQuery(given: string): SearchQuery {
  const text = given.replaceAll(/[“”„«»＂″]/g, '"').replaceAll(/[‐‑－−]/g, '-').replaceAll('\u3000', ' ').trimStart();
  const number = /^\s*[#№＃]?\s?(\d{1,15})\s*$/u.exec(text)?.[1];
  const whole = phone.test(text) ? numberTerm(text, false, true) : null;
  const terms = whole ? [whole] : [...text.matchAll(part)].flatMap((found) => termsOf(found, found.index + found[0].length === text.length));
  return { terms: terms.slice(0, mostTerms), number: number === undefined ? null : Number(number) };
}

function termsOf({ groups }: RegExpExecArray, last: boolean): readonly Term[] {
  const not = groups?.['not'] !== undefined;
  const quoted = groups?.['quoted'];
  if (quoted !== undefined) return exactTerm(quoted, { not, prefix: false, asTyped: true });
  const chunk = groups?.['chunk'] ?? '';
  const starred = chunk.endsWith('*');
  // What is to be left out is left out as it stands.
  const prefix = (last && !not) || starred;
  const number = phone.test(chunk) ? numberTerm(chunk, not, prefix) : null;
  if (number) return [number];
  const words = wordsOf(chunk).map(({ word }) => word);
  const [only] = words;
  if (words.length === 1 && only !== undefined) return [{ is: 'word', not, word: only, prefix: isUnspaced(only) || (prefix && mayGoOn(only, starred)) }];
  // l'ordine, don't: words of a sentence, each in its own forms.
  if (/^[\p{L}\p{M}'’ʼ]+[^\p{L}\p{M}\p{N}]*$/u.test(chunk) && !isUnspaced(chunk)) return words.map((word, place) => ({ is: 'word', not, word, prefix: prefix && place === words.length - 1 && mayGoOn(word, starred) }));
  return exactTerm(chunk, { not, prefix, asTyped: false });
}

function exactTerm(text: string, { not, prefix, asTyped }: { readonly not: boolean; readonly prefix: boolean; readonly asTyped: boolean }): readonly Term[] {
  const words = withoutTail(wordsOf(text).map(({ word }) => word));
  const last = words.at(-1);
  if (last === undefined) return [];
  const lone = words.length === 1 && isUnspaced(last) && [...last].length === 1;
  const joined = asTyped ? null : (joinedWords(text)[0] ?? null);
  return [{ is: 'exact', not, words, joined, prefix: lone || (prefix && !isUnspaced(last) && mayGoOn(last, false)) }];
}

/** The last character of a run stands alone in the index; asked for, it would have to end the run there too. */
function withoutTail(words: readonly string[]): readonly string[] {
  const [before, last] = words.slice(-2);
  const isTail = before !== undefined && last !== undefined && isUnspaced(last) && [...last].length === 1 && before.endsWith(last) && [...before].length === 2;
  return isTail ? words.slice(0, -1) : words;
}

function numberTerm(text: string, not: boolean, prefix: boolean): Term | null {
  const [digits] = numbersIn(text);
  if (digits === undefined) return null;
  const ways = waysOfNumber(digits);
  // The short way is enough: whoever is known with a country is known without it too.
  return { is: 'number', not, ways: ways.slice(-1), words: wordsOf(text).map(({ word }) => word), prefix };
}

/** What begins a great many words finds nothing in particular. */
function mayGoOn(word: string, asked: boolean): boolean {
  return word.length >= (/\p{N}/u.test(word) ? 3 : asked ? 1 : 2);
}
