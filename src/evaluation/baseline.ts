// Committed figures that may only rise: `baseline.json` beside the labelled texts.
import { overall } from './reading-scores.ts';
import type { Errors, Score } from './reading-scores.ts';

/** "mood macro" → its F1; errors ("calibration: all") stand beside as they are, and may only fall. */
export type Figures = Readonly<Record<string, number>>;
export type Baseline = { readonly scores: Figures; readonly errors: Figures };

const fourPlaces = (value: number): number => Math.round(value * 10_000) / 10_000;

const kept = (figures: readonly (readonly [string, number | null])[]): Figures => Object.fromEntries(figures.flatMap(([name, value]) => (value === null ? [] : [[name, fourPlaces(value)]])));

/** Of a field with a mean over its values only the mean: a rare value has too few texts to be held to a figure. */
export const figuresOf = (scores: readonly Score[], errors: Errors): Baseline => {
  const summarised = new Set(scores.filter(({ value }) => value === overall).map(({ field }) => field));
  return {
    scores: kept(scores.filter(({ field, value }) => value === overall || !summarised.has(field)).map(({ field, value, f1 }) => [`${field} ${value}`, f1])),
    errors: kept(Object.entries(errors)),
  };
};

/** Names of what is worse than the baseline. What it does not name, or is no longer measured, is no step back only where the texts changed. */
export const stepsBack = (now: Baseline, before: Baseline): readonly string[] => [
  ...Object.entries(before.scores).filter(([name, value]) => (now.scores[name] ?? 0) < value).map(([name]) => name),
  ...Object.entries(before.errors).filter(([name, value]) => (now.errors[name] ?? 1) > value).map(([name]) => name),
];
