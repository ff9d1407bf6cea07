// How well a thing fits what was typed: words in any order and begun only, without accents, ё as е, in the wrong layout too.
import { otherLayout } from '../keys/other-layout.ts';

export type Names = { readonly label: string; readonly also?: string; readonly about?: string };
export type Question = { readonly words: readonly string[]; readonly otherwise: readonly string[] | null };

export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

const wordsOf = (text: string) => fold(text).split(/\s+/).filter((word) => word !== '');

export function questionOf(typed: string): Question {
  // Accents are not folded before: in the other layout they may be letters.
  const other = otherLayout(typed.trim());
  return { words: wordsOf(typed), otherwise: other === null ? null : wordsOf(other) };
}

/** Smaller is better; null: does not fit. */
export function rank(question: Question, names: Names): number | null {
  if (question.words.length === 0) return 0;
  const asTyped = rankOf(question.words, names);
  const otherwise = question.otherwise === null ? null : rankOf(question.otherwise, names);
  if (asTyped === null) return otherwise === null ? null : otherwise + wrongLayout;
  return otherwise === null ? asTyped : Math.min(asTyped, otherwise + wrongLayout);
}

const wrongLayout = 10;

function rankOf(words: readonly string[], names: Names): number | null {
  const label = fold(names.label);
  if (label.startsWith(words.join(' '))) return label.length === words.join(' ').length ? 0 : 1;
  const also = fold(names.also ?? '');
  const about = fold(names.about ?? '');
  let sum = 0;
  for (const word of words) {
    const place = begins(label, word) ? 2 : begins(also, word) ? 4 : label.includes(word) ? 5 : begins(about, word) ? 6 : null;
    if (place === null) return null;
    sum += place;
  }
  return sum / words.length;
}

/** Chinese has no spaces: there a word may begin anywhere. */
function begins(text: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true;
  }
  return false;
}
