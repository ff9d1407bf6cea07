// The widget's sentences: the choice of language, and how values are put into them.
// They are written so that no sentence changes its form with a number; amounts of time come from Intl.
import { en } from './en.ts';
import { it } from './it.ts';
import { ru } from './ru.ts';
import type { Wording } from './sentences.ts';
import { zh } from './zh.ts';

export type Values = Readonly<Record<string, string | number>>;

/** The chosen language, and its sentences with values put into them. */
export type Speech = { readonly language: string; readonly say: (sentence: keyof Wording, values?: Values) => string };

export const wordings: Readonly<Record<string, Wording>> = { en, ru, it, zh };

/** The first wanted language that is spoken here: among the team's where the team names its languages, among ours otherwise. */
export function chooseLanguage(wanted: readonly (string | undefined)[], answered: readonly string[] = []): string {
  const spoken = answered.map(base).filter((code) => wordings[code]);
  const possible = spoken.length ? spoken : Object.keys(wordings);
  return wanted.map((code) => base(code ?? '')).find((code) => possible.includes(code)) ?? possible[0]!;
}

/** `language` may name a country too, by which times are written. */
export function speechIn(language: string): Speech {
  const words = wordings[base(language)]!;
  return { language, say: (sentence, values = {}) => words[sentence].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) };
}

export function base(code: string): string {
  return code.toLowerCase().split('-')[0]!;
}
