// Whatever a text is made of, the engine answers, marks valid positions, and takes time in proportion to its length.
import { cpuUsage } from 'node:process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from './engine.ts';
import { loadLanguagePacks } from '../language-packs.ts';
import type { Situation } from './advice/advice.ts';
import type { Span } from './text/span.ts';

const engine = createEngine({ packs: loadLanguagePacks() });
const now = '2026-03-11T10:30:00+03:00';
const languages = engine.languages.map(({ code }) => code);

const valid = (text: string, { start, end }: Span): boolean => Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end > start && end <= text.length;

/** One expectation for all spans: a megabyte has a hundred thousand. */
const inside = (text: string, spans: readonly Span[]): void => expect(spans.find((span) => !valid(text, span))).toBeUndefined();

const checkReading = (text: string, language: string | undefined): void => {
  const reading = engine.read(text, { now, ...(language === undefined ? {} : { language }) });
  const judged = [...reading.emotions, ...reading.intents, ...reading.risks, reading.urgency, reading.wantsHuman, ...(reading.complaint ? [reading.complaint.motive, reading.complaint.trigger] : [])];
  const spans = [...reading.ownWords, ...reading.asks, ...reading.facts, ...(reading.problem ? [reading.problem] : []), ...judged.flatMap(({ because }) => because)];
  inside(text, spans);
  expect([...reading.asks, ...reading.facts].find(({ start, end }) => !reading.ownWords.some((own) => start >= own.start && end <= own.end))).toBeUndefined();
  expect(judged.find(({ value, because }) => value !== 'none' && value !== false && because.length === 0)).toBeUndefined();
  expect(reading.valence).toBeGreaterThanOrEqual(-1);
  expect(reading.valence).toBeLessThanOrEqual(1);
  if (text.length < 10_000) expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
};

const checkAdvice = (draft: string, customer: readonly string[], language: string): void => {
  const situation: Situation = { customer, thread: customer, fault: 'company', card: { name: 'Tom', known: { order: '1182' } }, now, authority: '20 EUR' };
  const advice = engine.advise(draft, situation, { textLanguage: language });
  inside(draft, [...advice.findings, ...advice.commitments, ...Object.values(advice.empathy).flatMap(({ because }) => because), ...advice.questions.flatMap(({ answer }) => (answer ? [answer] : [])), ...advice.findings.flatMap(({ fix }) => (fix ? [fix] : []))]);
  for (const question of advice.questions) inside(customer[question.customer]!, [question]);
  for (const finding of advice.findings) expect(engine.tell(finding, language)).not.toBe('');
  for (const { text, start, end } of engine.promises(draft, { now, language })) expect(draft.slice(start, end)).toBe(text);
};

/** Words that rules know, beside what keyboards, vendors and attackers send. */
const piece = fc.oneof(
  fc.constantFrom(
    'I am furious', 'order 1182', "I'll call you tomorrow at 5 pm", 'Sorry, but', 'Когда придёт заказ', 'верну деньги до пятницы', 'non è arrivato', "L'ordine n. 12", '订单号12345还没收到', '下周三前', '我会尽快',
    '12 400,50 ₽', '€49', '05.03.2026', '31/02', '99999999999999999999', '3-5', '+7 916 123-45-67', 'a@b.example', '@@@', 'https://x.example/?q=(((', '4111 1111 1111 1111', '{first_name}', '[[[', ')))', ':)', '😂', '👨‍👩‍👧‍👦',
  ),
  fc.constantFrom('\ud800', '\udc00', '\ud83d', '\u200b', '\u200e\u202e', '\ufeff', '\u00ad', '\u0000', '\u2028', '\t', '\r', '\n\n', '...', '???!!!', '，。！？', '\u0301', 'İ', 'ﬁ', 'ẞ', '​', '> ', '-- ', "''''", '______'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const text = fc.array(fc.tuple(piece, fc.constantFrom(' ', '', '\n', ', ', '. ')), { maxLength: 40 }).map((pieces) => pieces.flat().join(''));
const language = fc.constantFrom(undefined, ...languages, 'und', 'de', 'en-GB', '', 'zz_ZZ');

describe('any text', () => {
  it('is read', () => fc.assert(fc.property(text, language, checkReading), { numRuns: 600 }));
  it('is advised on', () => fc.assert(fc.property(text, fc.array(text, { maxLength: 3 }), fc.constantFrom(...languages), checkAdvice), { numRuns: 400 }));
  it('gives the same answer twice', () => fc.assert(fc.property(text, (given) => {
      expect(engine.read(given, { now })).toEqual(engine.read(given, { now }));
    }), { numRuns: 100 }));
});

/** Each of these once broke some engine: one pattern, repeated. */
const bombs: readonly (readonly [string, string])[] = [
  ['letters', 'a'],
  ['words', 'sorry '],
  ['commas', ', '],
  ['at signs', 'a@'],
  ['dots', 'a.'],
  ['digits', '1'],
  ['numbers', '12 '],
  ['phones', '+7 916 '],
  ['money', '€1 '],
  ['brackets', '(['],
  ['braces', '{a'],
  ['quotes', '"«'],
  ['quotation lines', '> \n'],
  ['line ends', '\n'],
  ['ideographs', '退'],
  ['gaps', '请您尽快给我'],
  ['asks', 'when and where and how much is it, '],
  ['promises', "I'll call you tomorrow and "],
  ['dates', 'tomorrow at 5 pm by Friday in two days '],
  ['surrogates', '\ud83d'],
  ['marks', '!?'],
  ['apostrophes', "l'"],
  ['capitals', 'ANGRY. '],
  ['zero width', 'a\u200b'],
  ['question marks', '? '],
];

const cpu = (work: () => void): number => {
  const before = cpuUsage();
  work();
  const used = cpuUsage(before);
  return (used.user + used.system) / 1000;
};

const fastest = (work: () => void): number => Math.min(cpu(work), cpu(work));

describe('a long text', () => {
  it.each(bombs)('of %s takes time in proportion', (_name, unit) => {
    const of = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const read = (length: number) => fastest(() => void engine.read(of(length), { now }));
    const advise = (length: number) => fastest(() => void engine.advise(of(length), { customer: [of(2_000)], thread: [], fault: 'unknown', card: { name: null, known: {} }, now, authority: null }, { textLanguage: languages[0]! }));
    for (const measure of [read, advise]) {
      measure(1_000);
      const short = measure(6_000);
      const long = measure(48_000);
      // Eight times the text: a quadratic engine needs sixty-four times as long. The constant keeps a busy machine out.
      expect(long).toBeLessThan(28 * short + 120);
    }
  });

  it('of a megabyte is read and advised on', () => {
    const megabyte = 'Hello, I ordered a kettle on 5 March and it has still not arrived. When will it come? '.repeat(11_600);
    checkReading(megabyte, undefined);
    expect(engine.promises(megabyte, { now, language: 'en' })).toEqual([]);
  });
});
