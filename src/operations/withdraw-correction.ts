// A correction is taken back: what stood before it counts again, an earlier correction of the same or what the engine read.
import { saidBy } from '../domain/reading/correction.ts';
import { Refusal } from '../domain/refusal.ts';
import { findCorrection, saveWithdrawn } from '../store/correction.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import { getRead, recount, wordsOf } from './correct-reading.ts';
import type { Desk } from './desk.ts';

export async function withdrawCorrection(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, message: string, correction: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getRead(within, message);
    const known = await findCorrection(within.db, within.workspace, correction);
    if (!known || known.message !== message) throw new Refusal('not-found');
    if (known.withdrawn_at !== null) return;
    await saveWithdrawn(within.db, within.workspace, correction, within.now, within.actor.id);
    const { field } = known;
    const now = await recount(desk, within, found, field);
    within.record('correction-withdrawn', { conversation: found.conversation, data: { message, correction, field, ...wordsOf(field, saidBy(found.corrected ?? found.value)[field], saidBy(now)[field]) } });
  });
}
