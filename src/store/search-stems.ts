// Forms of words, from PostgreSQL's own dictionaries: no extension, and the same on every installation. What was asked once is known.
import { sql } from 'kysely';
import type { Stems } from '../domain/search/look-for.ts';
import type { Db } from './open.ts';

type Dictionary = 'english' | 'italian' | 'russian';
export type KnownStems = {
  /** As a text in this language has them. */
  of(language: string | null): Stems;
  /** As somebody may mean them whose language is not known. */
  readonly any: Stems;
};

const latin = /^\p{Script=Latin}/u;
const cyrillic = /^\p{Script=Cyrillic}/u;
const nothing = { stems: [], stop: false };
/** About ten megabytes. */
const mostKnown = 200_000;

/** A dictionary's answer by `dictionary word`; an empty one: a word too frequent to have a form. */
const known = new Map<string, string>();

/** Asks for those of the words that are not known yet. */
export async function findStems(db: Db, words: readonly string[]): Promise<KnownStems> {
  const missing = [...new Set(words.flatMap((word) => dictionariesOf(word).map((dictionary) => `${dictionary} ${word}`)))].filter((one) => !known.has(one));
  const fresh = new Map<string, string>();
  if (missing.length > 0) {
    const asked = missing.map((one) => one.split(' ') as [Dictionary, string]);
    const { rows } = await sql<{ stem: string | null }>`
      select (ts_lexize((dictionary || '_stem')::regdictionary, word))[1] as stem
      from unnest(${asked.map(([dictionary]) => dictionary)}::text[], ${asked.map(([, word]) => word)}::text[]) with ordinality as asked (dictionary, word, place) order by place`.execute(db);
    for (const [place, { stem }] of rows.entries()) fresh.set(missing[place]!, stem ?? '');
    if (known.size > mostKnown) known.clear();
    for (const [one, stem] of fresh) known.set(one, stem);
  }
  const look = (word: string, dictionaries: readonly Dictionary[]) => {
    const stems = dictionaries.map((dictionary) => known.get(`${dictionary} ${word}`) ?? fresh.get(`${dictionary} ${word}`)).filter((stem) => stem !== undefined);
    return stems.length === 0 ? nothing : { stems: [...new Set(stems.filter((stem) => stem !== ''))], stop: stems.includes('') };
  };
  return {
    any: (word) => look(word, dictionariesOf(word)),
    of: (language) => (word) => look(word, dictionariesOf(word).length > 1 ? [language === 'it' ? 'italian' : 'english'] : dictionariesOf(word)),
  };
}

function dictionariesOf(word: string): readonly Dictionary[] {
  if (/\p{N}/u.test(word)) return [];
  return latin.test(word) ? ['english', 'italian'] : cyrillic.test(word) ? ['russian'] : [];
}
