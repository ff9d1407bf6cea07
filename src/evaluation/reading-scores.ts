// How well messages were read, field by field, against their labels.
import { calibrationError } from './calibration.ts';
import { overlaps, pairUp, tallyCharacters, tallySpans, touches } from './spans.ts';
import { add, f1, macroF1, mean, nothing, precision, recall, tallySets } from './tally.ts';
import { emotions, factKinds, intents, motives, risks, triggers, urgencies } from '../language/reading/reading.ts';
import type { Judged } from './calibration.ts';
import type { GoldReading } from './gold.ts';
import type { Tally } from './tally.ts';
import type { Reading } from '../language/reading/reading.ts';

export type Pair = { readonly gold: GoldReading; readonly said: Reading };

/** One line of the table. `count` says of how many labelled texts; a share that has nothing to be a share of is `null`. */
export type Score = { readonly field: string; readonly value: string; readonly count: number; readonly precision: number | null; readonly recall: number | null; readonly f1: number | null };

/** The mean over the values of a field is told under this name. */
export const overall = 'macro';

const line = (field: string, value: string, tally: Tally): Score => ({ field, value, count: tally.right + tally.missed, precision: precision(tally), recall: recall(tally), f1: f1(tally) });

const known = <Name extends keyof GoldReading>(pairs: readonly Pair[], name: Name): readonly (Pair & { readonly wanted: Exclude<GoldReading[Name], undefined> })[] =>
  pairs.flatMap((pair) => (pair.gold[name] === undefined ? [] : [{ ...pair, wanted: pair.gold[name] as Exclude<GoldReading[Name], undefined> }]));

type Sets = readonly { readonly gold: readonly string[]; readonly said: readonly string[] }[];

const family = (field: string, values: readonly string[], sets: Sets): Score[] => {
  if (sets.length === 0) return [];
  const tallies = tallySets(values, sets);
  const macro: Score = { field, value: overall, count: sets.length, precision: null, recall: null, f1: macroF1(tallies) };
  return [macro, ...[...tallies].filter(([, tally]) => tally.right + tally.wrong + tally.missed > 0).map(([value, tally]) => line(field, value, tally))];
};

const one = (pairs: readonly Pair[], field: 'mood' | 'urgency' | 'formality', values: readonly string[], said: (reading: Reading) => string): Score[] =>
  family(field, values, known(pairs, field).map(({ wanted, said: reading }) => ({ gold: [wanted], said: [said(reading)] })));

const yesOrNo = (field: string, cases: readonly { readonly is: boolean; readonly said: boolean }[]): Score[] =>
  cases.length === 0 ? [] : [line(field, 'yes', tallySets(['yes'], cases.map(({ is, said }) => ({ gold: is ? ['yes'] : [], said: said ? ['yes'] : [] }))).get('yes')!)];

const complaints = (pairs: readonly Pair[]): Score[] => {
  const all = known(pairs, 'complaint');
  const both = all.filter(({ wanted, said }) => wanted !== null && said.complaint !== null);
  return [
    ...yesOrNo('complaint', all.map(({ wanted, said }) => ({ is: wanted !== null && !wanted.latent, said: said.complaint !== null && !said.complaint.latent }))),
    ...yesOrNo('latent complaint', all.map(({ wanted, said }) => ({ is: wanted?.latent === true, said: said.complaint?.latent === true }))),
    ...family('motive', motives, both.map(({ wanted, said }) => ({ gold: [wanted!.motive ?? ''], said: [said.complaint!.motive.value] }))),
    ...family('trigger', triggers, both.map(({ wanted, said }) => ({ gold: [wanted!.trigger ?? ''], said: [said.complaint!.trigger.value] }))),
  ];
};

const sameValue = (kind: string, one: string, other: string): boolean => {
  if (one === other) return true;
  // 389.00 EUR is 389 EUR.
  const [amount, currency] = one.split(' ');
  const [otherAmount, otherCurrency] = other.split(' ');
  if (kind === 'money') return Number(amount) === Number(otherAmount) && currency === otherCurrency;
  return kind === 'name' && one.toLowerCase() === other.toLowerCase();
};

/** A fact is right where kind, place and normalised value are. */
const facts = (pairs: readonly Pair[]): Score[] => {
  const all = known(pairs, 'facts');
  return factKinds.flatMap((kind) => {
    const tally = all
      .map(({ wanted, said }) => {
        const [gold, found] = [wanted.filter((fact) => fact.kind === kind), said.facts.filter((fact) => fact.kind === kind)];
        const right = pairUp(gold, found, (a, b) => touches(a, b) && sameValue(kind, a.value, b.value)).length;
        return { right, wrong: found.length - right, missed: gold.length - right };
      })
      .reduce(add, nothing);
    return tally.right + tally.wrong + tally.missed === 0 ? [] : [line('fact', kind, tally)];
  });
};

