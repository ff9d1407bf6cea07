// What capitals and repeated marks say, in any language that has them.
import { countCase, isLoud } from '../text/characters.ts';
import type { View } from '../text/view.ts';
import type { Evidence } from './evidence.ts';
import type { Sentence } from '../text/sentences.ts';

/** Fewer letters than this may be an acronym or a product name. */
const enoughLetters = 12;

const shouted = (view: View, sentence: Sentence): boolean => {
  const { capitals, small } = countCase(view.text, sentence);
  return capitals + small >= enoughLetters && capitals / (capitals + small) > 0.7;
};

/** Runs of three and more stand at the end of a sentence, where its last word stops. */
const markRuns = (view: View, sentence: Sentence): { start: number; end: number }[] => {
  const start = view.words.end[sentence.to - 1]!;
  let end = start;
  while (end < sentence.end && isLoud(view.text.charCodeAt(end))) end += 1;
  return end - start >= 3 ? [{ start, end }] : [];
};

export type Marks = { readonly shouting: readonly Evidence[]; readonly insisting: readonly Evidence[] };

const evidence = (sentence: Sentence, index: number, rule: string, span: { start: number; end: number }): Evidence => ({
  ...span,
  rule,
  means: rule,
  sentence: index,
  match: { from: sentence.from, to: sentence.to },
  fix: null,
  strength: 0.5,
  // Capitals alone mean anger about as often as they mean a stuck key.
  probability: 0.55,
});

export const readMarks = (view: View): Marks => ({
  shouting: view.sentences.flatMap((sentence, index) => (shouted(view, sentence) ? [evidence(sentence, index, 'capitals', sentenceSpan(sentence))] : [])),
  insisting: view.sentences.flatMap((sentence, index) => markRuns(view, sentence).map((span) => evidence(sentence, index, 'repeated-marks', span))),
});

const sentenceSpan = ({ start, end }: Sentence) => ({ start, end });
