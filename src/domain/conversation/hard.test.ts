import { expect, test } from 'vitest';
import { isHard, isHot } from './hard.ts';

type Read = Parameters<typeof isHard>[0];
const calm: Read = { mood: 'neutral', emotions: [], urgency: { value: 'none', probability: 0.9, because: [] }, complaint: null, risks: [] };
const because = [{ start: 0, end: 1, rule: 'r', part: 'rule' as const }];
const felt = (mood: 'anger' | 'joy' | 'sadness', intensity: number): Read => ({ ...calm, mood, emotions: [{ value: mood, intensity, probability: 0.9, because }] });
const said = <Value>(value: Value) => ({ value, probability: 0.8, because });
const complaint = (latent: boolean): Read => ({ ...calm, complaint: { motive: said('service' as const), trigger: said('quality' as const), latent } });

test.each<[string, Read, boolean, boolean]>([
  ['calm', calm, false, false],
  ['furious', felt('anger', 0.9), true, true],
  ['slightly irritated', felt('anger', 0.3), false, false],
  ['clearly sad', felt('sadness', 0.5), true, true],
  ['delighted', felt('joy', 1), false, false],
  ['pressing', { ...calm, urgency: said('now') }, false, true],
  ['soon', { ...calm, urgency: said('soon') }, false, false],
  ['a complaint', complaint(false), false, true],
  ['a hidden complaint', complaint(true), false, false],
  ['danger to somebody', { ...calm, risks: [said('self-harm')] }, true, true],
  ['about to leave', { ...calm, risks: [said('churn')] }, false, false],
])('%s', (_name, read, hot, hard) => {
  expect([isHot(read), isHard(read)]).toEqual([hot, hard]);
});
