// Scores → the fields of a Reading. What rules found goes into the scores as findings; where a person may be in danger a rule is enough.
import { because } from './because.ts';
import { choiceHeads, choices, listHeads, lists, valencePlace } from './heads.ts';
import { round } from '../reading/evidence.ts';
import { emotions } from '../reading/reading.ts';
import { wordKind } from '../text/words.ts';
import type { Choice, List } from './heads.ts';
import type { Finding, RuleReading } from './findings.ts';
import type { Scored } from './score.ts';
import type { Weights } from './weights.ts';
import type { Because, Emotion, Found, Intent, Mood, Motive, Reading, Risk, Trigger, Urgency } from '../reading/reading.ts';
import type { View } from '../text/view.ts';

/** The fields that these weights judge; language and facts stay with the rules, asks and the problem with small tables over them. */
export type Judged = Pick<Reading, 'mood' | 'valence' | 'emotions' | 'intents' | 'complaint' | 'urgency' | 'risks' | 'wantsHuman' | 'formality'>;

export type Judge = (view: View, findings: readonly Finding[], scored: Scored, rules: RuleReading) => Judged;

/** Nothing that words say is surer than this, and nothing that is told less sure. */
const [ceiling, floor] = [0.99, 0.05];

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const bounded = (probability: number): number => round(Math.max(floor, Math.min(ceiling, probability)));

/** Probability that a value of a list holds. */
const probabilityOf = ({ judging }: Weights, head: number, score: number): number => sigmoid(judging[head]!.slope * score + judging[head]!.offset);

/** The best of a choice, and how sure it is (softmax at the fitted temperature; Guo et al. 2017). */
const bestOf = (weights: Weights, field: Choice, scores: Float64Array): { readonly value: string; readonly probability: number } => {
  const values: readonly string[] = choices[field];
  const totals = choiceHeads[field].map((head) => scores[head]! + weights.judging[head]!.handicap);
  let best = 0;
  for (let at = 1; at < totals.length; at += 1) if (totals[at]! > totals[best]!) best = at;
  const temperature = weights.temperature[field] ?? 1;
  let sum = 0;
  for (const total of totals) sum += Math.exp((total - totals[best]!) / temperature);
  return { value: values[best]!, probability: 1 / sum };
};

const intensityOf = ({ intensity: [offset, growth] }: Weights, score: number): number => round(Math.max(0.1, Math.min(1, offset + growth * score)));

const valenceOf = (scores: Float64Array): number => round(2 * sigmoid(scores[valencePlace]!) - 1);

const ofPeople = (risk: string): boolean => risk === 'violence' || risk === 'self-harm';

/** In so few words there is nothing that could take back what a rule saw in them. */
const fewWords = 12;

/** An ideograph is about half a word. */
const isShort = ({ words }: View): boolean => {
  let count = 0;
  for (let word = 0; word < words.count && count <= fewWords; word += 1) count += words.kind[word] === wordKind.ideograph ? 0.5 : 1;
  return count <= fewWords;
};

/** The head of a value in its field. */
const headIn = (field: Choice | List, value: string): number => (field in choices ? choiceHeads[field as Choice][(choices[field as Choice] as readonly string[]).indexOf(value)]! : listHeads[field as List][(lists[field as List] as readonly string[]).indexOf(value)]!);

/** A rule that names something outright, rather than hinting at it. */
const outright = 0.75;

type Words = (head: number, byRules: readonly Because[]) => readonly Because[];
type Keeps = (probability: number, value: string) => boolean;

class Judgement {
  readonly #weights: Weights;
  readonly #scores: Float64Array;
  readonly #words: Words;

  constructor(weights: Weights, scores: Float64Array, words: Words) {
    this.#weights = weights;
    this.#scores = scores;
    this.#words = words;
  }

  scoreOf(field: Choice | List, value: string): number {
    return this.#scores[headIn(field, value)]!;
  }

