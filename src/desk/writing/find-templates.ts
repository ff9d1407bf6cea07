// Which templates fit what was typed, and in which order: the customer's language first, then the feeling that is to be answered.
import type { TemplateView } from '../../contract/writing.ts';
import type { Situation } from '../../domain/template/template.ts';

export type Sought = {
  readonly words: string;
  readonly language: string;
  readonly situation: Situation | null;
  /** How the situation is called on this screen. */
  situationName(situation: Situation): string;
};

const most = 50;

export function findTemplates(templates: readonly TemplateView[], sought: Sought): TemplateView[] {
  const words = fold(sought.words).split(/\s+/).filter((word) => word !== '');
  return templates
    .flatMap((template) => {
      const rank = rankOf(template, words, sought);
      return rank === null ? [] : [{ template, rank }];
    })
    .sort((one, other) => compare(one.rank, other.rank) || one.template.name.localeCompare(other.template.name))
    .slice(0, most)
    .map(({ template }) => template);
}

/** Smaller comes first; null: does not fit. */
function rankOf(template: TemplateView, words: readonly string[], { language, situation, situationName }: Sought): readonly number[] | null {
  const foreign = template.language === language ? 0 : 1;
  // Without words only what can be sent as it is: another language is found by searching for it.
  if (words.length === 0) return foreign ? null : [0, template.situation !== null && template.situation === situation ? 0 : 1];
  const names = [template.shortcut, template.name, template.topic ?? '', template.situation ? situationName(template.situation) : ''];
  const depth = depthOf(names, template.text, words);
  if (depth === null) return null;
  return [foreign, depth, template.situation !== null && template.situation === situation ? 0 : 1];
}

/** How far one has to look: the place of the farthest name that begins with a word, or behind all of them in the text. null: a word is nowhere. */
export function depthOf(names: readonly string[], text: string, words: readonly string[]): number | null {
  const [folded, foldedText] = [names.map(fold), fold(text)];
  let depth = 0;
  for (const word of words) {
    const place = folded.findIndex((name) => startsIn(name, word));
    if (place === -1 && !foldedText.includes(word)) return null;
    depth = Math.max(depth, place === -1 ? folded.length : place);
  }
  return depth;
}

function startsIn(name: string, word: string): boolean {
  return name.startsWith(word) || name.includes(` ${word}`) || (/[\p{Script=Han}]/u.test(word) && name.includes(word));
}

export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