const spans = (pairs: readonly Pair[]): Score[] => {
  const total = (tallies: readonly Tally[]): Tally => tallies.reduce(add, nothing);
  const asks = known(pairs, 'asks');
  const problems = known(pairs, 'problem').filter(({ wanted }) => wanted !== null);
  const own = known(pairs, 'ownWords');
  return [
    ...(asks.length === 0 ? [] : [line('asks', 'overlap', total(asks.map(({ wanted, said }) => tallySpans(wanted, said.asks))))]),
    ...(problems.length === 0 ? [] : [line('problem', 'overlap', total(problems.map(({ wanted, said }) => ({ right: said.problem !== null && overlaps(wanted!, said.problem) ? 1 : 0, wrong: said.problem !== null && !overlaps(wanted!, said.problem) ? 1 : 0, missed: said.problem !== null && overlaps(wanted!, said.problem) ? 0 : 1 }))))]),
    ...(own.length === 0 ? [] : [line('own words', 'characters', total(own.map(({ wanted, said }) => tallyCharacters(wanted, said.ownWords))))]),
  ];
};

/** Every judgement that was listed, with whether it was so. */
const judged = (pairs: readonly Pair[]): Readonly<Record<'emotions' | 'intents' | 'urgency' | 'risks', readonly Judged[]>> => ({
  emotions: known(pairs, 'emotions').flatMap(({ wanted, said }) => said.emotions.map(({ value, probability }) => ({ probability, right: wanted.some((emotion) => emotion.value === value) }))),
  intents: known(pairs, 'intents').flatMap(({ wanted, said }) => said.intents.map(({ value, probability }) => ({ probability, right: wanted.includes(value) }))),
  urgency: known(pairs, 'urgency').map(({ wanted, said }) => ({ probability: said.urgency.probability, right: wanted === said.urgency.value })),
  risks: known(pairs, 'risks').flatMap(({ wanted, said }) => said.risks.map(({ value, probability }) => ({ probability, right: wanted.includes(value) }))),
});

export function scoreReadings(pairs: readonly Pair[]): Score[] {
  return [
    ...family('language', [...new Set(known(pairs, 'language').map(({ wanted }) => wanted))], known(pairs, 'language').map(({ wanted, said }) => ({ gold: [wanted], said: [said.language.code] }))),
    ...one(pairs, 'mood', ['neutral', ...emotions], (reading) => reading.mood),
    ...family('emotion', emotions, known(pairs, 'emotions').map(({ wanted, said }) => ({ gold: wanted.map(({ value }) => value), said: said.emotions.map(({ value }) => value) }))),
    ...family('intent', intents, known(pairs, 'intents').map(({ wanted, said }) => ({ gold: wanted, said: said.intents.map(({ value }) => value) }))),
    ...complaints(pairs),
    ...one(pairs, 'urgency', urgencies, (reading) => reading.urgency.value),
    ...family('risk', risks, known(pairs, 'risks').map(({ wanted, said }) => ({ gold: wanted, said: said.risks.map(({ value }) => value) }))),
    ...yesOrNo('person wanted', known(pairs, 'wantsHuman').map(({ wanted, said }) => ({ is: wanted, said: said.wantsHuman.value }))),
    ...one(pairs, 'formality', ['familiar', 'polite', 'unknown'], (reading) => reading.formality),
    ...spans(pairs),
    ...facts(pairs),
  ];
}

export type Errors = Readonly<Record<string, number | null>>;

/** Calibration error by kind of judgement, and how far intensity and valence are off on average (0..1 and 0..2). */
export function readingErrors(pairs: readonly Pair[]): Errors {
  const all = judged(pairs);
  const intensities = known(pairs, 'emotions').flatMap(({ wanted, said }) => wanted.flatMap(({ value, intensity }) => {
    const found = said.emotions.find((emotion) => emotion.value === value);
    return intensity === null || found === undefined ? [] : [Math.abs(found.intensity - intensity)];
  }));
  return {
    'calibration: emotions': calibrationError(all.emotions),
    'calibration: intents': calibrationError(all.intents),
    'calibration: urgency': calibrationError(all.urgency),
    'calibration: risks': calibrationError(all.risks),
    'calibration: all': calibrationError([...all.emotions, ...all.intents, ...all.urgency, ...all.risks]),
    intensity: mean(intensities),
    valence: mean(known(pairs, 'valence').map(({ wanted, said }) => Math.abs(said.valence - wanted))),
  };
}
