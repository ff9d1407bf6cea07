// Whether what is said of a day has been or is to come: "I rang on Monday", "can you come on Monday". The pack names the words.
import { PhraseIndex } from '../find/phrase-index.ts';
import type { Direction } from './query.ts';
import type { DateForms } from '../pack/shape.ts';
import type { Grammar, View } from '../text/view.ts';

export type Tense = (view: View) => (from: number, to: number) => Direction;

type Cue = { readonly from: number; readonly to: number; readonly past: boolean };

/** A word of the same clause says more than one beyond a comma, and one before the day more than one after it. */
const beyondPause = 4;
const afterwards = 1;

/** So many cues on each side of a day are weighed: those further off belong to something else. */
const weighed = 4;

/** How many pauses stand before each word, so that those between two words are a difference. */
const pausesBefore = (view: View): readonly number[] => {
  let pauses = 0;
  return view.words.afterPause.map((pause) => (pauses += pause ? 1 : 0));
};

const firstFrom = (cues: readonly Cue[], word: number): number => {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle]!.from < word) low = middle + 1;
    else high = middle;
  }
  return low;
};

const nearestOf = (view: View, cues: readonly Cue[], pauses: readonly number[], from: number, to: number): Cue | null => {
  const sentence = view.sentenceOf[from];
  const middle = firstFrom(cues, from);
  let nearest: Cue | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const cue of cues.slice(Math.max(0, middle - weighed), middle + weighed)) {
    const within = cue.from < to && cue.to > from;
    if (within || view.sentenceOf[cue.from] !== sentence) continue;
    const before = cue.to <= from;
    const [start, end] = before ? [cue.to, from] : [to, cue.from];
    const away = end - start + (pauses[end]! - (pauses[start - 1] ?? 0)) * beyondPause + (before ? 0 : afterwards);
    if (away < least) [nearest, least] = [cue, away];
  }
  return nearest;
};

export const tenseFinder = (forms: DateForms, grammar: Grammar, words: 'spaces' | 'none'): Tense => {
  const index = new PhraseIndex(grammar, words, {});
  const told = index.add(forms.told);
  index.add(forms.coming);
  index.close();
  return (view) => {
    const cues: Cue[] = [];
    let pauses: readonly number[] | null = null;
    index.each(view, (slot, from, to) => void cues.push({ from, to, past: slot === told }));
    return (from, to) => {
      if (cues.length === 0) return 'nearest';
      pauses ??= pausesBefore(view);
      const nearest = nearestOf(view, cues, pauses, from, to);
      if (nearest === null) return 'nearest';
      return nearest.past ? 'past' : 'future';
    };
  };
};
