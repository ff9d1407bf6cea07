// One text made ready once for everything that looks at it: folded, cut into words and sentences.
import { cutSentences } from './sentences.ts';
import { cutWords } from './words.ts';
import type { Folding } from './fold.ts';
import type { Sentence } from './sentences.ts';
import type { WordForms, Words } from './words.ts';

export type Grammar = {
  readonly fold: Folding;
  readonly forms: WordForms;
  readonly abbreviations: ReadonlySet<string>;
};

export type View = {
  readonly text: string;
  readonly folded: string;
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  /** For each word the index of its sentence. */
  readonly sentenceOf: readonly number[];
};

export const viewText = (text: string, grammar: Grammar): View => {
  const folded = grammar.fold(text);
  const words = cutWords(folded, text, grammar.forms);
  const sentences = cutSentences(text, words, grammar.abbreviations);
  const sentenceOf: number[] = [];
  sentences.forEach((sentence, index) => {
    for (let word = sentence.from; word < sentence.to; word += 1) sentenceOf.push(index);
  });
  return { text, folded, words, sentences, sentenceOf };
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
