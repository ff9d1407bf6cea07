// A labelled message as training sees it: what the engine sees of it, and what each head should say.
import { featuresOf } from '../language/learned/features.ts';
import { choices, headIndex, headOf, heads, lists, valenceHead } from '../language/learned/heads.ts';
import { findingsIn, observe } from '../language/reading/read.ts';
import type { GoldReading } from '../evaluation/gold.ts';
import type { Choice, List } from '../language/learned/heads.ts';
import type { Reader } from '../language/reading/read.ts';

export type Source = 'own' | 'altered' | 'example' | 'public';

export type Sample = {
  readonly language: string;
  readonly author: string;
  /** `own`: of the project's corpora; `altered`: one of these with typing errors or other words of gender, which teaches beside it; `example`: of a rule; `public`: of a public set. The last two only teach, also where authors are left out. */
  readonly source: Source;
  /** Against a text of the project's own, which counts 1. */
  readonly importance: number;
  /** Numbers of the features of its words: words and pairs, each once; then pieces, as often as they stand in different words. */
  readonly features: readonly [Uint32Array, Uint32Array];
  readonly findings: readonly string[];
  /** For each head 0 to 1; NaN where the text was not labelled for it. */
  readonly targets: Float64Array;
  /** For each emotion of the labels its intensity. */
  readonly intensities: Readonly<Record<string, number>>;
};

const said = (gold: GoldReading, field: Choice): string | null | undefined => {
  if (field === 'motive' || field === 'trigger') return gold.complaint === undefined ? undefined : (gold.complaint?.[field] ?? null);
  return gold[field];
};

const held = (gold: GoldReading, field: List): readonly string[] | undefined => {
  switch (field) {
    case 'emotion':
      return gold.emotions?.map(({ value }) => value);
    case 'intent':
      return gold.intents;
    case 'risk':
      return gold.risks;
    case 'complaint':
      return gold.complaint === undefined ? undefined : gold.complaint?.latent === true ? ['latent'] : [];
    case 'person':
      return gold.wantsHuman === undefined ? undefined : gold.wantsHuman ? ['wanted'] : [];
  }
};

/** What each head should say. Why somebody complains is only asked of complaints. */
export const targetsOf = (gold: GoldReading): Float64Array => {
  const targets = new Float64Array(heads.length).fill(Number.NaN);
  for (const [field, values] of Object.entries(choices) as [Choice, readonly string[]][]) {
    const one = said(gold, field);
    if (one === undefined || one === null) continue;
    for (const value of values) targets[headIndex.get(headOf(field, value))!] = value === one ? 1 : 0;
  }
  for (const [field, values] of Object.entries(lists) as [List, readonly string[]][]) {
    const some = held(gold, field);
    if (some === undefined) continue;
    for (const value of values) targets[headIndex.get(headOf(field, value))!] = some.includes(value) ? 1 : 0;
  }
  if (gold.valence !== undefined) targets[headIndex.get(valenceHead)!] = (gold.valence + 1) / 2;
  return targets;
};

export type Labelled = { readonly text: string; readonly now: string; readonly author: string; readonly language: string; readonly source: Source; readonly importance: number; readonly targets: Float64Array; readonly intensities: Sample['intensities'] };

export const intensitiesOf = (gold: GoldReading): Sample['intensities'] => Object.fromEntries((gold.emotions ?? []).flatMap(({ value, intensity }) => (intensity === null ? [] : [[value, intensity] as const])));

export const sampleOf = ({ text, now, ...labels }: Labelled, reader: Reader): Sample => {
  const observed = observe(text, { now, language: labels.language }, reader);
  return { ...labels, features: featuresOf(observed.view), findings: findingsIn(observed).map(({ name }) => name) };
};
