// What is known of two contacts who are one person: the survivor's word counts, and nothing that the other knew is lost.
import type { Known } from './known.ts';
import type { Preferences } from './preferences.ts';
import { noted } from './known.ts';

/** What the survivor does not know is taken over; what both know differently is kept beside it as a noted value. */
export function joinKnown(survivor: Known, other: Known): Known {
  const attributes = { ...survivor.attributes };
  for (const [name, value] of Object.entries(other.attributes)) {
    if (Object.hasOwn(attributes, name)) note(attributes, name.startsWith(noted) ? name.slice(noted.length).replace(/ \d+$/, '') : name, attributes[name], value);
    else attributes[name] = value;
  }
  note(attributes, 'name', survivor.name, other.name);
  note(attributes, 'language', survivor.language, other.language);
  note(attributes, 'time zone', survivor.timeZone, other.timeZone);
  return {
    name: survivor.name ?? other.name,
    language: survivor.language ?? other.language,
    languageSet: survivor.language === null ? other.languageSet : survivor.languageSet,
    timeZone: survivor.timeZone ?? other.timeZone,
    attributes,
    ...preferencesOf(survivor, other, (kept, taken) => kept ?? taken),
  };
}

const wishes = ['channel', 'quiet', 'address', 'title'] as const;

/** Each wish by itself; nothing where one of the two was written down before there were any. */
function preferencesOf(one: Known, other: Known, choose: <Wish>(one: Wish, other: Wish, name: keyof Preferences) => Wish): Pick<Known, 'preferences'> {
  if (!one.preferences || !other.preferences) return {};
  const [first, second] = [one.preferences, other.preferences];
  return { preferences: Object.fromEntries(wishes.map((name) => [name, choose<unknown>(first[name], second[name], name)])) as Preferences };
}

function note(attributes: Record<string, string>, name: string, kept: string | null | undefined, other: string | null): void {
  if (kept === null || kept === undefined || other === null || fold(kept) === fold(other)) return;
  for (let count = 1; ; count += 1) {
    const place = count === 1 ? `${noted}${name}` : `${noted}${name} ${count}`;
    if (attributes[place] === undefined) {
      attributes[place] = other;
      return;
    }
    if (fold(attributes[place]) === fold(other)) return;
  }
}

function fold(value: string): string {
  return value.trim().toLowerCase();
}

/** Undone: what the joining brought goes, where nobody has changed it since; what was learned meanwhile stays. */
export function partKnown(before: Known, after: Known, now: Known): Known {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(now.attributes)) {
    if (value !== after.attributes[name]) attributes[name] = value;
    else if (before.attributes[name] !== undefined) attributes[name] = before.attributes[name];
  }
  const back = <Part extends 'name' | 'language' | 'languageSet' | 'timeZone'>(part: Part): Known[Part] => (now[part] === after[part] ? before[part] : now[part]);
  return { name: back('name'), language: back('language'), languageSet: back('languageSet'), timeZone: back('timeZone'), attributes, ...preferencesOf(now, before, (kept, earlier, name) => (isSame(kept, after.preferences?.[name]) ? earlier : kept)) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
