// Looks into JSON from outside without trusting it: what is missing or of another type is as if it were not there.
import { field } from '../api.ts';

export { field };

export const at = (value: unknown, ...names: readonly string[]): unknown => names.reduce<unknown>((inner, name) => field(inner, name), value);

/** What a database and another program can take: no NUL, no half of a surrogate pair, both of which JSON lets through. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

export function textAt(value: unknown, ...names: readonly string[]): string {
  const found = at(value, ...names);
  return typeof found === 'string' ? storable(found) : '';
}

/** null: not there, or no whole number. */
export function wholeAt(value: unknown, ...names: readonly string[]): number | null {
  const found = at(value, ...names);
  return Number.isSafeInteger(found) ? (found as number) : null;
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(value, ...names);
  return Array.isArray(found) ? found : [];
}

/** One line without control characters, at most so long; never half of a letter. */
export function line(text: string, most = 300): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const flat = text.replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** People have positive ids below this; chats of several people, communities and mail addresses have others. */
const mostPerson = 2_000_000_000;

export const isPerson = (id: number | null): id is number => id !== null && id > 0 && id < mostPerson;
