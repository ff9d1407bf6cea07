// Another due time for a promise. One that was missed is watched again; that it was missed stays on record.
import { Refusal } from '../domain/refusal.ts';
import { saveCommitmentState } from '../store/commitment.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getUnsettled, showNextDue } from './settle-commitment.ts';

export async function changeCommitment(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, commitment: string, due: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getUnsettled(within, commitment);
    const at = new Date(due).toISOString();
    if (at <= within.now) throw new Refusal('snooze-in-the-past');
    if (found.state === 'open' && found.due_stated && found.due_at?.toISOString() === at) return;
    await saveCommitmentState(within.db, within.workspace, commitment, { state: 'open', due_at: at, due_stated: true, warned_at: null });
    await showNextDue(within, found.conversation);
    within.record('commitment-changed', { conversation: found.conversation, data: { commitment, due: at, before: found.due_at?.toISOString() ?? null } });
  });
}
