// The story so far, as a colleague would tell it: a note to begin with, for whoever hands over to change.
import type { TFunction } from 'i18next';
import type { Recap } from '../../domain/conversation/recap.ts';

const longest = 280;

export type StoryWords = { readonly mood: string | null; when(at: string): string };

/** Whatever is not known is not said. */
export function storyOf(recap: Recap, t: TFunction<'together'>, { mood, when }: StoryWords): string {
  const list = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `- ${short(line)}`).join('\n')}`]);
  return [
    ...(recap.lastWords ? [t('story.wants', { text: short(recap.lastWords.text) })] : []),
    ...(mood ? [t('story.mood', { mood })] : []),
    ...list(t('story.asks'), recap.asks.map((ask) => ask.text)),
    ...(recap.facts.length > 0 ? [t('story.facts', { facts: recap.facts.map((fact) => fact.value).join(', ') })] : []),
    ...(recap.lastAnswer ? [t('story.answered', { text: short(recap.lastAnswer.text) })] : []),
    ...list(t('story.promises'), recap.promises.map(({ promise, due }) => (due ? t('story.promiseDue', { promise, when: when(due.by) }) : promise))),
    ...recap.thirdParties.map(({ name, text }) => t('story.third', { name, text: short(text) })),
  ].join('\n');
}

function short(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd().toWellFormed()}…`;
}
