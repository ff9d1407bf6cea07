// Labelled texts of all languages → learned weights for each. Two linear models are added up: one over the words of a language, one over
// what rules, concepts and marks found, which all languages learn together. Everything that is decided from scores (thresholds,
// probabilities, who wins a choice) is decided on texts whose authors the scores had not seen.
import { heads } from '../language/learned/heads.ts';
import { weightsVersion } from '../language/learned/weights.ts';
import { decide, heldOut, intensityFit } from './decide.ts';
import { fitLogistic, scoreOf } from './logistic.ts';
import { findingNames, findingRow, rowOf, vocabularyOf } from './vocabulary.ts';
import type { Weights } from '../language/learned/weights.ts';
import type { Fitted, Row } from './logistic.ts';
import type { Sample } from './samples.ts';

/** Chosen on the development parts: how much errors cost against the penalty. */
const costs = { words: 4, findings: 0.1 } as const;

export type Trained = { readonly weights: Weights; readonly texts: number; readonly publicRows: number; readonly authors: number; readonly heldOut: Readonly<Record<string, number>> };

const own = ({ source }: Sample): boolean => source === 'own';

/** Each fold is a training of its own. */
const mostFolds = 4;

/** For each sample which fold leaves it out: all texts of an author together; -1 for what only teaches. */
const foldsOf = (samples: readonly Sample[]): readonly number[] => {
  const authors = new Map<string, string[]>();
  for (const { language, author } of samples.filter(own)) {
    const known = authors.get(language) ?? [];
    authors.set(language, known);
    if (!known.includes(author)) known.push(author);
  }
  for (const known of authors.values()) known.sort();
  return samples.map((sample) => (sample.source === 'public' || sample.source === 'example' ? -1 : authors.get(sample.language)!.indexOf(sample.author) % mostFolds));
};

const isChoice = (head: string): boolean => /^(mood|motive|trigger|urgency|formality) /.test(head);

/** The values of a choice compete: each weighs as much as all others together, or rare ones would never win. */
const importanceOf = (head: string, targets: readonly number[], given: readonly number[]): Float64Array => {
  const positive = targets.reduce((sum, target) => sum + target, 0);
  if (!isChoice(head) || positive === 0 || positive === targets.length) return Float64Array.from(given);
  return Float64Array.from(targets, (target, index) => (given[index]! * targets.length) / (2 * (target > 0.5 ? positive : targets.length - positive)));
};

type Learning = { readonly rows: readonly Row[]; readonly samples: readonly Sample[]; readonly size: number; readonly cost: number };

const none = (size: number): Fitted => ({ weights: new Float64Array(size), bias: 0 });

const fitHead = ({ rows, samples, size, cost }: Learning, head: number, uses: (index: number) => boolean): Fitted => {
  const known = samples.flatMap(({ targets }, index) => (uses(index) && !Number.isNaN(targets[head]!) ? [index] : []));
  const targets = known.map((index) => samples[index]!.targets[head]!);
  if (!targets.some((target) => target > 0)) return none(size);
  return fitLogistic({ rows: known.map((index) => rows[index]!), targets, importance: importanceOf(heads[head]!, targets, known.map((index) => samples[index]!.importance)), size, cost });
};

type Learned = { readonly fitted: readonly Fitted[]; /** By head, of every sample, from a fit that had not seen its author. */ readonly unseen: readonly Float64Array[] };

const learn = (learning: Learning, folds: readonly number[], progress: (head: string) => void): Learned => {
  const numbers = [...new Set(folds)].filter((fold) => fold >= 0);
  const unseen: Float64Array[] = [];
  const fitted = heads.map((name, head) => {
    const scores = new Float64Array(learning.rows.length);
    if (numbers.length > 1) {
      for (const fold of numbers) {
        const without = fitHead(learning, head, (index) => folds[index] !== fold);
        learning.rows.forEach((row, index) => void (folds[index] === fold && (scores[index] = scoreOf(without, row))));
      }
    }
    unseen.push(scores);
    progress(name);
    return fitHead(learning, head, () => true);
  });
  return { fitted, unseen };
};

