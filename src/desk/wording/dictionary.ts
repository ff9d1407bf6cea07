// Finds a sentence by its path in the language that is spoken, in the form that a number asks for, and puts names and numbers in.

export type Tree = { readonly [name: string]: string | Tree };
export type Values = Readonly<Record<string, unknown>>;

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Plain<Name extends string> = Name extends `${infer Base}_${Form}` ? Base : Name;
/** Paths of all sentences; of those with forms for numbers, the path without the form. */
export type Paths<Words, Before extends string = ''> = {
  [Name in keyof Words & string]: Words[Name] extends string ? `${Before}${Plain<Name>}` : Paths<Words[Name], `${Before}${Name}.`>;
}[keyof Words & string];

/** `count` chooses the form; `defaultValue` is said where there is no sentence. */
export type Tell<Path extends string> = (path: Path, values?: Values) => string;

export class Dictionary<Texts> {
  #language = '';
  readonly #parts = new Map<string, Tree>();
  readonly #rules = new Map<string, Intl.PluralRules>();
  readonly #tellers = new Map<string, Tell<string>>();
  readonly #listeners = new Set<() => void>();

  get language(): string {
    return this.#language;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  change(language: string): void {
    if (language === this.#language) return;
    this.#language = language;
    for (const listener of this.#listeners) listener();
  }

  add(language: string, part: keyof Texts & string, words: Tree): void {
    this.#parts.set(`${language} ${part}`, words);
  }

  has(language: string, part: keyof Texts & string): boolean {
    return this.#parts.has(`${language} ${part}`);
  }

  knows(part: keyof Texts & string, path: string): boolean {
    return this.#find(this.#language, part, path) !== undefined;
  }

  /** The same function for the same language and part, so that what depends on it is made anew when the language changes. */
  in<Part extends keyof Texts & string>(language: string, part: Part): Tell<Paths<Texts[Part]>> {
    const name = `${language} ${part}`;
    const known = this.#tellers.get(name);
    if (known) return known;
    const tell: Tell<string> = (path, values = {}) => {
      const count = values['count'];
      const counted = typeof count === 'number' ? this.#find(language, part, `${path}_${this.#form(language, count)}`) : undefined;
      const usual = values['defaultValue'];
      return filled(counted ?? this.#find(language, part, path) ?? (typeof usual === 'string' ? usual : path), values);
    };
    this.#tellers.set(name, tell);
    return tell;
  }

  #find(language: string, part: string, path: string): string | undefined {
    let at: Tree | string | undefined = this.#parts.get(`${language} ${part}`);
    for (const name of path.split('.')) at = typeof at === 'object' && Object.hasOwn(at, name) ? at[name] : undefined;
    return typeof at === 'string' ? at : undefined;
  }

  #form(language: string, count: number): string {
    const rules = this.#rules.get(language) ?? new Intl.PluralRules(language);
    this.#rules.set(language, rules);
    return rules.select(count);
  }
}

/** What was put in is not looked at again: a name with braces stays a name. */
function filled(sentence: string, values: Values): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String((values[name] as string | number | null | undefined) ?? ''));
}
