// Text as it is searched: words folded alike, text without spaces cut into pairs of characters, numbers in the ways people write them.
// What is indexed, what is asked for and what is marked in an answer all go through here.

/** A word and where it stands in the text (UTF-16). Of text without spaces: a pair of neighbouring characters, or the last one alone. */
export type Word = { readonly word: string; readonly start: number; readonly end: number };

/** Longer runs are codes of machines: their beginning is enough to find them. */
const longest = 60;
/** More than fits a page of a thick book. What comes after it in one message is not searched. */
const mostWords = 40_000;

/** A soft hyphen or a joiner inside a word parts nothing. */
const run = /[\p{L}\p{M}\p{N}](?:[\u00ad\u200b-\u200d\u2060\ufeff]*[\p{L}\p{M}\p{N}])*/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const piece = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/** Of a word or a code: small letters and digits, without accents, е for ё, half width for full width, as people type when they search. */
export function fold(text: string): string {
  if (simple.test(text)) return text.toLowerCase().replaceAll('ё', 'е');
  const plain = text.replace(invisible, '').normalize('NFKC').toLowerCase();
  // й is a letter, not an accented и: only Latin letters lose their marks.
  return plain.normalize('NFD').replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}+/gu, '').normalize('NFC').replaceAll('ё', 'е').replaceAll('ß', 'ss').replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Letters and digits in which nothing is folded but their size. Measured: seven times as fast as the whole way. */
const simple = /^[0-9A-Za-zА-Яа-яЁё\u4e00-\u9fff]*$/;

/** The words of a text in their order. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  const spaced = !isUnspaced(text);
  for (const found of text.matchAll(run)) {
    if (spaced) {
      const word = fold(found[0]).slice(0, longest);
      if (word !== '' && words.push({ word, start: found.index, end: found.index + found[0].length }) >= mostWords) return words;
      continue;
    }
    for (const part of found[0].matchAll(piece)) {
      const start = found.index + part.index;
      if (isUnspaced(part[0])) pairs(part[0], start, words);
      else {
        const word = fold(part[0]).slice(0, longest);
        if (word !== '') words.push({ word, start, end: start + part[0].length });
      }
      if (words.length >= mostWords) return words;
    }
  }
  return words;
}

/** 退款单 is found by 退款, 款单 and 单; a single character is found as the beginning of a pair. */
function pairs(text: string, start: number, words: Word[]): void {
  const characters = [...text];
  let at = start;
  for (const [place, character] of characters.entries()) {
    const next = characters[place + 1] ?? '';
    words.push({ word: fold(character + next), start: at, end: at + character.length + next.length });
    at += character.length;
    if (words.length >= mostWords) return;
  }
}

const joined = /[\p{L}\p{N}]+(?:[-._/@'’#&+][\p{L}\p{N}]+)+/gu;
const numbered = /\+?\d(?:[\s().\-/\u00a0\u2011-\u2014]{0,3}\d){5,19}/g;

/** Ways in which codes and numbers are found besides their parts: ord-2024-118 as ord2024118, +7 (916) 123-45-67 as 79161234567 and 9161234567. */
export function joinedWords(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [chain] of text.matchAll(joined)) {
    const word = fold(chain);
    if (word.length <= longest && !isUnspaced(word)) found.add(word);
    if (found.size > 5_000) break;
  }
  for (const digits of numbersIn(text)) for (const way of waysOfNumber(digits)) found.add(way);
  return [...found];
}

/** Runs of seven digits and more, however they are divided. */
export function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(numbered)].map(([number]) => number.replaceAll(/\D/g, '')).filter((digits) => digits.length >= 7);
}

/** A phone number is known with its country or without. */
export function waysOfNumber(digits: string): readonly string[] {
  return digits.length > 10 ? [digits, digits.slice(-10)] : [digits];
}
