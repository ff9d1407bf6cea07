import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { featuresOf } from './features.ts';
import { headIndex, heads } from './heads.ts';
import { scorerOf } from './score.ts';
import { UnusableWeights, packWeights, rarityStep, unpackWeights, weightsVersion } from './weights.ts';
import { plainGrammar } from '../pack/open.ts';
import { viewText } from '../text/view.ts';
import { loadLanguagePacks } from '../../language-packs.ts';
import { loadLearnedWeights } from '../../learned-weights.ts';
import type { Weights } from './weights.ts';

const view = (text: string) => viewText(text, plainGrammar);

const keysOf = (text: string): number[] => featuresOf(view(text)).flatMap((keys) => [...keys]);

/** One weight for the word alone, against `mood anger`; everything else says nothing. */
const weightsFor = (word: string, found: readonly string[] = []): Weights => {
  const keys = Uint32Array.of(keysOf(word)[0]!);
  const words = new Int8Array(heads.length);
  words[headIndex.get('mood anger')!] = 100;
  const findings = new Int8Array(found.length * heads.length).fill(10);
  return {
    language: 'en', version: weightsVersion, heads, findings: found, features: 1,
    wordStep: heads.map(() => 0.01), findingStep: heads.map(() => 0.1),
    judging: heads.map(() => ({ bias: 0, slope: 1, offset: 0, least: 0.6, handicap: 0 })),
    temperature: {}, intensity: [0.5, 0.1], keys, rarity: Uint8Array.of(1 / rarityStep), words, found: findings,
  };
};

describe('features', () => {
  it('are the same for the same words, whatever stands around them', () => expect(keysOf('late again')).toEqual(keysOf('late again')));
  it('hold words, pairs and pieces with their edges', () => {
    // two words, one pair; "late" has 3 + 4 + ... pieces of 3 to 5 letters between its edges
    const [one, two, both] = [keysOf('late'), keysOf('again'), keysOf('late again')];
    expect(both).toHaveLength(one.length + two.length + 1);
    for (const key of [...one, ...two]) expect(both).toContain(key);
  });
  it('take every number as one', () => expect(keysOf('order 5 late')).toEqual(keysOf('order 77 late')));
  it('take runs of up to four characters where words are not spaced, and none across a pause', () => {
    expect(keysOf('太慢了')).toHaveLength(6);
    expect(keysOf('太，慢')).toHaveLength(2);
  });
  it('end somewhere in a message without end', () => expect(keysOf('a '.repeat(100_000)).length).toBeLessThan(10_000));
});

describe('weights', () => {
  it('are the same after they were packed', () => expect(unpackWeights(packWeights(weightsFor('late', ['mark question'])))).toEqual(weightsFor('late', ['mark question'])));
  it('are the same where they lie in a larger memory, as what is read from a file does', () => {
    const bytes = packWeights(weightsFor('late'));
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    expect(unpackWeights(larger.subarray(7))).toEqual(weightsFor('late'));
  });
  it.each([
    ['nothing', new Uint8Array()],
    ['another file', new TextEncoder().encode('PNG and more than enough bytes of it')],
    ['a file cut off', packWeights(weightsFor('late')).subarray(0, -3)],
    ['weights of another version', packWeights({ ...weightsFor('late'), version: 0 })],
    ['weights for other heads', packWeights({ ...weightsFor('late'), heads: heads.slice(1) })],
  ])('are refused with a reason: %s', (_, bytes) => expect(() => unpackWeights(bytes)).toThrow(UnusableWeights));
  it('lie beside every language that ships, and fit this engine', () => expect(loadLearnedWeights().map(({ language }) => language)).toEqual(['en', 'it', 'ru', 'zh']));
});

describe('a score', () => {
  it('counts a feature once, however often it is seen', () => {
    const score = scorerOf(weightsFor('late'));
    const head = headIndex.get('mood anger')!;
    expect(score(view('late'), []).scores[head]).toBeCloseTo(1);
    expect(score(view('late late late'), []).scores[head]).toBeCloseTo(1);
    expect(score(view('early'), []).scores[head]).toBe(0);
  });
  it('adds what was found, and forgets it for the next text', () => {
    const score = scorerOf(weightsFor('late', ['mark question']));
    const head = headIndex.get('mood anger')!;
    expect(score(view('early'), [{ name: 'mark question', place: null }, { name: 'never learned', place: null }]).scores[head]).toBeCloseTo(1);
    expect(score(view('early'), []).scores[head]).toBe(0);
  });
});

describe('a reading with what was learned', () => {
  const packs = loadLanguagePacks();
  const engine = createEngine({ packs, weights: loadLearnedWeights() });
  const byRules = createEngine({ packs });
  const now = '2026-03-11T10:30:00+03:00';
  const texts: readonly (readonly [string, string])[] = [
    ['en', 'Third time I write and still nobody has bothered to answer. What exactly am I paying you for?'],
    ['ru', 'Третий раз пишу, и никто так и не удосужился ответить. За что я вообще плачу?'],
    ['it', 'È la terza volta che scrivo e nessuno si è degnato di rispondere. Ma per cosa vi pago?'],
    ['zh', '第三次来问了，还是没有一个人理我，我交钱到底是为了什么？'],
  ];
  it.each(texts)('finds anger that no rule names: %s', (language, text) => {
    const reading = engine.read(text, { now, language });
    expect(reading.mood).not.toBe('neutral');
    expect(reading.emotions.map(({ value }) => value)).toContain('anger');
    expect(reading.intents.map(({ value }) => value)).toContain('complaint');
  });
  it.each(texts)('says of everything that it tells by which words, and which part knew: %s', (language, text) => {
    const reading = engine.read(text, { now, language });
    const told = [...reading.emotions, ...reading.intents, ...reading.risks, ...(reading.complaint ? [reading.complaint.motive, reading.complaint.trigger] : [])];
    expect(told.length).toBeGreaterThan(1);
    for (const { because, probability } of told) {
      expect(because.length).toBeGreaterThan(0);
      for (const { start, end, part } of because) {
        expect(text.slice(start, end).trim()).not.toBe('');
        expect(['rule', 'learned']).toContain(part);
      }
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
    expect(told.some(({ because }) => because.some(({ part }) => part === 'learned'))).toBe(true);
  });
  it('tells the mood among the emotions', () => {
    for (const [language, text] of texts) {
      const { mood, emotions } = engine.read(text, { now, language });
      if (mood !== 'neutral') expect(emotions[0]!.value).toBe(mood);
    }
  });
  it('leaves language, asks, facts and the problem to the rules', () => {
    for (const [language, text] of texts) {
      const [learned, ruled] = [engine.read(text, { now, language }), byRules.read(text, { now, language })];
      for (const field of ['language', 'asks', 'facts', 'problem', 'ownWords'] as const) expect(learned[field]).toEqual(ruled[field]);
    }
  });
  it('says nothing of an empty text, and reads a language without weights by its rules', () => {
    expect(engine.read('', { now })).toMatchObject({ mood: 'neutral', emotions: [], intents: [], risks: [], complaint: null });
    expect(engine.read('¡Esto es INACEPTABLE!', { now, language: 'es' })).toEqual(byRules.read('¡Esto es INACEPTABLE!', { now, language: 'es' }));
  });
  it('never passes over a rule that sees danger to a person', () => {
    const danger = 'I want to kill myself, nothing makes sense any more.';
    expect(byRules.read(danger, { now, language: 'en' }).risks.map(({ value }) => value)).toContain('self-harm');
    expect(engine.read(danger, { now, language: 'en' }).risks.map(({ value }) => value)).toContain('self-harm');
  });
});
