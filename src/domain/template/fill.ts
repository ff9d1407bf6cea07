// Puts what is known into a template. What is not known stays visible, and can be stepped to.
import type { Variable } from './template.ts';
import { variables } from './template.ts';

/** A value, and what its writer should look at before it goes out. */
export type Value = { readonly text: string; readonly hint?: Hint };
export type Hint = 'name-unknown' | 'case-unsafe' | 'time-proposed';

export type Values = {
  /** null: not known. */
  of(variable: Variable, wanted: string | null): Value | null;
  /** What stands in its place then, without brackets. */
  missing(variable: Variable): string;
};

/** A place in the text that somebody has to fill in: a value that is not known, or words that only the writer has. */
export type Gap = { readonly start: number; readonly end: number };
export type Filled = { readonly text: string; readonly gaps: readonly Gap[]; readonly hints: readonly { readonly variable: Variable; readonly hint: Hint }[] };

const place = /\{(\w+)(?::([\p{L}-]+))?\}/gu;
const optional = /\[([^[\]]*)\](?!\((?:https?:|mailto:))/gu;
const gap = /\[[^[\]\n]*\p{L}[^[\]\n]*\](?!\((?:https?:|mailto:))/gu;

/** `[for order {order}]`: the words in brackets stand only where all that they name is known. Brackets that name nothing are a gap for the writer. */
export function fillTemplate(template: string, values: Values): Filled {
  const hints = new Map<string, Filled['hints'][number]>();
  const kept = template.replace(optional, (whole, inside: string) => {
    const named = placesIn(inside);
    if (named.length === 0) return whole;
    return named.every(({ variable, wanted }) => values.of(variable, wanted) !== null) ? inside : '';
  });
  const text = kept.replace(place, (whole, name: string, wanted: string | undefined) => {
    if (!isVariable(name)) return whole;
    const value = values.of(name, wanted ?? null);
    if (value?.hint) hints.set(name, { variable: name, hint: value.hint });
    return value?.text ?? `[${values.missing(name)}]`;
  }).trim();
  return { text, gaps: gapsIn(text), hints: [...hints.values()] };
}

/** What is still to be filled in, in a draft as well. */
export function gapsIn(text: string): readonly Gap[] {
  return [...text.matchAll(gap)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The names in braces that no value can ever be found for: told when a template is saved. */
export function unknownPlaces(template: string): readonly string[] {
  return [...template.matchAll(place)].map((match) => match[1]!).filter((name) => !isVariable(name));
}

function placesIn(text: string): readonly { readonly variable: Variable; readonly wanted: string | null }[] {
  return [...text.matchAll(place)].flatMap((match) => (isVariable(match[1]!) ? [{ variable: match[1], wanted: match[2] ?? null }] : []));
}

function isVariable(name: string): name is Variable {
  return (variables as readonly string[]).includes(name);
}
