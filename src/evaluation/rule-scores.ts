// How often each rule was right on labelled texts, and how much of what is labelled the rules of one meaning find together.
// Rules alone: what learned weights make of them is measured by `attune evaluate`.
import { pairUp, tallySpans, touches } from './spans.ts';
import { add, nothing, tallySets } from './tally.ts';
import type { GoldAdvice, GoldFinding, GoldReading } from './gold.ts';
import type { Tally } from './tally.ts';
import type { Finding } from '../language/advice/advice.ts';
import type { Sets } from '../language/pack/shape.ts';
import type { Span } from '../language/text/span.ts';

/** Where a rule spoke, and whether a label bears it out. */
export type Spoken = Span & { readonly rule: string; readonly right: boolean };

/** One text: what each rule said of it, and what the rules of each meaning ("emotion anger", "advice vagueness") found together. */
export type RuleCount = { readonly spoken: readonly Spoken[]; readonly meanings: ReadonlyMap<string, Tally> };

export type RuleHit = Span & { readonly rule: string; readonly sets: Sets };
/** A place and the rule it is owed to. */
export type Owed = Span & { readonly rule: string };
/** An ask as it was cut, with the words that opened it. */
export type OpenedAsk = Span & { readonly opener: Owed };

/** Whether the labels of a text bear out what is said of it as a whole; `null` where it was not labelled. */
const borneOut: Readonly<Record<string, (gold: GoldReading, value: string) => boolean | null>> = {
  emotion: ({ emotions }, value) => emotions?.some((emotion) => emotion.value === value) ?? null,
  intent: ({ intents }, value) => intents?.includes(value) ?? null,
  risk: ({ risks }, value) => risks?.includes(value) ?? null,
  urgency: ({ urgency }, value) => (urgency === undefined ? null : urgency === value),
  formality: ({ formality }, value) => (formality === undefined ? null : formality === value),
  human: ({ wantsHuman }) => wantsHuman ?? null,
  complaint: ({ complaint }) => (complaint === undefined ? null : complaint?.latent === true),
  // Why somebody complains is only asked of complaints.
  motive: ({ complaint }, value) => (complaint ? complaint.motive === value : null),
  trigger: ({ complaint }, value) => (complaint ? complaint.trigger === value : null),
};

const inSets = (gold: GoldReading, { what, value }: Sets): boolean | null => borneOut[what]?.(gold, value) ?? null;

const nameOf = ({ what, value }: Sets): string => `${what} ${value}`;

/** Of a judgement about the whole text a rule counts once, however often it stands there. */
const ofWhole = (gold: GoldReading, hits: readonly RuleHit[], meanings: readonly Sets[]): RuleCount => {
  const spoken = new Map<string, Spoken>();
  for (const { rule, sets, start, end } of hits) {
    const right = inSets(gold, sets);
    if (right !== null && !spoken.has(rule)) spoken.set(rule, { rule, start, end, right });
  }
  const said = new Set(hits.map(({ sets }) => nameOf(sets)));
  const tallies = meanings.flatMap((sets) => {
    const is = inSets(gold, sets);
    const name = nameOf(sets);
    return is === null ? [] : [...tallySets([name], [{ gold: is ? [name] : [], said: said.has(name) ? [name] : [] }])];
  });
  return { spoken: [...spoken.values()], meanings: new Map(tallies) };
};

/** Each place that a rule of facts found, by the facts of its kind. */
const ofFacts = (gold: GoldReading, hits: readonly RuleHit[], meanings: readonly Sets[]): RuleCount => {
  const { facts } = gold;
  if (facts === undefined) return { spoken: [], meanings: new Map() };
  const kinds = meanings.filter(({ what }) => what === 'fact').map((sets) => {
    const labelled = facts.filter(({ kind }) => kind === sets.value);
    const spoken = hits.filter((hit) => hit.sets.what === 'fact' && hit.sets.value === sets.value).map(({ rule, start, end }) => ({ rule, start, end, right: labelled.some((fact) => touches(fact, { start, end })) }));
    const right = spoken.filter((one) => one.right).length;
    const missed = labelled.filter((fact) => !spoken.some((one) => touches(fact, one))).length;
    return { spoken, name: nameOf(sets), tally: { right, wrong: spoken.length - right, missed } };
  });
  return { spoken: kinds.flatMap(({ spoken }) => spoken), meanings: new Map(kinds.map(({ name, tally }) => [name, tally])) };
};

