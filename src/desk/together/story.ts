// The story so far, as a colleague would tell it: a note to begin with, for whoever hands over to change.
import type { Translate } from '../wording/interface.ts';
import type { KeyPoints } from '../../domain/key-points/key-points.ts';

export type StoryWords = { readonly mood: string | null; when(at: string): string; /** A fact with its name, in the words of whoever reads it. */ fact(fact: KeyPoints['facts'][number]): string };

/** Whatever is not known is not said. */
export function storyOf(points: KeyPoints, t: Translate<'together'>, { mood, when, fact }: StoryWords): string {
  const list = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `- ${line}`).join('\n')}`]);
  return [
    ...(points.lastWords ? [t('story.wants', { text: points.lastWords.text })] : []),
    ...(mood ? [t('story.mood', { mood })] : []),
    ...list(t('story.asks'), points.asks.filter((ask) => !ask.answered).map((ask) => ask.text)),
    ...(points.facts.length > 0 ? [t('story.facts', { facts: points.facts.map(fact).join(', ') })] : []),
    ...(points.lastAnswer ? [t('story.answered', { text: points.lastAnswer.text })] : []),
    ...list(t('story.promises'), points.promises.map(({ promise, due }) => (due ? t('story.promiseDue', { promise, when: when(due) }) : promise))),
    ...points.thirdParties.map(({ name, text }) => t('story.third', { name, text })),
  ].join('\n');
}
