// The reading that counts after people have corrected it: made anew from the engine's own each time, so that taking a correction
// back leaves no trace in it.
import { readValence } from '../../language/reading/emotions.ts';
import type { Because, Found, Reading } from '../../language/reading/reading.ts';
import type { Correction, Correctable, Field } from './correction.ts';

/** `rereadIn`: the same words, read in the language that somebody says they are in. */
export function correctedReading(original: Reading, corrections: readonly Correction[], rereadIn: (language: string) => Reading): Reading {
  const said: Partial<Record<Field, unknown>> = Object.fromEntries(corrections.map(({ field, value }) => [field, value]));
  const wanted = said as Partial<Correctable>;
  const base = wanted.language === undefined ? original : { ...rereadIn(wanted.language), language: { code: wanted.language, confidence: 1 } };
  const steps: readonly ((reading: Reading) => Reading)[] = [
    (reading) => (wanted.emotions ? withEmotions(reading, wanted.emotions) : reading),
    (reading) => (wanted.intents ? withIntents(reading, wanted.intents) : reading),
    (reading) => (wanted.complaint ? withComplaint(reading, wanted.complaint) : reading),
    (reading) => (wanted.urgency ? { ...reading, urgency: found(wanted.urgency, wanted.urgency === 'none' ? [] : wordsFor(reading, reading.urgency.because)) } : reading),
    (reading) => (wanted.risks ? { ...reading, risks: wanted.risks.map((risk) => reading.risks.find(({ value }) => value === risk) ?? found(risk, wordsFor(reading, []))) } : reading),
    (reading) => (wanted.human === undefined ? reading : { ...reading, wantsHuman: found(wanted.human, wanted.human ? wordsFor(reading, reading.wantsHuman.because) : []) }),
    (reading) => (wanted.asks ? { ...reading, asks: wanted.asks } : reading),
  ];
  const corrected = steps.reduce((reading, step) => step(reading), base);
  const { emotions, complaint, intents } = corrected;
  const felt = wanted.emotions !== undefined || wanted.complaint !== undefined || wanted.intents !== undefined;
  return felt ? { ...corrected, valence: readValence(emotions, complaint !== null, intents.some(({ value }) => value === 'praise')) } : corrected;
}

/** A person is sure of what they say. */
function found<Value>(value: Value, because: readonly Because[]): Found<Value> {
  return { value, probability: 1, because };
}

/** A judgement always has its words: those that caused another one, or else all that the customer wrote. */
function wordsFor(reading: Reading, because: readonly Because[]): readonly Because[] {
  if (because.length > 0) return because;
  return reading.ownWords.map(({ start, end }) => ({ start, end, rule: 'person', part: 'person' }));
}

function withEmotions(reading: Reading, wanted: Correctable['emotions']): Reading {
  const replaced = reading.emotions.filter((one) => !wanted.some(({ value }) => value === one.value)).flatMap(({ because }) => because);
  const emotions = wanted.map(({ value, intensity }) => {
    const known = reading.emotions.find((one) => one.value === value);
    return { ...found(value, known?.because ?? byPerson(wordsFor(reading, replaced))), intensity };
  });
  return { ...reading, emotions, mood: wanted[0]?.value ?? 'neutral' };
}

const byPerson = (because: readonly Because[]): readonly Because[] => because.map(({ start, end }) => ({ start, end, rule: 'person', part: 'person' }));

function withIntents(reading: Reading, wanted: Correctable['intents']): Reading {
  const complaints = reading.intents.filter(({ value }) => value === 'complaint');
  const intents = wanted.map((intent) => reading.intents.find(({ value }) => value === intent) ?? found(intent, wordsFor(reading, [])));
  return { ...reading, intents: [...complaints, ...intents] };
}

/** What the customer meant by it where nobody says: as unsure as the engine's own guess. */
const guess = 0.4;

function withComplaint(reading: Reading, { is, motive, trigger }: Correctable['complaint']): Reading {
  const others = reading.intents.filter(({ value }) => value !== 'complaint');
  if (is === 'none') return { ...reading, intents: others, complaint: null };
  const known = reading.complaint;
  const spoken = reading.intents.find(({ value }) => value === 'complaint');
  const because = byPerson(wordsFor(reading, spoken?.because ?? known?.trigger.because ?? []));
  const one = <Value>(wanted: Value | null, read: Found<Value> | undefined, otherwise: Value): Found<Value> => {
    if (wanted !== null && wanted !== read?.value) return found(wanted, because);
    return read ?? { value: otherwise, probability: guess, because };
  };
  return {
    ...reading,
    intents: is === 'latent' ? others : [spoken ?? found('complaint', because), ...others],
    complaint: { motive: one(motive, known?.motive, 'service'), trigger: one(trigger, known?.trigger, 'quality'), latent: is === 'latent' },
  };
}
