// What the learned part judges: one linear head for each value of each field of a Reading that feelings and purposes go into.
import { emotions, intents, motives, risks, triggers, urgencies } from '../reading/reading.ts';

/** The values of a field of which one holds. `neutral` stands first so that an undecided text is read as neutral. */
export const choices = {
  mood: ['neutral', ...emotions],
  motive: motives,
  trigger: triggers,
  urgency: urgencies,
  formality: ['unknown', 'familiar', 'polite'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Choice = keyof typeof choices;

/** The values of a field of which several may hold, or none. */
export const lists = { emotion: emotions, intent: intents, risk: risks, complaint: ['latent'], person: ['wanted'] } as const satisfies Readonly<Record<string, readonly string[]>>;
export type List = keyof typeof lists;

/** How negative or positive a message is: one head, read as a share between -1 and 1. */
export const valenceHead = 'valence';

export const headOf = (field: Choice | List, value: string): string => `${field} ${value}`;

/** All heads, in the order in which weights are stored. */
export const heads: readonly string[] = [
  ...Object.entries(choices).flatMap(([field, values]) => values.map((value) => headOf(field as Choice, value))),
  ...Object.entries(lists).flatMap(([field, values]) => values.map((value) => headOf(field as List, value))),
  valenceHead,
];

/** By field, in the order of its values: their places among the heads. */
const placesOf = <Field extends string>(fields: Readonly<Record<Field, readonly string[]>>): Readonly<Record<Field, readonly number[]>> =>
  Object.fromEntries(Object.entries<readonly string[]>(fields).map(([field, values]) => [field, values.map((value) => heads.indexOf(headOf(field as Choice | List, value)))])) as Record<Field, number[]>;

export const choiceHeads = placesOf<Choice>(choices);
export const listHeads = placesOf<List>(lists);
export const valencePlace = heads.indexOf(valenceHead);

export const headIndex: ReadonlyMap<string, number> = new Map(heads.map((head, index) => [head, index]));
