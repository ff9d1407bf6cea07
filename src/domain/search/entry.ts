// What the index keeps of a message, a subject or a contact, as the text form of a tsvector.
import type { Stems } from './look-for.ts';
import { joinedWords, wordsOf } from './words.ts';

/** PostgreSQL refuses a tsvector of more than a megabyte, and remembers no place beyond this. */
const mostBytes = 700_000;
const lastPlace = 16_383;
const mostPlaces = 255;

export type Entry = {
  /** One after another; a search for words in their order does not reach from one into the next. */
  readonly parts: readonly string[];
  /** Words of another kind: periods. */
  readonly marks: readonly string[];
  /** Stands before every word: contacts are found apart from what is said, at no cost of the many places of a frequent word. */
  readonly sign?: string;
};

/** Of the words of contacts. No word of a text begins with it. */
export const contactSign = '@';

/** Every word that can be asked for, the joined ones too. */
export function wordsToIndex(parts: readonly string[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => [...wordsOf(part).map(({ word }) => word), ...joinedWords(part)]))];
}

export function entryOf({ parts, marks, sign = '' }: Entry, stems: Stems): string {
  const places = new Map<string, number[]>();
  let place = 0;
  let bytes = 0;
  const add = (word: string, at: number | null): void => {
    const known = places.get(word);
    if (!known) {
      bytes += word.length * 3 + 8;
      if (bytes > mostBytes) return;
    }
    const all = known ?? [];
    if (at !== null && all.length < mostPlaces) {
      all.push(Math.min(at, lastPlace));
      bytes += 2;
    }
    if (!known) places.set(word, all);
  };
  for (const mark of marks) add(mark, null);
  const said = new Set<string>();
  for (const part of parts) {
    for (const { word } of wordsOf(part)) {
      place += 1;
      said.add(word);
      add(sign + word, place);
    }
    place += 1;
  }
  for (const word of said) for (const stem of stems(word).stems) add(sign + stem, null);
  for (const part of parts) for (const word of joinedWords(part)) add(sign + word, null);
  return [...places].map(([word, all]) => (all.length === 0 ? quoted(word) : `${quoted(word)}:${[...new Set(all)].join(',')}`)).join(' ');
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
