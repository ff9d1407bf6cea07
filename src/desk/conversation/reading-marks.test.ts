import { describe, expect, test } from 'vitest';
import { reading } from '../live/things-for-tests.ts';
import { dotsOf, marksOf, quotesOf, reasonsOf, strengthOf } from './reading-marks.ts';

const because = (start: number, end: number, rule = 'a-rule') => [{ start, end, rule, part: 'rule' as const }];
const kinds = (part: Parameters<typeof reading>[0]) => marksOf(reading(part)).map((mark) => `${mark.kind} ${mark.value}`);

describe('what is said about a message', () => {
  test('is nothing where nothing was read', () => {
    expect(marksOf(reading())).toEqual([]);
  });

  test('carries the words that caused it', () => {
    const [mark] = marksOf(
      reading({
        emotions: [{ value: 'anger', intensity: 0.9, probability: 0.9, because: [...because(0, 7, 'anger-strong'), ...because(9, 12, 'anger-strong')] }],
      }),
    );
    expect(mark).toMatchObject({
      kind: 'emotion',
      value: 'anger',
      strength: 3,
      perhaps: false,
      spans: [
        { start: 0, end: 7 },
        { start: 9, end: 12 },
      ],
    });
  });

  test('says perhaps where the reading is not sure, and keeps silent where it is not even likely', () => {
    const marks = marksOf(
      reading({
        emotions: [
          { value: 'anger', intensity: 0.9, probability: 0.5, because: because(0, 1) },
          { value: 'sadness', intensity: 0.8, probability: 0.1, because: because(0, 1) },
        ],
      }),
    );
    expect(marks.map((mark) => [mark.value, mark.perhaps])).toEqual([['anger', true]]);
  });

  test('a complaint is told once: as hidden where it is, else as a complaint', () => {
    const motive = { value: 'service' as const, probability: 0.7, because: because(0, 4) };
    const trigger = { value: 'quality' as const, probability: 0.7, because: because(0, 4) };
    const intents = [{ value: 'complaint' as const, probability: 0.9, because: because(0, 4) }];
    expect(kinds({ complaint: { motive, trigger, latent: true }, intents })).toEqual(['complaint latent']);
    expect(kinds({ complaint: { motive, trigger, latent: false }, intents })).toEqual(['complaint plain']);
  });

  test('only danger to people is marked as danger', () => {
    const marks = marksOf(
      reading({
        risks: [
          { value: 'legal', probability: 0.9, because: because(0, 1) },
          { value: 'self-harm', probability: 0.4, because: because(0, 1) },
        ],
      }),
    );
    expect(marks.map((mark) => [mark.value, mark.danger])).toEqual([
      ['legal', false],
      ['self-harm', true],
    ]);
  });

  test('asks are counted, and the same fact in two places is one mark', () => {
    const marks = marksOf(
      reading({
        asks: [
          { start: 0, end: 4 },
          { start: 5, end: 9 },
        ],
        facts: [
          { kind: 'order', value: 'A-1', start: 0, end: 3 },
          { kind: 'order', value: 'A-1', start: 10, end: 13 },
        ],
      }),
    );
    expect(marks).toHaveLength(2);
    expect(marks[0]).toMatchObject({ kind: 'asks', count: 2 });
    expect(marks[1]).toMatchObject({
      kind: 'fact',
      value: 'order',
      fact: { kind: 'order', value: 'A-1' },
      spans: [
        { start: 0, end: 3 },
        { start: 10, end: 13 },
      ],
    });
  });
});

describe('what people said of it', () => {
  const by = { id: 'c1', by: { kind: 'agent' as const, id: 'a1' }, at: '2026-03-09T10:00:00.000Z' };

  test('stands at the word it is about', () => {
    const sad = { field: 'emotions' as const, value: [{ value: 'sadness' as const, intensity: 0.6 }], before: [{ value: 'anger' as const, intensity: 0.9 }], ...by };
    const [mark] = marksOf(reading({ emotions: [{ value: 'sadness', intensity: 0.6, probability: 1, because: because(0, 4) }] }), [sad]);
    expect(mark).toMatchObject({ kind: 'emotion', value: 'sadness', corrected: { id: 'c1' } });
  });

  test('stands alone where it left nothing to see, or is no word of its own', () => {
    const calm = { field: 'urgency' as const, value: 'none' as const, before: 'now' as const, ...by };
    const italian = { field: 'language' as const, value: 'it', before: 'es', ...by };
    expect(marksOf(reading(), [calm, italian]).map((mark) => [mark.kind, mark.value, mark.corrected?.id])).toEqual([
      ['said', 'urgency', 'c1'],
      ['said', 'language', 'c1'],
    ]);
  });
});

test('a rule says its sentence once, with all the words it found; a variant says what its rule says', () => {
  const text = 'furious, never again, now';
  const causes = [
    { start: 0, end: 7, rule: 'anger-strong' },
    { start: 9, end: 20, rule: 'anger-strong/idioms' },
    { start: 22, end: 25, rule: 'of-our-house' },
  ];
  expect(reasonsOf(text, causes, { 'anger-strong': 'Words of open fury.' })).toEqual([
    { sentence: 'Words of open fury.', quotes: ['furious', 'never again'] },
    { sentence: '', quotes: ['now'] },
  ]);
});

test('strength is drawn by shape', () => {
  expect([0, 0.2, 0.34, 0.6, 0.67, 1].map((intensity) => dotsOf(strengthOf(intensity)))).toEqual(['●○○', '●○○', '●●○', '●●○', '●●●', '●●●']);
});

test('quotes are short, whole characters, and not repeated', () => {
  const text = `no\n  no ${'🙃'.repeat(80)}`;
  expect(
    quotesOf(text, [
      { start: 0, end: 2 },
      { start: 5, end: 7 },
    ]),
  ).toEqual(['no']);
  const [long] = quotesOf(text, [{ start: 8, end: text.length }]);
  expect(long).toBe(`${'🙃'.repeat(58)}…`);
});
