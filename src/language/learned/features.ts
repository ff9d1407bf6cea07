// What the learned part sees of the words of a message: words, pairs of neighbours, pieces of words, and in Chinese runs of characters.
// Each is a number of 32 bits; two that fall together are one, which training knows as little as reading does.
import { beginHash, finishHash, joinHashes, takeUnit, wordBegins } from '../text/hash-letters.ts';
import { wordKind } from '../text/words.ts';
import type { View } from '../text/view.ts';

/** Words and pairs (0) are weighed apart from pieces and runs (1): there are ten times as many of these. */
export type Group = 0 | 1;

const pieceBegins = beginHash(2);
const runBegins = beginHash(3);

/** Pieces of three to five letters, with the edges of the word; a word longer than this is a link or a key on which somebody fell asleep. */
const shortest = 3;
const longest = 5;
const longestWord = 24;
/** Runs of up to four ideographs: Chinese words have one to four. */
const longestRun = 4;
/** Words beyond this say nothing new; it bounds the time for a megabyte. */
export const mostWords = 2_000;

const edge = 0x20;
/** All numbers are one, and so are all order numbers: which it is says nothing about a feeling. */
const anyNumber = 0x30;
const anyReference = 0x23;
const numberHash = takeUnit(wordBegins, anyNumber);
const referenceHash = takeUnit(wordBegins, anyReference);

/** Of a word as it stands in the folded text; never 0, which stands for none. */
export const wordHash = ({ words, numbers, vocabulary }: View, word: number): number => {
  const kind = words.kind[word];
  if (kind === wordKind.number) return numberHash;
  return kind === wordKind.reference ? referenceHash : vocabulary.hashes[numbers[word]!]! || 1;
};

export const keyOfWord = (hash: number): number => finishHash(hash);
export const keyOfPair = (before: number, own: number): number => finishHash(joinHashes(before, own));

/** Every piece of a word, as often as it stands there. */
export const eachPiece = ({ folded, words }: View, word: number, visit: (key: number) => void): void => {
  const start = words.start[word]!;
  const end = words.end[word]!;
  if (words.kind[word] !== wordKind.word || end - start > longestWord) return;
  for (let from = start - 1; from <= end - shortest + 1; from += 1) {
    let hash = pieceBegins;
    const last = Math.min(from + longest - 1, end);
    for (let at = from; at <= last; at += 1) {
      hash = takeUnit(hash, at < start || at >= end ? edge : folded.charCodeAt(at));
      if (at - from + 1 >= shortest) visit(finishHash(hash));
    }
  }
};

/** Every run of characters that begins with this one, and the word behind its last. */
export const eachRun = ({ folded, words }: View, word: number, limit: number, visit: (key: number, to: number) => void): void => {
  let hash = runBegins;
  for (let next = word; next < limit && next - word < longestRun; next += 1) {
    if (words.kind[next] !== wordKind.ideograph || (next > word && words.afterPause[next] === true)) break;
    hash = takeUnit(hash, folded.charCodeAt(words.start[next]!));
    visit(finishHash(hash), next + 1);
  }
};

/** What a text is made of, told in its order: a word with its hash, a pair of neighbours, or a character where words are not spaced. */
type Walk = {
  readonly word: (word: number, hash: number) => void;
  readonly pair: (key: number, word: number) => void;
  readonly character: (word: number, limit: number) => void;
};

const walk = (view: View, visit: Walk): void => {
  for (const { from, to } of view.sentences) {
    let before = 0;
    for (let word = from; word < to; word += 1) {
      if (word >= mostWords) return;
      if (view.words.kind[word] === wordKind.ideograph) {
        visit.character(word, to);
        before = 0;
        continue;
      }
      const own = wordHash(view, word);
      visit.word(word, own);
      if (before !== 0) visit.pair(keyOfPair(before, own), word);
      before = own;
    }
  }
};

/**
 * All features of a text for training: each word, pair and run once; the pieces of each different word as often as they stand in it, so
 * that what a word weighs is the same in every text and can be kept.
 */
export const featuresOf = (view: View): readonly [Uint32Array, Uint32Array] => {
  const words = new Set<number>();
  const seen = new Set<number>();
  const runs = new Set<number>();
  const pieces: number[] = [];
  walk(view, {
    word: (word, hash) => {
      if (seen.has(hash)) return;
      seen.add(hash);
      words.add(keyOfWord(hash));
      eachPiece(view, word, (key) => void pieces.push(key));
    },
    pair: (key) => void words.add(key),
    character: (word, limit) => eachRun(view, word, limit, (key) => void runs.add(key)),
  });
  return [Uint32Array.from(words), Uint32Array.from([...pieces, ...runs])];
};
