// Whether what is said of a day has been or is to come: "I rang on Monday", "can you come on Monday". The pack names the words and how verbs end.
import { PhraseIndex } from '../find/phrase-index.ts';
import { wordKind } from '../text/words.ts';
import { wordSet } from './word-set.ts';
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

/** Longest ending first; what is left of a word must be a word: "red" is not told. */
const shortestStem = 2;

const endsWithAny = (ends: readonly string[], word: string): boolean => ends.some((end) => word.length >= end.length + shortestStem && word.endsWith(end));

type Endings = (view: View, word: number) => boolean | null;

/** Whether the ending of a word says that it has been (true) or is to come (false). */
const endings = (forms: DateForms, grammar: Grammar): Endings => {
  const neither = wordSet(forms.neither.map(grammar.fold));
  const [told, coming] = [forms.toldEnds.map(grammar.fold), forms.comingEnds];
  return ({ words, folded, text }, word) => {
    if (words.kind[word] !== wordKind.word) return null;
    const [start, end] = [words.start[word], words.end[word]];
    const plain = folded.slice(start, end);
    // An accent tells "arriverà" from "sera": what is to come is looked for as it was written.
    const ahead = endsWithAny(coming, text.slice(start, end).toLowerCase());
    if (!ahead && !endsWithAny(told, plain)) return null;
    return neither(plain) ? null : !ahead;
  };
};

const wishedBefore = 4;

/** Words of the pack's lists by what they say, and cues in the order of the text. */
type Found = { readonly cues: readonly Cue[]; readonly itIs: ReadonlySet<number> };

const cueFinder = (forms: DateForms, grammar: Grammar, words: 'spaces' | 'none'): ((view: View) => Found) => {
  const index = new PhraseIndex(grammar, words, {});
  const told = index.add(forms.told);
  const coming = index.add(forms.coming);
  const wished = index.add(forms.wished);
  const itIs = index.add(forms.itIs);
  index.close();
  const ending = forms.toldEnds.length + forms.comingEnds.length > 0 ? endings(forms, grammar) : null;
  return (view) => {
    const found: Cue[] = [];
    const today = new Set<number>();
    const wish = new Uint8Array(view.words.count + 1);
    const known = new Uint8Array(view.words.count + 1);
    index.each(view, (slot, from, to) => {
      if (slot === itIs) today.add(to);
      else if (slot === wished) wish[to - 1] = 1;
      else {
        known.fill(1, from, to);
        if (slot === told || slot === coming) found.push({ from, to, past: slot === told });
      }
    });
    if (ending) {
      for (let word = 0; word < view.words.count; word += 1) {
        const past = known[word] === 1 ? null : ending(view, word);
        if (past !== null) found.push({ from: word, to: word + 1, past });
      }
    }
    // "Чтобы пришёл", "пришёл бы", "must be settled".
    const unreal = ({ from, to }: Cue): boolean => wish.subarray(Math.max(0, from - wishedBefore, view.sentences[view.sentenceOf[from] ?? 0]?.from ?? 0), known[from] === 1 ? from : to + 1).includes(1);
    return { cues: found.map((cue) => (cue.past && unreal(cue) ? { ...cue, past: false } : cue)).sort((one, other) => one.from - other.from), itIs: today };
  };
};

export const tenseFinder = (forms: DateForms, grammar: Grammar, words: 'spaces' | 'none'): Tense => {
  const finder = cueFinder(forms, grammar, words);
  return (view) => {
    let found: Found | null = null;
    let pauses: readonly number[] | null = null;
    return (from, to) => {
      found ??= finder(view);
      if (found.itIs.has(from)) return 'now';
      if (found.cues.length === 0) return 'nearest';
      pauses ??= pausesBefore(view);
      const nearest = nearestOf(view, found.cues, pauses, from, to);
      if (nearest === null) return 'nearest';
      return nearest.past ? 'past' : 'future';
    };
  };
};