/** Weights of all features for all heads in 8 bits, and what one step of each head is. */
const quantised = (fitted: readonly Fitted[], size: number): { readonly values: Int8Array; readonly steps: readonly number[] } => {
  const values = new Int8Array(size * fitted.length);
  const steps = fitted.map(({ weights }, head) => {
    const step = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) / 127 || 1;
    weights.forEach((weight, row) => void (values[row * fitted.length + head] = Math.round(weight / step)));
    return Number(step.toPrecision(6));
  });
  return { values, steps };
};

const places = (value: number): number => Number(value.toPrecision(6));

const trainLanguage = (language: string, samples: readonly Sample[], folds: readonly number[], names: readonly string[], findings: Learned, progress: (head: string) => void): Trained => {
  const vocabulary = vocabularyOf(samples);
  const words = learn({ rows: samples.map((sample) => rowOf(sample, vocabulary)), samples, size: vocabulary.keys.length, cost: costs.words }, folds, progress);
  // Only the project's own texts decide; rows of public sets have taught.
  const asked = samples.flatMap((sample, index) => (own(sample) ? [index] : []));
  const judged = asked.map((index) => samples[index]!);
  const scores = heads.map((_, head) => Float64Array.from(asked, (index) => words.unseen[head]![index]! + findings.unseen[head]![index]!));
  const decided = decide(scores, judged);
  const [ofWords, found] = [quantised(words.fitted, vocabulary.keys.length), quantised(findings.fitted, names.length)];
  const weights: Weights = {
    language,
    version: weightsVersion,
    heads,
    findings: names,
    features: vocabulary.keys.length,
    wordStep: ofWords.steps,
    findingStep: found.steps,
    judging: decided.judging.map(({ slope, offset, least, handicap }, head) => ({ bias: places(words.fitted[head]!.bias + findings.fitted[head]!.bias), slope: places(slope), offset: places(offset), least: places(least), handicap: places(handicap) })),
    temperature: Object.fromEntries(Object.entries(decided.temperature).map(([field, value]) => [field, places(value)])),
    intensity: [...intensityFit(scores, judged)].map(places) as [number, number],
    keys: vocabulary.keys,
    rarity: vocabulary.rarity,
    words: ofWords.values,
    found: found.values,
  };
  return { weights, texts: judged.length, publicRows: samples.filter(({ source }) => source === 'public').length, authors: new Set(judged.map(({ author }) => author)).size, heldOut: heldOut(scores, judged, decided) };
};

const unlabelled = (sample: Sample): Sample => ({ ...sample, targets: new Float64Array(heads.length).fill(Number.NaN) });

/** @param progress is told what was just learned: "en mood anger", one of `heads` for the findings and again for each language */
export const train = (samples: readonly Sample[], progress: (what: string) => void): readonly Trained[] => {
  const folds = foldsOf(samples);
  const names = findingNames(samples.filter(own));
  const rowByName = new Map(names.map((name, row) => [name, row]));
  // What rules and concepts find means something else in film subtitles: findings are learned from customers alone.
  const findings = learn({ rows: samples.map((sample) => findingRow(sample, rowByName)), samples: samples.map((sample) => (sample.source === 'public' ? unlabelled(sample) : sample)), size: names.length, cost: costs.findings }, folds, (head) => progress(`findings ${head}`));
  return [...new Set(samples.map(({ language }) => language))].sort().map((language) => {
    const spoken = samples.flatMap((sample, index) => (sample.language === language ? [index] : []));
    const part: Learned = { fitted: findings.fitted, unseen: findings.unseen.map((scores) => Float64Array.from(spoken, (index) => scores[index]!)) };
    return trainLanguage(language, spoken.map((index) => samples[index]!), spoken.map((index) => folds[index]!), names, part, (head) => progress(`${language} ${head}`));
  });
};
