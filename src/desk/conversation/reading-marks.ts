// A reading as the few quiet words that stand under a message, each with the customer's words that caused it.
// What does not apply is not here; what is uncertain says "perhaps".
import type { CorrectionView } from '../../contract/correction.ts';
import type { ReadingView } from '../../contract/views.ts';
import type { FactKind } from './fact-words.ts';

export type Span = { readonly start: number; readonly end: number };

/** Words of the customer and the rule that found them. */
export type Cause = Span & { readonly rule: string };

export type Mark = {
  readonly id: string;
  /** `said`: somebody said that there is nothing to see, or what language it is. */
  readonly kind: 'emotion' | 'complaint' | 'intent' | 'urgency' | 'risk' | 'wants-human' | 'asks' | 'fact' | 'said';
  /** Looked up in the interface's words, under `kind`. */
  readonly value: string;
  readonly fact?: { readonly kind: FactKind; readonly value: string };
  readonly count?: number;
  /** 1 to 3: how strong, drawn as dots. */
  readonly strength?: 1 | 2 | 3;
  readonly perhaps: boolean;
  /** Danger to people: the only thing in a reading that may be red. */
  readonly danger: boolean;
  readonly spans: readonly Span[];
  readonly causes: readonly Cause[];
  /** Who said that it is so; null: it was read. */
  readonly corrected: CorrectionView | null;
};

type Because = readonly Cause[];

/** Below this a judgement is said with "perhaps"; below `silence` it is not said at all. */
const sure = 0.65;
const silence = 0.3;

export function strengthOf(intensity: number): 1 | 2 | 3 {
  if (intensity >= 0.67) return 3;
  return intensity >= 0.34 ? 2 : 1;
}

export function dotsOf(strength: 1 | 2 | 3): string {
  return '●'.repeat(strength) + '○'.repeat(3 - strength);
}

function judged(kind: Mark['kind'], value: string, probability: number, because: Because): Mark {
  return {
    id: `${kind}-${value}`,
    kind,
    value,
    perhaps: probability < sure,
    danger: value === 'violence' || value === 'self-harm',
    spans: because.map(({ start, end }) => ({ start, end })),
    causes: because.map(({ start, end, rule }) => ({ start, end, rule })),
    corrected: null,
  };
}

const toldIntents = new Set(['cancellation', 'praise', 'suggestion']);

const fieldOf: Readonly<Partial<Record<Mark['kind'], CorrectionView['field']>>> = {
  emotion: 'emotions', complaint: 'complaint', intent: 'intents', urgency: 'urgency', risk: 'risks', 'wants-human': 'human', asks: 'asks',
};

export function marksOf(reading: ReadingView, corrections: readonly CorrectionView[] = []): Mark[] {
  const said = new Map(corrections.map((correction) => [correction.field, correction]));
  const plain = readMarks(reading).map((mark) => {
    const field = fieldOf[mark.kind];
    return field === undefined ? mark : { ...mark, corrected: said.get(field) ?? null };
  });
  // What somebody said shows also where it left nothing to see, or it could not be taken back.
  const silent = corrections.filter(({ field }) => !plain.some(({ corrected }) => corrected?.field === field));
  return [...silent.map(saidMark), ...plain];
}

function saidMark(correction: CorrectionView): Mark {
  const { field } = correction;
  return { id: `said-${field}`, kind: 'said', value: field, perhaps: false, danger: false, spans: [], causes: [], corrected: correction };
}

function readMarks(reading: ReadingView): Mark[] {
  const marks: Mark[] = [];
  const said = reading.emotions.filter((emotion) => emotion.probability >= silence).sort((one, other) => other.intensity - one.intensity);
  for (const emotion of said.slice(0, 3)) {
    marks.push({ ...judged('emotion', emotion.value, emotion.probability, emotion.because), strength: strengthOf(emotion.intensity) });
  }
  const { urgency, complaint } = reading;
  if (urgency.value !== 'none' && urgency.probability >= silence) marks.push(judged('urgency', urgency.value, urgency.probability, urgency.because));
  for (const risk of reading.risks) marks.push(judged('risk', risk.value, risk.probability, risk.because));
  const plain = reading.intents.find((intent) => intent.value === 'complaint');
  if (complaint?.latent) marks.push(judged('complaint', 'latent', complaint.motive.probability, [...complaint.motive.because, ...complaint.trigger.because]));
  else if (plain) marks.push(judged('complaint', 'plain', plain.probability, plain.because));
  for (const intent of reading.intents) if (toldIntents.has(intent.value)) marks.push(judged('intent', intent.value, intent.probability, intent.because));
  if (reading.wantsHuman.value) marks.push(judged('wants-human', 'yes', reading.wantsHuman.probability, reading.wantsHuman.because));
  if (reading.asks.length > 0) {
    marks.push({ id: 'asks', kind: 'asks', value: 'asks', count: reading.asks.length, perhaps: false, danger: false, spans: reading.asks, causes: [], corrected: null });
  }
  return [...marks, ...factMarks(reading)];
}

/** The same fact said twice is one mark with two places. */
function factMarks(reading: ReadingView): Mark[] {
  const byValue = Map.groupBy(reading.facts, (fact) => `${fact.kind} ${fact.value}`);
  return [...byValue].slice(0, 8).map(([key, facts]) => ({
    id: `fact-${key}`,
    kind: 'fact',
    value: facts[0]!.kind,
    fact: { kind: facts[0]!.kind, value: facts[0]!.value },
    perhaps: false,
    danger: false,
    spans: facts.map(({ start, end }) => ({ start, end })),
    causes: [],
    corrected: null,
  }));
}

/** The same sentence of a rule once, with all the words it found; what no rule says (a person said it) comes without. */
export function reasonsOf(text: string, causes: readonly Cause[], sentences: Readonly<Record<string, string>>, most = 3): { readonly sentence: string; readonly quotes: readonly string[] }[] {
  const meaning = (rule: string) => sentences[rule] ?? sentences[rule.split('/')[0]!] ?? '';
  return [...Map.groupBy(causes, ({ rule }) => meaning(rule))].slice(0, most).map(([sentence, spans]) => ({ sentence, quotes: quotesOf(text, spans) })).filter(({ quotes }) => quotes.length > 0);
}

/** The words that caused a mark, as the customer wrote them; short enough to stand in one line. */
export function quotesOf(text: string, spans: readonly Span[], most = 3): string[] {
  const quotes = spans.map(({ start, end }) => text.slice(start, end).replace(/\s+/gu, ' ').trim()).filter((quote) => quote !== '');
  return [...new Set(quotes)].slice(0, most).map((quote) => (quote.length > 60 ? `${[...quote].slice(0, 58).join('')}…` : quote));
}
