// Terms as PostgreSQL looks for them in the index (the text form of a tsquery), and as they are recognised in a text.
import type { SearchQuery, Term } from './parse-query.ts';

/** Forms under which a word is indexed besides itself. `stop`: too frequent to mean anything by itself. */
export type Stems = (word: string) => { readonly stems: readonly string[]; readonly stop: boolean };

/** The words that go on from a beginning; null: too many, or not known. */
export type Beginnings = (beginning: string) => readonly string[] | null;

/** Beginnings that are asked for. */
export function beginningsOf(terms: readonly Term[]): readonly string[] {
  return terms.flatMap((term) => {
    if (!term.prefix) return [];
    if (term.is === 'word') return [term.word];
    return term.is === 'exact' ? [...term.words.slice(-1), ...(term.joined === null ? [] : [term.joined])] : term.words.slice(-1);
  });
}

/** Words of which the forms must be known before a query can be looked for. */
export function wordsToStem({ terms }: SearchQuery): readonly string[] {
  return terms.flatMap((term) => (term.is === 'word' ? [term.word] : []));
}

/** Small words are left out as long as another one remains. */
export function meaningful({ terms }: SearchQuery, stems: Stems): readonly Term[] {
  const isSmall = (term: Term) => term.is === 'word' && !term.not && stems(term.word).stop;
  const left = terms.filter((term) => !isSmall(term));
  return left.some((term) => !term.not) ? left : terms;
}

/** null: nothing is asked for. `sign`: as it stands before the words of an entry. */
export function lookFor(terms: readonly Term[], stems: Stems, beginnings: Beginnings, sign = ''): string | null {
  const say: Say = (word, ending = '') => `'${(sign + word).replaceAll('\\', '\\\\').replaceAll("'", "''")}'${ending}`;
  return terms.length === 0 ? null : terms.map((term) => `${term.not ? '!' : ''}(${alternatives(term, stems, beginnings, say).join('|')})`).join('&');
}

export function within(periods: readonly string[]): string {
  return `(${periods.map((period) => `'${period}'`).join('|')})`;
}

type Say = (word: string, ending?: '' | ':*') => string;

function alternatives(term: Term, stems: Stems, beginnings: Beginnings, say: Say): readonly string[] {
  const lastWord = (word: string) => (term.prefix ? begun(word, beginnings, say) : [say(word)]);
  switch (term.is) {
    case 'word':
      return [...new Set([...lastWord(term.word), ...stems(term.word).stems.map((stem) => say(stem))])];
    case 'exact':
      return [inOrder(term.words, lastWord, say), ...(term.joined === null ? [] : lastWord(term.joined))];
    case 'number':
      return [...term.ways.map((way) => (term.prefix ? say(way, ':*') : say(way))), ...(term.words.length > 0 ? [inOrder(term.words, lastWord, say)] : [])];
  }
}

/** Named one by one, words are looked up only where the rest of the query fits; a beginning as such is looked up everywhere. */
function begun(word: string, beginnings: Beginnings, say: Say): readonly string[] {
  const words = beginnings(word);
  return words === null ? [say(word, ':*')] : [...new Set([word, ...words])].map((one) => say(one));
}

function inOrder(words: readonly string[], lastWord: (word: string) => readonly string[], say: Say): string {
  const steps = words.map((word, place) => (place === words.length - 1 ? `(${lastWord(word).join('|')})` : say(word)));
  return steps.length === 1 ? steps[0]! : `(${steps.join('<->')})`;
}
