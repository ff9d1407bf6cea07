// What moves the person who complains, what set it off, and whether they say it or only let it be felt.
import { because, evidenceOf, found, together } from './evidence.ts';
import { motives, triggers } from './reading.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Found, Intent, Motive, Reading, Trigger } from './reading.ts';

/** Where no word names a motive, the trigger hints at it; with how little certainty is said in the probability. */
const hinted: Readonly<Record<Trigger, Motive>> = { quality: 'service', communication: 'information', process: 'rights', expectation: 'service' };
const guess = 0.4;

const best = <Value extends string>(table: EvidenceTable, what: string, values: readonly Value[]): Found<Value> | null => {
  const candidates = values.flatMap((value) => {
    const evidence = evidenceOf(table, what, value);
    return evidence.length === 0 ? [] : [found(value, evidence)];
  });
  return candidates.sort((a, b) => b.probability - a.probability)[0] ?? null;
};

const guessed = <Value>(value: Value, evidence: readonly Evidence[]): Found<Value> => ({ value, probability: guess, because: because(evidence) });

export const readComplaint = (table: EvidenceTable, intents: readonly Found<Intent>[]): Reading['complaint'] => {
  const spoken = intents.find(({ value, probability }) => value === 'complaint' && probability >= 0.5);
  const latentEvidence = evidenceOf(table, 'complaint', 'latent');
  const latent = spoken === undefined && latentEvidence.length > 0 && together(latentEvidence) >= 0.5;
  if (spoken === undefined && !latent) return null;
  const direct = evidenceOf(table, 'intent', 'complaint');
  const trigger = best(table, 'trigger', triggers);
  const grounds = [direct, latentEvidence, triggers.flatMap((one) => evidenceOf(table, 'trigger', one)), ['anger', 'disappointment'].flatMap((one) => evidenceOf(table, 'emotion', one))];
  const ground = grounds.find((evidence) => evidence.length > 0) ?? [];
  const motive = best(table, 'motive', motives);
  return {
    motive: motive ?? guessed(trigger ? hinted[trigger.value] : 'service', ground),
    trigger: trigger ?? guessed('quality', ground),
    latent,
  };
};
