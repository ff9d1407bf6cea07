// Why they write. Questions and requests follow from the asks; small talk and information only hold where nothing else does.
import { evidenceOf, found, together } from './evidence.ts';
import { intents } from './reading.ts';
import type { Ask } from './asks.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Found, Intent } from './reading.ts';

const shown = 0.35;

const fromAsks = (asks: readonly Ask[], question: boolean): Evidence[] => asks.filter((ask) => ask.question === question).flatMap((ask) => ask.because);

/** A fault that is told is a complaint, but less surely than one that is called so. */
const problems = (table: EvidenceTable): Evidence[] => ['quality', 'communication', 'process', 'expectation'].flatMap((trigger) => evidenceOf(table, 'trigger', trigger).map((one) => ({ ...one, probability: one.probability * 0.8 })));

/** Whoever is angry with a desk complains, most of the time. */
const hurt = (table: EvidenceTable): Evidence[] => ['anger', 'disappointment'].flatMap((emotion) => evidenceOf(table, 'emotion', emotion).map((one) => ({ ...one, probability: one.probability * 0.7 })));

const evidenceFor = (intent: Intent, table: EvidenceTable, asks: readonly Ask[]): readonly Evidence[] => {
  const direct = evidenceOf(table, 'intent', intent);
  if (intent === 'complaint') return [...direct, ...problems(table), ...hurt(table)];
  if (intent === 'question') return [...direct, ...fromAsks(asks, true)];
  if (intent === 'request') return [...direct, ...fromAsks(asks, false)];
  return direct;
};

const weak: ReadonlySet<Intent> = new Set(['information', 'smalltalk']);

export const readIntents = (table: EvidenceTable, asks: readonly Ask[]): Found<Intent>[] => {
  const all = intents.flatMap((intent) => {
    const evidence = evidenceFor(intent, table, asks);
    return evidence.length === 0 || together(evidence) < shown ? [] : [found(intent, evidence)];
  });
  const strong = all.filter(({ value }) => !weak.has(value));
  const kept = strong.length > 0 ? [...strong, ...all.filter(({ value, probability }) => value === 'information' && probability >= 0.7)] : informationFirst(all);
  return kept.sort((a, b) => b.probability - a.probability);
};

/** "Hello, my number is 12" informs; the greeting is only its manner. */
const informationFirst = (all: readonly Found<Intent>[]): Found<Intent>[] => {
  const information = all.filter(({ value }) => value === 'information');
  return information.length > 0 ? information : [...all];
};
