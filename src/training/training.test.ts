import { describe, expect, it } from 'vitest';
import { fitLogistic, scoreOf } from './logistic.ts';
import { publicTargets } from './public-rows.ts';
import { intensitiesOf, targetsOf } from './samples.ts';
import { train } from './train.ts';
import { headIndex, heads } from '../language/learned/heads.ts';
import { goldReading } from '../evaluation/gold.ts';
import type { Sample } from './samples.ts';

const target = (targets: Float64Array, head: string): number => targets[headIndex.get(head)!]!;

describe('what each head should say', () => {
  const gold = goldReading({ mood: 'anger', emotions: [{ value: 'anger', intensity: 0.6 }], intents: ['complaint'], complaint: { motive: 'rights', trigger: 'process', latent: false }, urgency: 'soon', valence: -0.5 }, 'text');
  it('is yes, no, a share, or not asked', () => {
    const targets = targetsOf(gold);
    expect([target(targets, 'mood anger'), target(targets, 'mood joy'), target(targets, 'emotion anger'), target(targets, 'motive rights'), target(targets, 'motive venting'), target(targets, 'complaint latent')]).toEqual([1, 0, 1, 1, 0, 0]);
    expect(target(targets, 'valence')).toBe(0.25);
    expect(target(targets, 'formality polite')).toBeNaN();
    expect(target(targets, 'risk legal')).toBeNaN();
    expect(intensitiesOf(gold)).toEqual({ anger: 0.6 });
  });
  it('asks why somebody complains only of complaints', () => expect(target(targetsOf(goldReading({ complaint: null }, 'text')), 'motive rights')).toBeNaN());
  it('of a public set is only what its labels can say', () => {
    const targets = publicTargets({ labels: ['fear', 'pride'], text: '' }, { fear: 'emotion anxiety', joy: 'emotion joy' });
    expect([target(targets, 'emotion anxiety'), target(targets, 'emotion joy')]).toEqual([1, 0]);
    expect(target(targets, 'emotion hope')).toBeNaN();
    expect(target(targets, 'mood anger')).toBeNaN();
    expect(target(publicTargets({ labels: ['positive'], text: '' }, { positive: 'valence positive', negative: 'valence negative' }), 'valence')).toBeGreaterThan(0.5);
  });
});

const row = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: new Float32Array(ids.length).fill(1) });

describe('logistic regression', () => {
  it('finds what separates, and stands where the slope of its loss is nothing', () => {
    const rows = [row(0), row(0, 1), row(1), row(2), row(1, 2), row()];
    const targets = [1, 1, 0, 0, 0, 0.5];
    const fitted = fitLogistic({ rows, targets, importance: new Float64Array(6).fill(1), size: 3, cost: 1 });
    expect(scoreOf(fitted, row(0))).toBeGreaterThan(0);
    expect(scoreOf(fitted, row(2))).toBeLessThan(0);
    // Of every weight: itself plus what all errors pull is nothing.
    for (let feature = 0; feature < 3; feature += 1) {
      const pull = rows.reduce((sum, one, index) => (one.ids.includes(feature) ? sum + 1 / (1 + Math.exp(-scoreOf(fitted, one))) - targets[index]! : sum), 0);
      expect(fitted.weights[feature]! + pull).toBeCloseTo(0, 1);
    }
  });
  it('is the same every time', () => {
    const task = { rows: [row(0), row(1), row(0, 1)], targets: [1, 0, 1], importance: [1, 1, 1], size: 2, cost: 2 };
    expect(fitLogistic(task)).toEqual(fitLogistic(task));
  });
});

describe('training', () => {
  const key = { furious: 11, please: 12, common: 13 };
  const sample = (author: string, angry: boolean, importance = 1): Sample => ({
    language: 'en', author, importance, source: importance === 1 ? 'own' : 'public',
    features: [Uint32Array.of(key.common, angry ? key.furious : key.please), Uint32Array.of()],
    findings: [angry ? 'mark insisting' : 'mark question'],
    targets: targetsOf(goldReading({ mood: angry ? 'anger' : 'neutral', emotions: angry ? [{ value: 'anger', intensity: 0.8 }] : [], intents: [angry ? 'complaint' : 'question'], risks: [], urgency: 'none', wantsHuman: false, valence: angry ? -0.8 : 0 }, 'text')),
    intensities: angry ? { anger: 0.8 } : {},
  });
  const samples = ['one', 'two', 'three'].flatMap((author) => Array.from({ length: 12 }, (_, index) => sample(author, index % 2 === 0)));
  const [trained] = train(samples, () => undefined);
  it('learns from words and findings, and measures on authors that it left out', () => {
    expect(trained!.texts).toBe(36);
    expect(trained!.authors).toBe(3);
    expect(trained!.heldOut['mood']).toBeCloseTo(1);
    const { weights } = trained!;
    expect([...weights.keys]).toEqual([key.furious, key.please, key.common]);
    const anger = headIndex.get('mood anger')!;
    expect(weights.words[0 * heads.length + anger]!).toBeGreaterThan(0);
    expect(weights.words[1 * heads.length + anger]!).toBeLessThan(0);
    expect(weights.findings).toEqual(['mark insisting', 'mark question']);
    expect(weights.found[0 * heads.length + anger]!).toBeGreaterThan(0);
  });
  it('tells a value from where most of what is told is so', () => {
    const { least, slope } = trained!.weights.judging[headIndex.get('emotion anger')!]!;
    expect(slope).toBeGreaterThan(0);
    expect(least).toBeGreaterThan(0.1);
    expect(least).toBeLessThan(0.9);
  });
  it('never tells what no text had', () => expect(trained!.weights.judging[headIndex.get('risk fraud')!]!.least).toBe(1));
  it('takes rows of public sets as teachers, not as judges', () => {
    const rows = Array.from({ length: 30 }, (_, index) => sample('subtitles', index % 2 === 0, 0.05));
    const [again] = train([...samples, ...rows], () => undefined);
    expect(again).toMatchObject({ texts: 36, publicRows: 30, authors: 3 });
  });
});
