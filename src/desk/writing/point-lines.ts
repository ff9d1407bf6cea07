// The key points one by one, and as words for colleagues, in the agent's language.
import { useCallback } from 'react';
import type { Emotion, FactKind } from '../../language/reading/reading.ts';
import type { KeyPoints } from '../../domain/key-points/key-points.ts';
import { pointKey, type Left } from '../../domain/key-points/words.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export type PointLine = { readonly key: string; readonly kind: 'problem' | 'mood' | 'asked' | 'open' | 'fact' | 'promise' | 'missed'; readonly text: string; readonly message: string; readonly mood?: Emotion; readonly fact?: FactKind };

export function pointLines({ problem, mood, asks, facts, promises }: KeyPoints): PointLine[] {
  return [
    ...(problem ? [{ key: pointKey.problem, kind: 'problem', ...problem } as const] : []),
    ...(mood && mood.value !== 'neutral' ? [{ key: pointKey.mood, kind: 'mood', text: mood.text, message: mood.message, mood: mood.value } as const] : []),
    ...asks.map(({ text, message, answered }, index): PointLine => ({ key: pointKey.ask(index), kind: answered ? 'asked' : 'open', text, message })),
    ...facts.map(({ text, message, kind }, index): PointLine => ({ key: pointKey.fact(index), kind: 'fact', text, message, fact: kind })),
    ...promises.map(({ promise, message, missed }, index): PointLine => ({ key: pointKey.promise(index), kind: missed ? 'missed' : 'promise', text: promise, message })),
  ];
}

export function useNoteWords(): (points: KeyPoints, left: Left) => string {
  const { t } = useTranslation('writing');
  const { t: reading } = useTranslation();
  const due = useDueTime();
  return useCallback(
    (points, left) => {
      const quote = (words: string) => t('points.note.quote', { words });
      const lines: string[] = [];
      const add = (key: string, line: string) => {
        if (!left.has(key)) lines.push(line);
      };
      if (points.problem) add(pointKey.problem, t('points.note.problem', { words: quote(points.problem.text) }));
      const { mood } = points;
      if (mood && mood.value !== 'neutral') {
        const name = reading(`reading.emotion.${mood.value}`);
        add(pointKey.mood, mood.text === '' ? t('points.note.mood', { mood: name }) : t('points.note.moodWords', { mood: name, words: quote(mood.text) }));
      }
      for (const [index, ask] of points.asks.entries()) add(pointKey.ask(index), t(ask.answered ? 'points.note.asked' : 'points.note.open', { words: quote(ask.text) }));
      const facts = points.facts.filter((_fact, index) => !left.has(pointKey.fact(index))).map((fact) => `${reading(`reading.fact.${fact.kind}`)} ${fact.text}`);
      if (facts.length > 0) lines.push(t('points.note.facts', { facts: facts.join(', ') }));
      for (const [index, promise] of points.promises.entries()) {
        const words = quote(promise.promise);
        const dated = promise.due === null ? null : { words, due: due(promise.due) };
        add(pointKey.promise(index), promise.missed ? (dated ? t('points.note.missed', dated) : t('points.note.missedUndated', { words })) : dated ? t('points.note.promiseBy', dated) : t('points.note.promise', { words }));
      }
      return lines.length === 0 ? '' : [`**${t('points.note.opening')}**`, ...lines.map((line) => `- ${line}`)].join('\n');
    },
    [due, reading, t],
  );
}
