// What can be said about a draft reply. Rules and ticket facts only, no learned weights, and never a word about the author.
import type { Span } from '../text/span.ts';

export const families = [
  'bureaucratese', 'empty-formula', 'pity', 'acknowledgement', 'refusal', 'command', 'blame', 'passive-aggression',
  'promise', 'vagueness', 'next-step', 'apology', 'unanswered-question', 'jargon', 'pronoun', 'concreteness', 'length',
  'shouting', 'humour', 'familiarity', 'register', 'name', 'script', 'asks-known', 'closing', 'fairness', 'privacy',
] as const;
export type Family = (typeof families)[number];

export const levels = ['hint', 'warning', 'confirm'] as const;
export type Level = (typeof levels)[number];

/** Wording is looked up by `rule` in the agent's language, so that finding and telling never mix. */
export type Finding = Span & {
  readonly rule: string;
  readonly family: Family;
  readonly level: Level;
  /** What the wording's variables stand for. */
  readonly values: Readonly<Record<string, string>>;
  readonly fix: (Span & { readonly text: string }) | null;
};

/** A promise found in a draft or a sent reply. `due` is ISO 8601 with an offset; `stated: false` where a default was assumed. */
export type Promised = Span & { readonly text: string; readonly due: string | null; readonly stated: boolean };

/** 0, 1, 2 by evidence; `null` where it does not apply, which is not zero. */
export type EmpathyLevel = { readonly level: 0 | 1 | 2 | null; readonly because: readonly Span[] };

export type Advice = {
  readonly findings: readonly Finding[];
  readonly empathy: Readonly<Record<'cognitive' | 'emotional' | 'practical', EmpathyLevel>>;
  /** Each ask of the customer (`customer` is the index of their message) with the span of its answer in the draft. */
  readonly questions: readonly (Span & { readonly customer: number; readonly answer: Span | null })[];
  readonly commitments: readonly Promised[];
};

/** What is known when a draft is looked at. */
export type Situation = {
  /** The customer's messages that the draft answers, oldest first. */
  readonly customer: readonly string[];
  /** The agent's earlier messages in the conversation, oldest first. */
  readonly thread: readonly string[];
  readonly fault: 'company' | 'rule' | 'customer' | 'unknown';
  readonly card: {
    readonly name: string | null; readonly known: Readonly<Record<string, string>>;
    /** How the customer asked to be addressed; absent or null: not known. */
    readonly address?: 'formal' | 'familiar' | null;
  };
  /** ISO 8601 with an offset: dates in promises resolve against it. */
  readonly now: string;
  /** Most the agent may refund or offer without asking, for example `200 EUR`; null when there is no limit known. */
  readonly authority: string | null;
};
