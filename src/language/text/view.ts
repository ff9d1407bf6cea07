// One text made ready once for everything that looks at it: folded, cut into words and sentences.
import { cutSentences } from './sentences.ts';
import { cutWords } from './words.ts';
import type { Folding } from './fold.ts';
import type { Sentence } from './sentences.ts';
import type { Cut, Vocabulary } from './vocabulary.ts';
import type { WordForms, Words } from './words.ts';

export type Grammar = {
  readonly fold: Folding;
  readonly forms: WordForms;
  readonly abbreviations: ReadonlySet<string>;
  /** Words that were met in this language. */
  readonly vocabulary: () => Vocabulary;
};

export type View = {
  readonly text: string;
  readonly folded: string;
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  /** For each word the index of its sentence. */
  readonly sentenceOf: readonly number[];
  readonly vocabulary: Vocabulary;
  /** For each word its number in the vocabulary. */
  readonly numbers: Int32Array;
};

export const cutText = (text: string, grammar: Grammar): Cut => {
  const vocabulary = grammar.vocabulary();
  if (vocabulary.lastCut?.text === text) return vocabulary.lastCut;
  const folded = grammar.fold(text);
  vocabulary.lastCut = { text, folded, words: cutWords(folded, text, grammar.forms) };
  return vocabulary.lastCut;
};

export const viewText = (text: string, grammar: Grammar): View => {
  const { folded, words } = cutText(text, grammar);
  const sentences = cutSentences(text, words, grammar.abbreviations);
  const sentenceOf: number[] = [];
  for (let index = 0; index < sentences.length; index += 1) {
    const { to } = sentences[index]!;
    while (sentenceOf.length < to) sentenceOf.push(index);
  }
  const vocabulary = grammar.vocabulary();
  return { text, folded, words, sentences, sentenceOf, vocabulary, numbers: vocabulary.numbersOf(text, folded, words) };
};

/** Index of the sentence in which an offset lies, or of the last one before it; -1 before the first. */
export const sentenceIndex = ({ sentences }: View, offset: number): number => {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
