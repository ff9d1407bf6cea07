// Corrections as the contract shows them, beside their message and for work on the language packs.
import type { CorrectionView, ExportedCorrection } from '../../contract/correction.ts';
import type { Reading } from '../../language/reading/reading.ts';
import type { ExportRow } from '../../store/correction.ts';
import { iso } from './conversation.ts';

type Held = { readonly id: string; readonly field: string; readonly value: unknown; readonly before: unknown; readonly kind: string; readonly author: string; readonly at: string };

export function presentCorrections(held: unknown): CorrectionView[] {
  if (held === null) return [];
  return (held as readonly Held[]).map(({ id, field, value, before, kind, author, at }) => ({ id, field, value, before, by: { kind, id: author }, at: new Date(at).toISOString() }) as CorrectionView);
}

export function presentExport({ id, made_at: at, field, value, before, engine, language, text, reading }: ExportRow): ExportedCorrection {
  return {
    id, at: iso(at), language: language ?? 'und', text: withoutPeople(text, reading), ownWords: reading.ownWords.map(({ start, end }) => ({ start, end })),
    field, read: before, corrected: value, because: causesOf(reading, field), engine,
  };
}

const telling: ReadonlySet<string> = new Set(['order', 'policy', 'phone', 'email', 'url', 'name']);

/** Who it was and what identifies them is no matter of language: letters and digits become signs, one for one. */
function withoutPeople(text: string, { facts }: Reading): string {
  const hide = (words: string) => words.replace(/\p{L}/gu, (letter) => 'x'.repeat(letter.length)).replace(/\p{N}/gu, (digit) => '0'.repeat(digit.length));
  return facts.filter(({ kind }) => telling.has(kind)).reduce((hidden, { start, end }) => hidden.slice(0, start) + hide(hidden.slice(start, end)) + hidden.slice(end), text);
}

function causesOf(reading: Reading, field: string): ExportedCorrection['because'] {
  const causes = {
    emotions: reading.emotions, urgency: [reading.urgency], intents: reading.intents.filter(({ value }) => value !== 'complaint'),
    complaint: [...reading.intents.filter(({ value }) => value === 'complaint'), ...(reading.complaint ? [reading.complaint.motive, reading.complaint.trigger] : [])],
    risks: reading.risks, human: [reading.wantsHuman],
  }[field];
  const spans = (causes ?? []).flatMap(({ because }) => because).map(({ start, end, rule }) => ({ start, end, rule }));
  return [...new Map(spans.map((span) => [`${span.start} ${span.end} ${span.rule}`, span])).values()];
}
