import { expect, test } from 'vitest';
import { message, reading } from '../live/things-for-tests.ts';
import { moodMoments } from './mood-moments.ts';

const because = [{ start: 0, end: 1, rule: 'r', part: 'rule' as const }];
const angry = reading({ mood: 'anger', emotions: [{ value: 'anger', intensity: 0.9, probability: 0.9, because }] });
const at = (minute: number) => `2026-03-09T10:${String(minute).padStart(2, '0')}:00.000Z`;
const kinds = (moments: ReturnType<typeof moodMoments>) => moments?.map(({ kind, mood }) => (kind === 'customer' ? mood : kind)) ?? null;

test('is made of what the customer wrote and what we answered; a single message or no feeling at all has no line', () => {
  const first = message({ id: 'm1', createdAt: at(0), reading: angry });
  const answer = message({ id: 'm2', direction: 'out', author: { kind: 'agent', id: 'a', name: 'Anna' }, createdAt: at(1) });
  const last = message({ id: 'm3', createdAt: at(2), reading: reading() });
  expect(kinds(moodMoments([first, answer, last], [], []))).toEqual(['anger', 'answer', 'neutral']);
  expect(moodMoments([first, answer], [], [])).toBeNull();
  expect(moodMoments([last, message({ id: 'm4', createdAt: at(3), reading: reading() })], [], [])).toBeNull();
});

test('what is not held comes from before, once; machines and notes have no place in it', () => {
  const before = { key: 'm0', kind: 'customer' as const, at: at(0), mood: 'sadness', intensity: 0.5, words: '' };
  const held = message({ id: 'm1', createdAt: at(1), reading: angry });
  const machine = message({ id: 'm2', createdAt: at(2), machineSent: true, reading: angry });
  const note = message({ id: 'm3', direction: 'note', createdAt: at(3) });
  expect(kinds(moodMoments([held, machine, note], [], [before, { ...before, key: 'm1' }]))).toEqual(['sadness', 'anger']);
});
