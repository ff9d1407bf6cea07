// Which words made a head say what it says: those of the rules first, then the findings and features that added most.
import type { Finding } from './findings.ts';
import type { Scored } from './score.ts';
import type { Because } from '../reading/reading.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

/** More than this nobody looks at. */
const most = 3;
/** Of the strongest place; what adds less is not worth a mark. */
const enough = 0.35;

type Place = { readonly start: number; end: number; weight: number };

const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

/** Neighbours that both speak for it are one place. */
const placesOfWords = (view: View, weights: Float64Array, least: number, places: Place[]): void => {
  let open: Place | null = null;
  for (let word = 0; word < weights.length; word += 1) {
    const weight = weights[word]!;
    if (weight < least) {
      open = null;
    } else if (open !== null && view.sentenceOf[word] === view.sentenceOf[word - 1]) {
      open.end = view.words.end[word]!;
      open.weight = Math.max(open.weight, weight);
    } else {
      open = { start: view.words.start[word]!, end: view.words.end[word]!, weight };
      places.push(open);
    }
  }
};

const placesOfFindings = (findings: readonly Finding[], scored: Scored, head: number, places: Place[]): void => {
  for (let index = 0; index < findings.length; index += 1) {
    const { place } = findings[index]!;
    const weight = place === null ? 0 : scored.ofFinding(index, head);
    if (place !== null && weight > 0) places.push({ start: place.start, end: place.end, weight });
  }
};

const strongestOf = (weights: Float64Array): number => {
  let strongest = 0;
  for (const weight of weights) if (weight > strongest) strongest = weight;
  return strongest;
};

/** @param rules what people's rules found for the same value: it stands first and is not told twice */
export const because = (view: View, findings: readonly Finding[], scored: Scored, head: number, rules: readonly Because[]): readonly Because[] => {
  const weights = scored.byWord(head);
  const strongest = strongestOf(weights);
  const places: Place[] = [];
  placesOfFindings(findings, scored, head, places);
  if (strongest > 0) placesOfWords(view, weights, strongest * enough, places);
  places.sort((a, b) => b.weight - a.weight);
  const told: Because[] = [...rules];
  const bound = (places[0]?.weight ?? 0) * enough;
  for (const { start, end, weight } of places) {
    if (told.length >= most + rules.length || (told.length > 0 && weight < bound)) break;
    if (!told.some((one) => overlaps(one, { start, end }))) told.push({ start, end, rule: 'learned-words', part: 'learned' });
  }
  // Where no word by itself speaks for it, the text as a whole does.
  if (told.length === 0 && view.words.count > 0) told.push({ start: view.words.start[0]!, end: view.words.end.at(-1)!, rule: 'learned-whole', part: 'learned' });
  return told;
};
