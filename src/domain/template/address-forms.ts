// How people are addressed in one language. Data of templates/<language>.yaml; the code knows no language.

export type AddressForms = {
  readonly language: string;
  /** A customer to try templates with. */
  readonly example: string;
  /** `{name}` stands for the form of address. */
  readonly greeting: { readonly named: string; readonly unnamed: string };
  /** For those who asked for it; null: the language makes no difference that a greeting shows. */
  readonly informal: { readonly greeting: string; readonly forms: readonly string[] } | null;
  /** Made of {given}, {patronymic}, {surname}, {full} and {title}; the first that can be filled is taken. */
  readonly forms: readonly string[];
  /** Where the surname stands in names written in the language's own script: `script` is a Unicode script. */
  readonly surnameFirst: { readonly script: string; readonly compound: readonly string[] } | null;
  /** A word before or after a name, and how it is written in an address. */
  readonly titles: Readonly<Record<string, string>>;
  readonly patronymics: readonly string[];
  /** Known given names; their gender decides how they are declined. */
  readonly given: Readonly<Record<string, 'f' | 'm'>>;
  readonly cases: readonly string[];
  /** The longest ending that fits counts; `whole`: the word itself. One form for each case. */
  readonly declension: readonly { readonly ending: string; readonly gender: 'f' | 'm'; readonly whole: boolean; readonly forms: readonly string[] }[];
  /** What is shown where a value is not known. */
  readonly missing: Readonly<Record<string, string>>;
  readonly times: { readonly today: string; readonly tomorrow: string; readonly weekday: string; readonly date: string; readonly weekdays: readonly string[] };
  /** How the key points of a conversation are said back to the customer. */
  readonly recap: RecapForms;
};

export const recapParts = ['quote', 'comma', 'opening', 'problem', 'asked', 'told', 'promised', 'promisedBy', 'open', 'closing'] as const;
export type RecapForms = Readonly<Record<(typeof recapParts)[number], string>>;

/** For a language that has none of its own: nothing is guessed. */
export function plainForms(language: string): AddressForms {
  return {
    language, example: 'Kim Lee', greeting: { named: '{name},', unnamed: '' }, informal: null, forms: ['{full}'], surnameFirst: null, titles: {}, patronymics: [], given: {}, cases: [], declension: [], missing: {},
    times: { today: '{time}', tomorrow: '{date} {time}', weekday: '{date} {time}', date: '{date} {time}', weekdays: [] },
    recap: { quote: '“{words}”', comma: ', ', opening: '', problem: '{words}', asked: '{words}', told: '{facts}', promised: '{words}', promisedBy: '{words} ({due})', open: '{words}', closing: '' },
  };
}
