// Terms as PostgreSQL looks for them in the index (the text form of a tsquery), and as they are recognised in a text.
import type { SearchQuery, Term } from './parse-query.ts';

/** Forms under which a word is indexed besides itself. `stop`: too frequent to mean anything by itself. */
export type Stems = (word: string) => { readonly stems: readonly string[]; readonly stop: boolean };

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

/** null: nothing is asked for. */
export function lookFor(terms: readonly Term[], stems: Stems): string | null {
  return terms.length === 0 ? null : terms.map((term) => `${term.not ? '!' : ''}(${alternatives(term, stems).join('|')})`).join('&');
}

export function within(periods: readonly string[]): string {
  return `(${periods.map(quoted).join('|')})`;
}

function alternatives(term: Term, stems: Stems): readonly string[] {
  switch (term.is) {
    case 'word':
      return [...new Set([term.prefix ? `${quoted(term.word)}:*` : quoted(term.word), ...stems(term.word).stems.map(quoted)])];
    case 'exact':
      return [inOrder(term.words, term.prefix), ...(term.joined === null ? [] : [term.prefix ? `${quoted(term.joined)}:*` : quoted(term.joined)])];
    case 'number':
      return [...term.ways.map((way) => (term.prefix ? `${quoted(way)}:*` : quoted(way))), ...(term.words.length > 0 ? [inOrder(term.words, term.prefix)] : [])];
  }
}

function inOrder(words: readonly string[], prefix: boolean): string {
  const steps = words.map((word, place) => (prefix && place === words.length - 1 ? `${quoted(word)}:*` : quoted(word)));
  return steps.length === 1 ? steps[0]! : `(${steps.join('<->')})`;
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
