// Which conversations are hard on both sides: for them the desk offers quiet, and asks a question before an answer is gone.
import type { Mood, Reading } from '../../language/reading/reading.ts';

const hurting: ReadonlySet<Mood> = new Set(['anger', 'disappointment', 'anxiety', 'sadness']);
const grave: ReadonlySet<string> = new Set(['violence', 'self-harm', 'legal', 'regulator', 'media']);

/** From here on a feeling is plain to see ("clearly", ●●○ and more). */
const plain = 0.5;

type Read = Pick<Reading, 'mood' | 'emotions' | 'urgency' | 'complaint' | 'risks'>;

/** Somebody hurts, and says so. */
export function isHot({ mood, emotions, risks }: Read): boolean {
  if (risks.some(({ value }) => grave.has(value))) return true;
  return hurting.has(mood) && (emotions.find(({ value }) => value === mood)?.intensity ?? 0) >= plain;
}

/** Hot, or pressing, or a complaint: whatever waits for an answer there deserves somebody's whole attention. */
export function isHard(read: Read): boolean {
  return isHot(read) || read.urgency.value === 'now' || (read.complaint !== null && !read.complaint.latent);
}