/** Words that open an ask are right where the ask that they opened is labelled; a word that calls a question none, where no ask is. */
const ofAsks = (gold: GoldReading, asks: readonly OpenedAsk[], hits: readonly RuleHit[]): RuleCount => {
  if (gold.asks === undefined) return { spoken: [], meanings: new Map() };
  const labelled = gold.asks;
  const met = new Set(pairUp(labelled, asks).map(([, said]) => said));
  const sparing = hits.filter(({ sets }) => sets.what === 'ask' && sets.value === 'not').map(({ rule, start, end }) => ({ rule, start, end, right: !labelled.some((ask) => touches(ask, { start, end })) }));
  const spoken = asks.map((ask) => ({ ...ask.opener, right: met.has(ask) }));
  return { spoken: [...spoken, ...sparing], meanings: new Map([['asks', { right: met.size, wrong: asks.length - met.size, missed: labelled.length - met.size }]]) };
};

const joined = (counts: readonly RuleCount[]): RuleCount => ({ spoken: counts.flatMap(({ spoken }) => spoken), meanings: new Map(counts.flatMap(({ meanings }) => [...meanings])) });

/** @param meanings everything that the rules of the pack may set */
export const countReading = (gold: GoldReading, hits: readonly RuleHit[], asks: readonly OpenedAsk[], meanings: readonly Sets[]): RuleCount => {
  const whole = hits.filter(({ sets }) => sets.what in borneOut);
  return joined([ofWhole(gold, whole, meanings.filter(({ what }) => what in borneOut)), ofFacts(gold, hits, meanings), ofAsks(gold, asks, hits)]);
};

const bears = (label: GoldFinding, said: Finding): boolean => label.family === said.family && (label.place === null || touches(label.place, said));

/** What an agent would be told of a draft: rules of packs and of tickets alike, family by family. */
export const countAdvice = (gold: GoldAdvice, findings: readonly Finding[]): RuleCount => {
  const labels = gold.findings;
  if (labels === undefined) return { spoken: [], meanings: new Map() };
  const spoken = findings.map((said) => ({ rule: said.rule, start: said.start, end: said.end, family: said.family, right: labels.some((label) => bears(label, said)) }));
  const families = new Set([...labels.map(({ family }) => family), ...findings.map(({ family }) => family)]);
  const meanings = [...families].map((family) => {
    const of = spoken.filter((one) => one.family === family);
    const right = of.filter((one) => one.right).length;
    const missed = labels.filter((label) => label.family === family && !findings.some((said) => bears(label, said))).length;
    return [`advice ${family}`, { right, wrong: of.length - right, missed }] as const;
  });
  return { spoken: spoken.map(({ rule, start, end, right }) => ({ rule, start, end, right })), meanings: new Map(meanings) };
};

/** Promises as they were found in the end, and the words that make one, each by the promises that are labelled. */
export const countPromises = (gold: GoldAdvice, found: readonly Span[], words: readonly Owed[]): RuleCount => {
  const labelled = gold.commitments;
  if (labelled === undefined) return { spoken: [], meanings: new Map() };
  return { spoken: words.map(({ rule, start, end }) => ({ rule, start, end, right: labelled.some((one) => touches(one, { start, end })) })), meanings: new Map([['promises', tallySpans(labelled, found)]]) };
};

export type RuleScores = { readonly rules: ReadonlyMap<string, Pick<Tally, 'right' | 'wrong'>>; readonly meanings: ReadonlyMap<string, Tally> };

export const sumOf = (counts: readonly RuleCount[]): RuleScores => {
  const rules = new Map<string, { right: number; wrong: number }>();
  const meanings = new Map<string, Tally>();
  for (const count of counts) {
    for (const { rule, right } of count.spoken) {
      const known = rules.get(rule) ?? { right: 0, wrong: 0 };
      rules.set(rule, { right: known.right + Number(right), wrong: known.wrong + Number(!right) });
    }
    for (const [meaning, tally] of count.meanings) meanings.set(meaning, add(meanings.get(meaning) ?? nothing, tally));
  }
  return { rules, meanings };
};

/** So few that it says nothing. */
const fewest = 5;

/** Rules that were wrong more often than right, those first that were wrong most beyond being right. */
export const worstOf = ({ rules }: RuleScores, most: number): readonly (readonly [string, Pick<Tally, 'right' | 'wrong'>])[] =>
  [...rules]
    .filter(([, { right, wrong }]) => right + wrong >= fewest && wrong > right)
    .sort(([a, one], [b, other]) => other.wrong - other.right - (one.wrong - one.right) || a.localeCompare(b, 'en'))
    .slice(0, most);
