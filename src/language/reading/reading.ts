// What an inbound message says about its writer's feelings and needs.
// Values and meanings are the contract of docs/language-engine.md; every judgement carries the words that caused it.
import type { LanguageCode, Span } from '../text/span.ts';

export const emotions = ['anger', 'disappointment', 'anxiety', 'confusion', 'sadness', 'hope', 'gratitude', 'joy'] as const;
export type Emotion = (typeof emotions)[number];
export type Mood = Emotion | 'neutral';

export const intents = ['complaint', 'question', 'request', 'cancellation', 'praise', 'suggestion', 'information', 'smalltalk'] as const;
export type Intent = (typeof intents)[number];

export const motives = ['service', 'information', 'rights', 'venting', 'attention'] as const;
export type Motive = (typeof motives)[number];

export const triggers = ['quality', 'communication', 'process', 'expectation'] as const;
export type Trigger = (typeof triggers)[number];

export const urgencies = ['none', 'soon', 'now'] as const;
export type Urgency = (typeof urgencies)[number];

export const risks = ['legal', 'regulator', 'media', 'violence', 'self-harm', 'incitement', 'churn', 'fraud'] as const;
export type Risk = (typeof risks)[number];

export const factKinds = ['order', 'policy', 'date', 'money', 'phone', 'email', 'url', 'name'] as const;
export type FactKind = (typeof factKinds)[number];

export type Formality = 'familiar' | 'polite' | 'unknown';

/** Which words, by which rule; `rule` parts are written by people, `learned` parts come from trained weights, `person`: an agent said so. */
export type Because = Span & { readonly rule: string; readonly part: 'rule' | 'learned' | 'person' };

/** A judgement. `probability` is 0..1 and calibrated; `because` is never empty for a value that is listed. */
export type Found<Value> = { readonly value: Value; readonly probability: number; readonly because: readonly Because[] };

export type Fact = Span & { readonly kind: FactKind; readonly value: string };

export type Reading = {
  readonly language: { readonly code: LanguageCode; readonly confidence: number };
  /** Without quoted history and signature. */
  readonly ownWords: readonly Span[];
  readonly mood: Mood;
  /** -1 (negative) to 1 (positive). */
  readonly valence: number;
  readonly emotions: readonly (Found<Emotion> & { readonly intensity: number })[];
  readonly intents: readonly Found<Intent>[];
  readonly complaint: { readonly motive: Found<Motive>; readonly trigger: Found<Trigger>; readonly latent: boolean } | null;
  readonly urgency: Found<Urgency>;
  readonly risks: readonly Found<Risk>[];
  readonly wantsHuman: Found<boolean>;
  readonly formality: Formality;
  /** Each wants an answer of its own. */
  readonly asks: readonly Span[];
  readonly facts: readonly Fact[];
  readonly problem: Span | null;
  /** So that a reading can be redone and compared. `pack` is the content hash of the compiled pack. */
  readonly engine: { readonly version: string; readonly pack: string };
};
