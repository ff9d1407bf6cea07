// Urgency, risks, the wish for a person, and the manner of address.
import { formatDay } from '../dates/calendar.ts';
import { evidenceOf, found, together } from './evidence.ts';
import { risks } from './reading.ts';
import type { DatedFact } from './facts.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Formality, Found, Risk, Urgency } from './reading.ts';
import type { Now } from '../dates/calendar.ts';

/** A limit today or tomorrow presses now, one within the week soon. */
const pressing = (table: EvidenceTable, dates: readonly DatedFact[], now: Now | null, days: number): Evidence[] => {
  if (now === null) return [];
  // "You promised to call by Tuesday" tells of a limit that was ours.
  const broken = new Set(evidenceOf(table, 'trigger', 'expectation').map(({ sentence }) => sentence));
  const today = Date.UTC(now.year, now.month - 1, now.day);
  return dates.flatMap(({ start, end, date, sentence }) => {
    if (!date.limit || broken.has(sentence)) return [];
    const until = Date.parse(`${formatDay(date.until)}T00:00:00Z`);
    const left = (until - today) / 86_400_000;
    if (left < 0 || left > days) return [];
    return [{ start, end, rule: 'deadline', means: 'deadline', sentence, match: { from: date.from, to: date.to }, fix: null, strength: 0.7, probability: 0.7 }];
  });
};

export const readUrgency = (table: EvidenceTable, dates: readonly DatedFact[], now: Now | null): Found<Urgency> => {
  const at = [...evidenceOf(table, 'urgency', 'now'), ...pressing(table, dates, now, 1)];
  if (at.length > 0 && together(at) >= 0.5) return found('now', at);
  const soon = [...evidenceOf(table, 'urgency', 'soon'), ...pressing(table, dates, now, 7), ...at];
  if (soon.length > 0 && together(soon) >= 0.5) return found('soon', soon);
  return { value: 'none', probability: 0.85, because: [] };
};

/** For danger to a person a miss is worse than a false alarm, so that a weak sign is shown too. */
const threshold = (risk: Risk): number => (risk === 'violence' || risk === 'self-harm' ? 0.25 : 0.4);

export const readRisks = (table: EvidenceTable): Found<Risk>[] =>
  risks.flatMap((risk) => {
    const evidence = evidenceOf(table, 'risk', risk);
    return evidence.length > 0 && together(evidence) >= threshold(risk) ? [found(risk, evidence)] : [];
  });

export const readWantsHuman = (table: EvidenceTable): Found<boolean> => {
  const evidence = evidenceOf(table, 'human', 'wanted');
  return evidence.length > 0 ? found(true, evidence) : { value: false, probability: 0.95, because: [] };
};

export const readFormality = (table: EvidenceTable): Formality => {
  const polite = evidenceOf(table, 'formality', 'polite').length;
  const familiar = evidenceOf(table, 'formality', 'familiar').length;
  if (polite === familiar) return 'unknown';
  return polite > familiar ? 'polite' : 'familiar';
};
