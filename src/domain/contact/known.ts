// What is known of a contact, however it was learned.
import type { Preferences } from './preferences.ts';

export type Known = {
  readonly name: string | null;
  readonly language: string | null;
  /** A person chose the language. */
  readonly languageSet: boolean;
  readonly timeZone: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Absent in what was written down before there were any. */
  readonly preferences?: Preferences;
};

/** Under this name stands what the other knew differently; `also:name`, `also:phone`, then `also:phone 2`. */
export const noted = 'also:';
