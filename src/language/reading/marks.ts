// What capitals and repeated marks say, in any language that has them.
import { caseOf, kind, kindOf } from '../text/characters.ts';
import type { View } from '../text/view.ts';
import type { Evidence } from './evidence.ts';
import type { Sentence } from '../text/sentences.ts';

/** Fewer letters than this may be an acronym or a product name. */
const enoughLetters = 12;

const shouted = (view: View, sentence: Sentence): boolean => {
  let capitals = 0;
  let small = 0;
  for (let at = sentence.start; at < sentence.end; at += 1) {
    const is = caseOf(view.text.charCodeAt(at));
    if (is === 1) capitals += 1;
    else if (is === 2) small += 1;
  }
  return capitals + small >= enoughLetters && capitals / (capitals + small) > 0.7;
};

const markRuns = (view: View, sentence: Sentence): { start: number; end: number }[] => {
  const runs: { start: number; end: number }[] = [];
  for (let at = sentence.start; at < sentence.end; at += 1) {
    const from = at;
    while (at < sentence.end && /[!?！？]/.test(view.text.charAt(at))) at += 1;
    if (at - from >= 3 && kindOf(view.text.charCodeAt(from)) !== kind.space) runs.push({ start: from, end: at });
  }
  return runs;
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
