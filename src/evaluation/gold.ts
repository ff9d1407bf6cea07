// Labelled texts as `attune evaluate` reads them: a line's `gold` uses the names and values of the engine's own answers.
// A field that is left out was not labelled and is not measured. A judgement may stand bare ("anger") or as {"value":"anger"}; a place
// is {"start","end"} or the very words, of which the first occurrence is meant.
import type { Advice, Situation } from '../language/advice/advice.ts';
import type { Fact } from '../language/reading/reading.ts';
import type { Span } from '../language/text/span.ts';

type Fields = Readonly<Record<string, unknown>>;

export type GoldReading = {
  readonly language?: string;
  readonly mood?: string;
  readonly valence?: number;
  readonly emotions?: readonly { readonly value: string; readonly intensity: number | null }[];
  readonly intents?: readonly string[];
  readonly complaint?: { readonly motive: string | null; readonly trigger: string | null; readonly latent: boolean } | null;
  readonly urgency?: string;
  readonly risks?: readonly string[];
  readonly wantsHuman?: boolean;
  readonly formality?: string;
  readonly asks?: readonly Span[];
  readonly facts?: readonly Fact[];
  readonly problem?: Span | null;
  readonly ownWords?: readonly Span[];
};

/** A finding without a place says that something is missing from the draft as a whole. */
export type GoldFinding = { readonly family: string; readonly level: string | null; readonly place: Span | null };
export type GoldAdvice = {
  readonly findings?: readonly GoldFinding[];
  readonly empathy?: Readonly<Record<keyof Advice['empathy'], 0 | 1 | 2 | null>>;
  readonly questions?: readonly (Span & { readonly customer: number; readonly answer: Span | null })[];
  readonly commitments?: readonly (Span & { readonly due: string | null })[];
};

export type LabelledMessage = { readonly id: string; readonly text: string; readonly now: string; readonly language?: string; readonly gold: GoldReading };
export type LabelledReply = { readonly id: string; readonly draft: string; readonly situation: Situation; readonly language?: string; readonly gold: GoldAdvice };

/** Raised with a sentence that says what is wrong with a line. */
export class UnusableGold extends Error {}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const bare = (value: unknown): unknown => (isFields(value) && 'value' in value ? value['value'] : value);

const word = (value: unknown, name: string): string => {
  const plain = bare(value);
  if (typeof plain !== 'string') throw new UnusableGold(`"${name}" must be a word`);
  return plain;
};

const wordOrNull = (value: unknown, name: string): string | null => (bare(value) === null || bare(value) === undefined ? null : word(value, name));

const list = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new UnusableGold(`"${name}" must be a list`);
  return value;
};

/** @param text that the place lies in */
const placeIn = (value: unknown, name: string, text: string): Span => {
  const words = isFields(value) ? value['text'] : value;
  if (typeof words === 'string' && words !== '' && !(isFields(value) && 'start' in value)) {
    const start = text.indexOf(words);
    if (start === -1) throw new UnusableGold(`"${name}": the text does not hold "${words}"`);
    return { start, end: start + words.length };
  }
  const { start, end } = isFields(value) ? value : {};
  if (typeof start !== 'number' || typeof end !== 'number' || !Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > text.length) throw new UnusableGold(`"${name}" must be words of the text, or {"start","end"} inside it`);
  return { start, end };
};

const when = <Value>(fields: Fields, name: string, read: (value: unknown) => Value): { readonly [key: string]: Value } => (fields[name] === undefined ? {} : { [name]: read(fields[name]) });

const complaintOf = (value: unknown): GoldReading['complaint'] => {
  if (value === null || value === false) return null;
  if (!isFields(value)) throw new UnusableGold('"complaint" must be null or {"motive","trigger","latent"}');
  return { motive: wordOrNull(value['motive'], 'motive'), trigger: wordOrNull(value['trigger'], 'trigger'), latent: bare(value['latent']) === true };
};

const emotionOf = (value: unknown): { value: string; intensity: number | null } => ({ value: word(value, 'emotions'), intensity: isFields(value) && typeof value['intensity'] === 'number' ? value['intensity'] : null });

export function goldReading(value: unknown, text: string): GoldReading {
  if (!isFields(value)) throw new UnusableGold('"gold" must be an object');
  const spans = (name: string) => (given: unknown): readonly Span[] => list(given, name).map((one) => placeIn(one, name, text));
  return {
    ...when(value, 'language', (given) => word(isFields(given) && 'code' in given ? given['code'] : given, 'language')),
    ...when(value, 'mood', (given) => word(given, 'mood')),
    ...when(value, 'valence', Number),
    ...when(value, 'emotions', (given) => list(given, 'emotions').map(emotionOf)),
    ...when(value, 'intents', (given) => list(given, 'intents').map((one) => word(one, 'intents'))),
    ...when(value, 'complaint', complaintOf),
    ...when(value, 'urgency', (given) => word(given, 'urgency')),
    ...when(value, 'risks', (given) => list(given, 'risks').map((one) => word(one, 'risks'))),
    ...when(value, 'wantsHuman', (given) => bare(given) === true),
    ...when(value, 'formality', (given) => word(given, 'formality')),
    ...when(value, 'asks', spans('asks')),
    ...when(value, 'facts', (given) => list(given, 'facts').map((one) => ({ ...placeIn(one, 'facts', text), kind: word(isFields(one) ? one['kind'] : null, 'kind') as Fact['kind'], value: word(isFields(one) ? one['value'] : null, 'value') }))),
    ...when(value, 'problem', (given) => (given === null ? null : placeIn(given, 'problem', text))),
    ...when(value, 'ownWords', spans('ownWords')),
  };
}

const levelOf = (value: unknown): 0 | 1 | 2 | null => {
  const level = isFields(value) && 'level' in value ? value['level'] : value;
  if (level !== null && level !== 0 && level !== 1 && level !== 2) throw new UnusableGold('"empathy" levels are 0, 1, 2 or null');
  return level;
};

export function goldAdvice(value: unknown, draft: string, customer: readonly string[]): GoldAdvice {
  if (!isFields(value)) throw new UnusableGold('"gold" must be an object');
  const place = (one: unknown): Span | null => (isFields(one) && (one['start'] !== undefined || one['text'] !== undefined) ? placeIn(one, 'findings', draft) : null);
  return {
    ...when(value, 'findings', (given) => list(given, 'findings').map((one) => ({ family: word(isFields(one) ? one['family'] : null, 'family'), level: isFields(one) ? wordOrNull(one['level'], 'level') : null, place: place(one) }))),
    ...when(value, 'empathy', (given) => {
      if (!isFields(given)) throw new UnusableGold('"empathy" must be {"cognitive","emotional","practical"}');
      return { cognitive: levelOf(given['cognitive']), emotional: levelOf(given['emotional']), practical: levelOf(given['practical']) };
    }),
    ...when(value, 'questions', (given) =>
      list(given, 'questions').map((one) => {
        const index = isFields(one) && typeof one['customer'] === 'number' ? one['customer'] : 0;
        const answer = isFields(one) ? one['answer'] : null;
        return { ...placeIn(one, 'questions', customer[index] ?? ''), customer: index, answer: answer === null || answer === undefined ? null : placeIn(answer, 'answer', draft) };
      })),
    ...when(value, 'commitments', (given) => list(given, 'commitments').map((one) => ({ ...placeIn(one, 'commitments', draft), due: isFields(one) ? wordOrNull(one['due'], 'due') : null }))),
  };
}

