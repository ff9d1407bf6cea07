// A promise was kept, in time or late; where a message did it, the message is named.
import { Refusal } from '../domain/refusal.ts';
import { saveCommitmentState } from '../store/commitment.ts';
import { findMessageBrief } from '../store/conversation.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getUnsettled, personOf, showNextDue } from './settle-commitment.ts';

export async function keepCommitment(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, commitment: string, by: string | null): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getUnsettled(within, commitment);
    if (by !== null && (await findMessageBrief(within.db, within.workspace, by))?.conversation !== found.conversation) throw new Refusal('input-wrong', { message: 'There is no such message in this conversation.' });
    await saveCommitmentState(within.db, within.workspace, commitment, { state: 'kept', kept_by: by, settled_at: within.now, settled_by: personOf(who.actor) });
    await showNextDue(within, found.conversation);
    within.record('commitment-kept', { conversation: found.conversation, data: { commitment, late: found.due_at !== null && found.due_at.toISOString() < within.now } });
  });
}
