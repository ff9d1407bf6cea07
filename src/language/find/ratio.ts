// ratio: too much of one thing in a sentence: capitals among letters, repeated marks, words of one sort among all words.
import { countCase, isLoud, kind, kindOf } from '../text/characters.ts';
import { firstFrom, matchesOf } from './look.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';
import type { View } from '../text/view.ts';
import type { Sentence } from '../text/sentences.ts';

const capitalShare = (view: View, sentence: Sentence, least: number): number => {
  const { capitals, small } = countCase(view.text, sentence);
  return capitals + small < least ? 0 : capitals / (capitals + small);
};

/** The longest run of ! and ? at the end of a sentence. */
const markRun = (view: View, sentence: Sentence): number => {
  let longest = 0;
  let run = 0;
  for (let at = sentence.start; at < sentence.end; at += 1) {
    const unit = view.text.charCodeAt(at);
    run = isLoud(unit) ? run + 1 : kindOf(unit) === kind.space ? run : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

const wordShare = (look: Look, open: OpenRule, sentence: Sentence): number => {
  const words = sentence.to - sentence.from;
  if (words < (open.rule.least ?? 1)) return 0;
  const matches = matchesOf(look, open.any);
  let counted = 0;
  for (let index = firstFrom(matches, sentence.from); index < matches.length && matches[index]!.from < sentence.to; index += 1) counted += matches[index]!.to - matches[index]!.from;
  return counted / words;
};

export const findRatio = (look: Look, open: OpenRule): Match[] => {
  const { count = 'words', least = 1, most = Number.POSITIVE_INFINITY } = open.rule;
  const measure = (sentence: Sentence): number => {
    if (count === 'capitals') return capitalShare(look.view, sentence, least);
    return count === 'marks' ? markRun(look.view, sentence) : wordShare(look, open, sentence);
  };
  return look.view.sentences.filter((sentence) => measure(sentence) > most).map(({ from, to }) => ({ from, to }));
};
