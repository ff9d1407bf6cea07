// Which words made a head say what it says: those of the rules first, then the findings and features that added most.
import type { Finding } from './findings.ts';
import type { Scored } from './score.ts';
import type { Because } from '../reading/reading.ts';
import type { View } from '../text/view.ts';

/** More than this nobody looks at. */
const most = 3;
/** Of the strongest place; what adds less is not worth a mark. */
const enough = 0.35;

type Place = { readonly start: number; readonly end: number; readonly weight: number };

/** Neighbours that both speak for it are one place; of these, those that add at least `bound`. */
const placesOfWords = (view: View, weights: Float64Array, least: number, bound: number, places: Place[]): void => {
  const { words, sentenceOf } = view;
  const { length } = weights;
  for (let from = 0; from < length; from += 1) {
    let weight = weights[from]!;
    if (weight < least) continue;
    let last = from;
    while (last + 1 < length && weights[last + 1]! >= least && sentenceOf[last + 1] === sentenceOf[last]) {
      last += 1;
      if (weights[last]! > weight) weight = weights[last]!;
    }
    if (weight >= bound) places.push({ start: words.start[from]!, end: words.end[last]!, weight });
    from = last;
  }
};

const placesOfFindings = (findings: readonly Finding[], scored: Scored, head: number, bound: number, places: Place[]): void => {
  for (let index = 0; index < findings.length; index += 1) {
    const { place } = findings[index]!;
    const weight = place === null ? 0 : scored.ofFinding(index, head);
    if (place !== null && weight > 0 && weight >= bound) places.push({ start: place.start, end: place.end, weight });
  }
};

const strongestWord = (weights: Float64Array): number => {
  let strongest = 0;
  for (let word = 0; word < weights.length; word += 1) if (weights[word]! > strongest) strongest = weights[word]!;
  return strongest;
};

const strongestFinding = (findings: readonly Finding[], scored: Scored, head: number): number => {
  let strongest = 0;
  for (let index = 0; index < findings.length; index += 1) if (findings[index]!.place !== null) strongest = Math.max(strongest, scored.ofFinding(index, head));
  return strongest;
};

const isTold = (told: readonly Because[], { start, end }: Place): boolean => {
  for (let at = 0; at < told.length; at += 1) if (told[at]!.start < end && start < told[at]!.end) return true;
  return false;
};

/** @param rules what people's rules found for the same value: it stands first and is not told twice */
export const because = (view: View, findings: readonly Finding[], scored: Scored, head: number, rules: readonly Because[]): readonly Because[] => {
  const weights = scored.byWord(head);
  const word = strongestWord(weights);
  const bound = Math.max(word, strongestFinding(findings, scored, head)) * enough;
  const places: Place[] = [];
  placesOfFindings(findings, scored, head, bound, places);
  if (word > 0) placesOfWords(view, weights, word * enough, bound, places);
  if (places.length > 1) places.sort((a, b) => b.weight - a.weight);
  const told = rules.slice();
  for (let at = 0; at < places.length && told.length < most + rules.length; at += 1) {
    const place = places[at]!;
    if (!isTold(told, place)) told.push({ start: place.start, end: place.end, rule: 'learned-words', part: 'learned' });
  }
  // Where no word by itself speaks for it, the text as a whole does.
  if (told.length === 0 && view.words.count > 0) told.push({ start: view.words.start[0]!, end: view.words.end.at(-1)!, rule: 'learned-whole', part: 'learned' });
  return told;
};
