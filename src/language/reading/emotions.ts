// Which emotions the words name or show, how strong, and which one the reply must answer first.
import { emotions } from './reading.ts';
import { because, evidenceOf, round, together } from './evidence.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Marks } from './marks.ts';
import type { Emotion, Found, Mood } from './reading.ts';

export type FeltEmotion = Found<Emotion> & { readonly intensity: number };

const negative: ReadonlySet<Emotion> = new Set(['anger', 'disappointment', 'anxiety', 'confusion', 'sadness']);
const loud: ReadonlySet<Emotion> = new Set(['anger', 'anxiety', 'joy']);

/** Below this a sign is too weak to be shown to anybody. */
const shown = 0.3;

/** How many words may stand between "very" and what it strengthens. */
const besideReach = 2;

const endsOf = (evidence: readonly Evidence[]): ReadonlySet<number> => new Set(evidence.map(({ match }) => match.to));

/** A word of degree stands before the sign, or is its first word. */
const beside = ({ match }: Evidence, ends: ReadonlySet<number>): boolean => {
  for (let end = match.from + 1; end >= match.from - besideReach; end -= 1) if (ends.has(end)) return true;
  return false;
};

const intensity = (emotion: Emotion, evidence: readonly Evidence[], table: EvidenceTable, marks: Marks): number => {
  const stronger = endsOf(evidenceOf(table, 'scope', 'stronger'));
  const weaker = endsOf(evidenceOf(table, 'scope', 'weaker'));
  let strongest = 0;
  for (const one of evidence) strongest = Math.max(strongest, one.strength + (beside(one, stronger) ? 0.15 : 0) - (beside(one, weaker) ? 0.2 : 0));
  const more = Math.min(0.15, 0.05 * (new Set(evidence.map(({ rule }) => rule)).size - 1));
  const noise = loud.has(emotion) ? Math.min(0.2, 0.1 * (marks.shouting.length + marks.insisting.length)) : 0;
  return round(Math.max(0.1, Math.min(1, strongest + more + noise)));
};

const felt = (emotion: Emotion, evidence: readonly Evidence[], table: EvidenceTable, marks: Marks): FeltEmotion => ({
  value: emotion,
  intensity: intensity(emotion, evidence, table, marks),
  probability: together(evidence),
  because: because(evidence),
});

/** Nobody threatens with a court in good humour; the words of the threat are the sign, though weaker than a word of anger. */
const threats = (table: EvidenceTable): Evidence[] => ['legal', 'regulator', 'media', 'violence'].flatMap((risk) => evidenceOf(table, 'risk', risk).map((one) => ({ ...one, strength: 0.6, probability: 0.55 })));

/** Capitals and threats speak for anger only where nothing pleasant is said. */
const withSigns = (emotion: Emotion, evidence: readonly Evidence[], table: EvidenceTable, marks: Marks): readonly Evidence[] => {
  if (emotion !== 'anger') return evidence;
  const pleasant = evidenceOf(table, 'emotion', 'joy').length + evidenceOf(table, 'emotion', 'gratitude').length > 0;
  return pleasant ? evidence : [...evidence, ...threats(table), ...marks.shouting];
};

export const readEmotions = (table: EvidenceTable, marks: Marks): FeltEmotion[] =>
  emotions
    .flatMap((emotion) => {
      const evidence = withSigns(emotion, evidenceOf(table, 'emotion', emotion), table, marks);
      return evidence.length === 0 ? [] : [felt(emotion, evidence, table, marks)];
    })
    .filter(({ probability }) => probability >= shown)
    .sort((a, b) => weight(b) - weight(a));

/** Hurt comes before thanks: a reply that answers "thank you" and passes over the fury answers nothing. */
const weight = ({ value, intensity, probability }: FeltEmotion): number => intensity * probability * (negative.has(value) ? 1.3 : 1);

export const readMood = (felt: readonly FeltEmotion[]): Mood => {
  const first = felt[0];
  return first !== undefined && first.probability >= 0.5 ? first.value : 'neutral';
};

export const readValence = (felt: readonly FeltEmotion[], complains: boolean, praises: boolean): number => {
  const most = (wanted: boolean): number => Math.max(0, ...felt.filter(({ value }) => negative.has(value) === wanted).map(({ intensity, probability }) => intensity * probability));
  const bad = Math.max(most(true), complains ? 0.45 : 0);
  const good = Math.max(most(false), praises ? 0.6 : 0);
  return round(Math.max(-1, Math.min(1, good - bad)));
};
