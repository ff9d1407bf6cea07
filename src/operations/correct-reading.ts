// Somebody says that a reading is not right. What the engine read stays as it was; what they say counts from now on, wherever a
// reading counts, until it is taken back.
import { correctedReading } from '../domain/reading/corrected.ts';
import type { Correction, Correctable, Field } from '../domain/reading/correction.ts';
import { misfitOf, saidBy } from '../domain/reading/correction.ts';
import { Refusal } from '../domain/refusal.ts';
import { localNow } from '../domain/time/local-now.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { ReadMessage } from '../store/correction.ts';
import { findCorrection, listHeld, lockReading, saveCorrected, saveCorrection } from '../store/correction.ts';
import { findMessageBrief } from '../store/conversation.ts';
import type { Writer } from '../store/written-language.ts';
import { findWrittenLanguage, lockWriter } from '../store/written-language.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';
import { followLanguage, showFeeling, showLast } from './show-reading.ts';

export type WantedCorrection = { readonly id: string; readonly message: string; readonly correction: Correction };

export async function correctReading(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, { id, message, correction }: WantedCorrection): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getRead(within, message);
    const known = await findCorrection(within.db, within.workspace, id);
    if (known) return assertSame(known, message, correction);
    const misfit = misfitOf(correction, found.text);
    if (misfit !== null) throw new Refusal('input-wrong', { 'correction.value': misfit });
    const before = saidBy(found.value)[correction.field];
    await saveCorrection(within.db, within.workspace, within.now, {
      id, message, field: correction.field, value: correction.value, before, engine: found.engine, author_kind: within.actor.kind === 'service' ? 'service' : 'agent', author: within.actor.id,
    });
    await recount(desk, within, found, correction.field);
    const stood = saidBy(found.corrected ?? found.value)[correction.field];
    within.record('reading-corrected', { conversation: found.conversation, data: { message, correction: id, field: correction.field, ...wordsOf(correction.field, stood, correction.value) } });
  });
}

export type Locked = ReadMessage & { readonly writer: Writer };

/** The contact and the conversation first, as everywhere, then the reading. */
export async function getRead(within: Change, message: string): Promise<Locked> {
  const brief = await findMessageBrief(within.db, within.workspace, message);
  if (!brief) throw new Refusal('not-found');
  const writer = await lockWriter(within.db, within.workspace, brief.conversation);
  const conversation = await getLocked(within, brief.conversation);
  const found = await lockReading(within.db, within.workspace, message);
  // A message that was moved to another conversation meanwhile is looked at again by whoever asks again.
  if (!found || found.direction !== 'in' || found.conversation !== brief.conversation || writer?.id !== conversation.contact) throw new Refusal('not-found');
  return { ...found, writer };
}

function assertSame(known: { readonly message: string; readonly field: string }, message: string, correction: Correction): void {
  if (known.message !== message || known.field !== correction.field) throw new Refusal('input-wrong', { id: 'Another correction has this id already. Nothing was changed; give this one an id of its own.' });
}

/** Makes the reading anew from the engine's own and everything that holds, and what lists and filters show of it. */
export async function recount(desk: Desk, within: Change, { id, conversation, text, value, said_at: saidAt, writer }: Locked, field: Field): Promise<Reading> {
  const [held, workspace, wrote] = await Promise.all([listHeld(within.db, within.workspace, id), findWorkspace(within.db, within.workspace), findWrittenLanguage(within.db, within.workspace, writer.id)]);
  const now = localNow(saidAt.toISOString(), workspace?.time_zone ?? 'UTC');
  const rereadIn = (language: string): Reading => (language === value.language.code ? value : desk.language.read(text, { now, language }));
  const corrected = held.length === 0 ? null : correctedReading(value, held, rereadIn);
  await saveCorrected(within.db, within.workspace, id, within.now, corrected, (corrected ?? value).language.code);
  await showFeeling(within, conversation, { message: id, language: field === 'language' });
  if (field === 'language') {
    await showLast(within, conversation, { only: id });
    await followLanguage(within, writer, wrote);
  }
  return corrected ?? value;
}

/** From what to what, where one word says it. */
export function wordsOf<Name extends Correction['field']>(field: Name, from: Correctable[Name], to: unknown): { readonly from?: string; readonly to?: string } {
  const word = (value: unknown): string | null => {
    if (field === 'emotions') return (value as Correctable['emotions'])[0]?.value ?? 'neutral';
    if (field === 'complaint') return (value as Correctable['complaint']).is;
    return field === 'urgency' || field === 'language' ? String(value) : null;
  };
  const [before, after] = [word(from), word(to)];
  return before === null || after === null ? {} : { from: before, to: after };
}
