import { describe, expect, it } from 'vitest';
import { UnusableGold, goldAdvice, goldReading } from './gold.ts';
import { labelledRow, scoreRows } from './public-labels.ts';
import type { Reading } from '../language/reading/reading.ts';

const text = 'Where is it? I paid 20 euros. Where is it?';

describe('gold of a message', () => {
  it('takes judgements bare or as the engine says them, and places as words or offsets', () => {
    const bare = goldReading({ mood: 'anger', emotions: [{ value: 'anger', intensity: 0.7 }], intents: ['complaint'], complaint: { motive: 'service', trigger: 'quality', latent: false }, urgency: 'now', risks: ['legal'], wantsHuman: true, formality: 'polite', asks: ['Where is it?'], facts: [{ kind: 'money', text: '20 euros', value: '20 EUR' }], problem: { start: 13, end: 29 } }, text);
    const said = goldReading({ mood: { value: 'anger' }, emotions: [{ value: 'anger', intensity: 0.7, probability: 0.8 }], intents: [{ value: 'complaint', because: [] }], complaint: { motive: { value: 'service' }, trigger: { value: 'quality' }, latent: false }, urgency: { value: 'now' }, risks: [{ value: 'legal' }], wantsHuman: { value: true }, formality: 'polite', asks: [{ start: 0, end: 12 }], facts: [{ kind: 'money', start: 20, end: 28, value: '20 EUR' }], problem: 'I paid 20 euros.' }, text);
    expect(bare).toEqual(said);
  });

  it('leaves unlabelled what is left out, and keeps "none" as a label', () => {
    expect(goldReading({ mood: 'neutral' }, text)).toEqual({ mood: 'neutral' });
    expect(goldReading({ complaint: null, problem: null, risks: [] }, text)).toEqual({ complaint: null, problem: null, risks: [] });
  });

  it.each([
    [null, '"gold" must be an object'],
    [{ mood: 5 }, '"mood" must be a word'],
    [{ intents: 'complaint' }, '"intents" must be a list'],
    [{ asks: ['When?'] }, '"asks": the text does not hold "When?"'],
    [{ asks: [{ start: 40, end: 90 }] }, '"asks" must be words of the text, or {"start","end"} inside it'],
    [{ problem: { start: 5, end: 5 } }, '"problem" must be words of the text, or {"start","end"} inside it'],
    [{ asks: [''] }, '"asks" must be words of the text, or {"start","end"} inside it'],
    [{ complaint: 'yes' }, '"complaint" must be null or {"motive","trigger","latent"}'],
  ])('says what is wrong with %j', (gold, sentence) => {
    expect(() => goldReading(gold, text)).toThrow(new UnusableGold(sentence));
  });
});

describe('gold of a reply', () => {
  const draft = 'I will write today. It is free.';
  it('knows what is missing from what stands somewhere', () => {
    const gold = goldAdvice(
      { findings: [{ family: 'vagueness', level: 'warning', text: 'today' }, { family: 'next-step', level: 'warning' }, { family: 'unanswered-question', level: 'warning', asked: 'Where is it?' }], empathy: { cognitive: 1, emotional: null, practical: { level: 2 } }, questions: [{ customer: 0, text: 'Where is it?', answer: null }, { customer: 0, start: 13, end: 29, answer: 'It is free.' }], commitments: [{ text: 'I will write today', due: '2026-03-10' }] },
      draft,
      [text],
    );
    expect(gold.findings).toEqual([{ family: 'vagueness', level: 'warning', place: { start: 13, end: 18 } }, { family: 'next-step', level: 'warning', place: null }, { family: 'unanswered-question', level: 'warning', place: null }]);
    expect(gold.empathy).toEqual({ cognitive: 1, emotional: null, practical: 2 });
    expect(gold.questions).toEqual([{ customer: 0, start: 0, end: 12, answer: null }, { customer: 0, start: 13, end: 29, answer: { start: 20, end: 31 } }]);
    expect(gold.commitments).toEqual([{ start: 0, end: 18, due: '2026-03-10' }]);
  });

  it('says what is wrong', () => {
    expect(() => goldAdvice({ empathy: { cognitive: 3, emotional: 0, practical: 0 } }, draft, [])).toThrow('"empathy" levels are 0, 1, 2 or null');
    expect(() => goldAdvice({ questions: [{ customer: 4, text: 'x' }] }, draft, [text])).toThrow('"questions": the text does not hold "x"');
  });
});

describe('rows of public sets', () => {
  it('measures only what the labels can say', () => {
    const said = (...values: string[]) => ({ emotions: values.map((value) => ({ value })), complaint: null, valence: 0, urgency: { value: 'none' }, formality: 'unknown' }) as unknown as Reading;
    const scores = scoreRows([{ labels: ['fear', 'disgust'], text: '', said: said('anxiety', 'hope') }, { labels: ['neutral'], text: '', said: said('anger') }], { fear: 'emotion anxiety', anger: 'emotion anger' });
    expect(scores.map(({ value, precision, recall }) => [value, precision, recall])).toEqual([['macro', null, null], ['anxiety', 1, 1], ['anger', 0, null]]);
  });

  it('knows a row by its tab', () => {
    expect(labelledRow('a,b\tone\ttwo')).toEqual({ labels: ['a', 'b'], text: 'one\ttwo' });
    expect(labelledRow('no tab')).toBeNull();
  });
});
