// What a person says of a reading that was not right. It is about the customer's words and never about who reads them.
import type { Emotion, Intent, Motive, Reading, Risk, Trigger, Urgency } from '../../language/reading/reading.ts';
import type { Span } from '../../language/text/span.ts';

export type FeltThere = { readonly value: Emotion; readonly intensity: number };
export type ComplaintThere = { readonly is: 'none' | 'plain' | 'latent'; readonly motive: Motive | null; readonly trigger: Trigger | null };

/** What may be said anew, and in which shape. */
export type Correctable = {
  /** The first is the mood: what an answer must answer first. None: nothing is felt. */
  readonly emotions: readonly FeltThere[];
  readonly urgency: Urgency;
  /** Why they write; whether it is a complaint stands under `complaint`. */
  readonly intents: readonly Intent[];
  readonly complaint: ComplaintThere;
  readonly risks: readonly Risk[];
  readonly human: boolean;
  readonly language: string;
  readonly asks: readonly Span[];
};

export const correctable = ['emotions', 'urgency', 'intents', 'complaint', 'risks', 'human', 'language', 'asks'] as const;
export type Field = (typeof correctable)[number];
export type Correction = { readonly [Name in Field]: { readonly field: Name; readonly value: Correctable[Name] } }[Field];

/** The same of a reading: what is shown beside a correction as what stood there before. */
export function saidBy(reading: Reading): Correctable {
  const { complaint, intents } = reading;
  const plain = intents.some(({ value }) => value === 'complaint');
  return {
    emotions: moodFirst(reading).map(({ value, intensity }) => ({ value, intensity })),
    urgency: reading.urgency.value,
    intents: intents.map(({ value }) => value).filter((value) => value !== 'complaint'),
    complaint: {
      is: complaint?.latent ? 'latent' : complaint || plain ? 'plain' : 'none',
      motive: complaint?.motive.value ?? null, trigger: complaint?.trigger.value ?? null,
    },
    risks: reading.risks.map(({ value }) => value),
    human: reading.wantsHuman.value,
    language: reading.language.code,
    asks: reading.asks.map(({ start, end }) => ({ start, end })),
  };
}

/** Where no feeling is sure enough to be the mood, the first of them is not one either. */
function moodFirst({ emotions, mood }: Reading): Reading['emotions'] {
  if (mood === 'neutral') return [];
  return [...emotions.filter(({ value }) => value === mood), ...emotions.filter(({ value }) => value !== mood)];
}

/** What of a correction lies outside of the text it is about, in words; null: it fits. */
export function misfitOf(correction: Correction, text: string): string | null {
  if (correction.field === 'emotions' && new Set(correction.value.map(({ value }) => value)).size < correction.value.length) return 'The same feeling stands there twice.';
  if (correction.field === 'intents' && correction.value.includes('complaint')) return 'Whether it is a complaint is said under "complaint".';
  if (correction.field === 'asks' && correction.value.some(({ start, end }) => start >= end || end > text.length)) return 'A question lies outside of the message.';
  return null;
}
