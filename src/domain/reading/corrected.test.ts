import { describe, expect, test } from 'vitest';
import type { Reading } from '../../language/reading/reading.ts';
import { correctedReading } from './corrected.ts';
import type { Correction } from './correction.ts';
import { misfitOf, saidBy } from './correction.ts';

const because = (start: number, end: number, rule = 'a-rule') => [{ start, end, rule, part: 'rule' as const }];

const read: Reading = {
  language: { code: 'en', confidence: 0.7 }, ownWords: [{ start: 0, end: 60 }], mood: 'anger', valence: -0.6,
  emotions: [{ value: 'anger', intensity: 0.7, probability: 0.8, because: because(0, 5, 'anger') }, { value: 'anxiety', intensity: 0.4, probability: 0.6, because: because(8, 12, 'anxiety') }],
  intents: [{ value: 'complaint', probability: 0.8, because: because(0, 5, 'complaint') }, { value: 'question', probability: 0.7, because: because(20, 30, 'ask-question') }],
  complaint: { motive: { value: 'service', probability: 0.6, because: because(0, 5) }, trigger: { value: 'quality', probability: 0.6, because: because(0, 5) }, latent: false },
  urgency: { value: 'none', probability: 0.85, because: [] }, risks: [], wantsHuman: { value: false, probability: 0.95, because: [] }, formality: 'unknown',
  asks: [{ start: 20, end: 30 }], facts: [], problem: null, engine: { version: '1', pack: 'p' },
};
const inItalian: Reading = { ...read, language: { code: 'it', confidence: 1 }, mood: 'gratitude', emotions: [{ value: 'gratitude', intensity: 0.6, probability: 0.8, because: because(0, 4) }], complaint: null, intents: [], asks: [] };
const corrected = (...corrections: readonly Correction[]) => correctedReading(read, corrections, () => inItalian);

describe('the reading that counts', () => {
  test('is the engine\'s own where nobody says otherwise, and the engine\'s own is never touched', () => {
    const before = JSON.stringify(read);
    expect(corrected()).toEqual(read);
    corrected({ field: 'emotions', value: [] }, { field: 'complaint', value: { is: 'none', motive: null, trigger: null } });
    expect(JSON.stringify(read)).toBe(before);
  });

  test('another feeling takes the words of the one it replaces; others stay, and the mood is the first', () => {
    const { mood, emotions, valence } = corrected({ field: 'emotions', value: [{ value: 'disappointment', intensity: 0.9 }, { value: 'anxiety', intensity: 0.4 }] });
    expect(mood).toBe('disappointment');
    expect(emotions).toEqual([
      { value: 'disappointment', intensity: 0.9, probability: 1, because: [{ start: 0, end: 5, rule: 'person', part: 'person' }] },
      { value: 'anxiety', intensity: 0.4, probability: 1, because: because(8, 12, 'anxiety') },
    ]);
    expect(valence).toBeLessThan(read.valence);
  });

  test('a feeling that only was stronger keeps its words and rules', () => {
    const { emotions } = corrected({ field: 'emotions', value: [{ value: 'anger', intensity: 1 }] });
    expect(emotions).toEqual([{ value: 'anger', intensity: 1, probability: 1, because: because(0, 5, 'anger') }]);
  });

  test('no feeling is neutral, and thanks are no longer bad', () => {
    expect(corrected({ field: 'emotions', value: [] })).toMatchObject({ mood: 'neutral', emotions: [] });
    expect(corrected({ field: 'emotions', value: [{ value: 'gratitude', intensity: 0.6 }] }, { field: 'complaint', value: { is: 'none', motive: null, trigger: null } }).valence).toBeGreaterThan(0);
  });

  test('a complaint is none, plain or hidden, in the intents as in the complaint', () => {
    const none = corrected({ field: 'complaint', value: { is: 'none', motive: null, trigger: null } });
    expect([none.complaint, none.intents.map(({ value }) => value)]).toEqual([null, ['question']]);
    const hidden = corrected({ field: 'complaint', value: { is: 'latent', motive: 'rights', trigger: null } });
    expect(hidden.complaint).toMatchObject({ latent: true, motive: { value: 'rights', probability: 1 }, trigger: { value: 'quality', probability: 0.6 } });
    expect(hidden.intents.map(({ value }) => value)).toEqual(['question']);
    const plain = correctedReading({ ...read, complaint: null, intents: [] }, [{ field: 'complaint', value: { is: 'plain', motive: null, trigger: null } }], () => read);
    expect(plain.intents).toMatchObject([{ value: 'complaint', probability: 1 }]);
    expect(plain.complaint).toMatchObject({ latent: false, motive: { value: 'service', probability: 0.4 } });
  });

  test('every value that is listed has words, whatever was said', () => {
    const all = corrected(
      { field: 'urgency', value: 'now' }, { field: 'risks', value: ['legal'] }, { field: 'human', value: true }, { field: 'intents', value: ['cancellation', 'praise'] },
      { field: 'emotions', value: [{ value: 'joy', intensity: 0.5 }] }, { field: 'complaint', value: { is: 'plain', motive: 'attention', trigger: 'process' } },
    );
    for (const one of [...all.emotions, ...all.intents, ...all.risks, all.urgency, all.wantsHuman, all.complaint!.motive, all.complaint!.trigger]) expect(one.because.length, JSON.stringify(one.value)).toBeGreaterThan(0);
    expect(all.urgency).toMatchObject({ value: 'now', probability: 1 });
  });

  test('another language is read anew, and what else was said is said of that', () => {
    expect(corrected({ field: 'language', value: 'it' })).toMatchObject({ language: { code: 'it', confidence: 1 }, mood: 'gratitude', asks: [] });
    expect(corrected({ field: 'language', value: 'it' }, { field: 'asks', value: [{ start: 2, end: 9 }] })).toMatchObject({ mood: 'gratitude', asks: [{ start: 2, end: 9 }] });
  });
});

test('what a reading says, in the shape of corrections, gives the same reading again', () => {
  const said = saidBy(read);
  expect(said).toMatchObject({ emotions: [{ value: 'anger' }, { value: 'anxiety' }], intents: ['question'], complaint: { is: 'plain', motive: 'service' }, urgency: 'none', human: false, language: 'en' });
  const again = correctedReading(read, Object.entries(said).filter(([field]) => field !== 'language').map(([field, value]) => ({ field, value }) as Correction), () => read);
  expect(saidBy(again)).toEqual(said);
  expect(saidBy({ ...read, mood: 'neutral' }).emotions).toEqual([]);
});

test.each<[Correction, boolean]>([
  [{ field: 'asks', value: [{ start: 0, end: 5 }] }, true], [{ field: 'asks', value: [{ start: 0, end: 11 }] }, false], [{ field: 'asks', value: [{ start: 5, end: 5 }] }, false], [{ field: 'asks', value: [] }, true],
  [{ field: 'emotions', value: [{ value: 'joy', intensity: 1 }, { value: 'joy', intensity: 0.5 }] }, false], [{ field: 'intents', value: ['complaint'] }, false], [{ field: 'urgency', value: 'now' }, true],
])('%j fits a text of ten letters: %s', (correction, fits) => {
  expect(misfitOf(correction, 'ten letter') === null).toBe(fits);
});
