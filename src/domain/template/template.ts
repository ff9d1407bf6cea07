// What a template is: words for a situation, with places that are filled in when it is used.

/** The feeling that it answers. */
export const situations = ['angry', 'doubtful', 'anxious', 'grateful', 'confused', 'sad'] as const;
export type Situation = (typeof situations)[number];

/** What can stand in braces. `{name:dative}` asks for a case, where the language has cases. */
export const variables = ['greeting', 'name', 'agent', 'number', 'promise', 'order', 'amount'] as const;
export type Variable = (typeof variables)[number];

export type TemplateWords = { readonly language: string; readonly text: string };

/** One of the set that comes with the product; `key` is its name there, the same in every language. */
export type ShippedTemplate = TemplateWords & {
  readonly key: string;
  readonly name: string;
  readonly shortcut: string;
  readonly situation: Situation | null;
  readonly topic: string | null;
};

/** The situation that a customer's mood calls for; null: none in particular. */
export function situationOf(mood: string): Situation | null {
  return moods[mood] ?? null;
}

const moods: Readonly<Record<string, Situation>> = {
  anger: 'angry', disappointment: 'sad', anxiety: 'anxious', confusion: 'confused', sadness: 'sad', hope: 'doubtful', gratitude: 'grateful', joy: 'grateful',
};
