// A promise need not be kept any more, for a reason that is written down.
import { Refusal } from '../domain/refusal.ts';
import { saveCommitmentState } from '../store/commitment.ts';
import { storable } from '../store/receive.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getUnsettled, personOf, showNextDue } from './settle-commitment.ts';

export async function waiveCommitment(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, commitment: string, reason: string): Promise<void> {
  if (reason.trim() === '') throw new Refusal('reason-missing');
  await change(desk, who, async (within) => {
    const found = await getUnsettled(within, commitment);
    await saveCommitmentState(within.db, within.workspace, commitment, { state: 'waived', waived_by: who.actor.id, settled_by: personOf(who.actor), waived_reason: storable(reason).trim(), settled_at: within.now });
    await showNextDue(within, found.conversation);
    within.record('commitment-waived', { conversation: found.conversation, data: { commitment } });
  });
}
