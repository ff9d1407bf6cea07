// The moments that a line of moods is made of; null where there is nothing to see in it.
import type { CommitmentView, MessageView } from '../../contract/views.ts';
import { withoutMarks } from '../../domain/conversation/summary.ts';

export type MoodMoment = { readonly key: string; readonly kind: 'customer' | 'answer' | 'promise'; readonly at: string; readonly mood: string; readonly intensity: number; readonly words: string };

const few = 60;

export function moodMoments(messages: readonly MessageView[], commitments: readonly CommitmentView[], earlier: readonly MoodMoment[]): MoodMoment[] | null {
  const held = new Set(messages.map(({ id }) => id));
  const said = messages.flatMap(momentOf);
  const before = earlier.filter(({ key }) => !held.has(key));
  const times = new Map([...said, ...before].map(({ key, at }) => [key, at]));
  const promises = commitments.flatMap(({ id, message, promise }): MoodMoment[] => {
    const at = times.get(message);
    return at === undefined ? [] : [{ key: `promise-${id}`, kind: 'promise', at, mood: 'neutral', intensity: 0, words: promise }];
  });
  const moments = [...before, ...said, ...promises];
  const felt = moments.filter(({ kind }) => kind === 'customer');
  // One message is told by the word beside it, and where nobody felt anything there is no line.
  return felt.length < 2 || felt.every(({ mood }) => mood === 'neutral') ? null : moments;
}

function momentOf({ id, direction, author, machineSent, removedAt, createdAt, reading, text }: MessageView): MoodMoment[] {
  if (removedAt || machineSent) return [];
  const words = [...withoutMarks(text.slice(0, 200), direction).replace(/\s+/gu, ' ').trim()];
  const moment = { key: id, at: createdAt, words: words.length > few ? `${words.slice(0, few).join('')}…` : words.join('') };
  if (direction === 'out' && author.kind === 'agent') return [{ ...moment, kind: 'answer', mood: 'neutral', intensity: 0 }];
  if (direction !== 'in' || !reading) return [];
  return [{ ...moment, kind: 'customer', mood: reading.mood, intensity: reading.emotions.find(({ value }) => value === reading.mood)?.intensity ?? 0 }];
}