  probability(field: List, value: string): number {
    const head = headIn(field, value);
    return probabilityOf(this.#weights, head, this.#scores[head]!);
  }

  least(field: List, value: string): number {
    return this.#weights.judging[headIn(field, value)]!.least;
  }

  /** What is told of a list. @param keeps whether a rule's word stands although the weights doubt it */
  list<Value extends string>(field: List, byRules: readonly Found<Value>[], keeps: Keeps): Found<Value>[] {
    const told: Found<Value>[] = [];
    const values = lists[field] as readonly string[] as readonly Value[];
    for (let at = 0; at < values.length; at += 1) {
      const [value, head] = [values[at]!, listHeads[field][at]!];
      const probability = probabilityOf(this.#weights, head, this.#scores[head]!);
      const rule = byRules.find((one) => one.value === value);
      const kept = rule !== undefined && keeps(rule.probability, value);
      if (probability >= this.#weights.judging[head]!.least || kept) told.push(this.found(field, value, Math.max(probability, kept ? Math.min(keptProbability, rule.probability) : 0), rule));
    }
    return told;
  }

  found<Value extends string>(field: Choice | List, value: Value, probability: number, rule: Found<Value> | undefined): Found<Value> {
    return { value, probability: bounded(probability), because: this.#words(headIn(field, value), rule?.value === value ? rule.because : []) };
  }

  choice<Value extends string>(field: Choice, rule: Found<Value> | undefined): Found<Value> {
    const { value, probability } = bestOf(this.#weights, field, this.#scores);
    return this.found(field, value as Value, probability, rule);
  }
}

/** About how often a rule's outright word is right where the weights doubt it. */
const keptProbability = 0.55;

/** In a short message the feeling that is named stands before one that is only guessed. */
const moodOf = (learned: Mood, short: boolean, { mood, emotions: felt }: RuleReading): Mood => {
  const named = (emotion: Mood): boolean => felt.some(({ value, probability }) => value === emotion && probability >= outright);
  return short && named(mood) && !named(learned) ? mood : learned;
};

const urgencyOf = (judgement: Judgement, short: boolean, { urgency }: RuleReading): Found<Urgency> => {
  const learned = judgement.choice<Urgency>('urgency', urgency);
  if (learned.value !== 'none') return learned;
  if (short && urgency.value !== 'none') return judgement.found('urgency', urgency.value, keptProbability, urgency);
  return { ...learned, because: [] };
};

export const judgeOf = (weights: Weights): Judge => (view, findings, scored, rules) => {
  const { scores } = scored;
  const judgement = new Judgement(weights, scores, (head, byRules) => because(view, findings, scored, head, byRules));
  const short = isShort(view);
  const plain: Keeps = (probability) => short && probability >= outright;
  const mood = moodOf(bestOf(weights, 'mood', scores).value as Mood, short, rules);
  const felt = withMood(judgement.list<Emotion>('emotion', rules.emotions, plain), mood, (value) => judgement.found('emotion', value, judgement.probability('emotion', value), undefined));
  // Who is angry with a desk in a few words complains, where a rule sees it too.
  const intents = judgement.list<Intent>('intent', rules.intents, (_, value) => short && value === 'complaint' && (mood === 'anger' || mood === 'disappointment')).sort((a, b) => b.probability - a.probability);
  const spoken = intents.some(({ value }) => value === 'complaint');
  const latent = !spoken && judgement.probability('complaint', 'latent') >= judgement.least('complaint', 'latent');
  const asked: readonly Found<'wanted'>[] = rules.wantsHuman.value ? [{ ...rules.wantsHuman, value: 'wanted' }] : [];
  const [person] = judgement.list<'wanted'>('person', asked, plain);
  return {
    mood,
    valence: valenceOf(scores),
    emotions: felt
      .map((one) => ({ ...one, intensity: intensityOf(weights, judgement.scoreOf('emotion', one.value)) }))
      .sort((a, b) => Number(b.value === mood) - Number(a.value === mood) || b.intensity * b.probability - a.intensity * a.probability),
    intents,
    complaint: spoken || latent ? { motive: judgement.choice<Motive>('motive', rules.complaint?.motive), trigger: judgement.choice<Trigger>('trigger', rules.complaint?.trigger), latent } : null,
    urgency: urgencyOf(judgement, short, rules),
    risks: judgement.list<Risk>('risk', rules.risks, (probability, value) => ofPeople(value) || plain(probability, value)),
    wantsHuman: person ? { value: true, probability: person.probability, because: person.because } : { value: false, probability: bounded(1 - judgement.probability('person', 'wanted')), because: [] },
    formality: bestOf(weights, 'formality', scores).value as Reading['formality'],
  };
};

/** The feeling that the reply must answer first is among those that are told. */
const withMood = (felt: Found<Emotion>[], mood: Mood, make: (emotion: Emotion) => Found<Emotion>): Found<Emotion>[] =>
  mood === 'neutral' || felt.some(({ value }) => value === mood) ? felt : [...felt, make(emotions.find((value) => value === mood)!)];
