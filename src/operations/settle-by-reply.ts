// What an answer does to promises that were open before it: it keeps some, and asks more time for one. What somebody else has
// settled in the meantime stays as it is: an answer is never held up by it.
import { Refusal } from '../domain/refusal.ts';
import type { CommitmentRow } from '../store/commitment.ts';
import { findCommitments, lockSettledBy, saveCommitmentState } from '../store/commitment.ts';
import type { Change } from './change.ts';

export type Renewal = { readonly commitment: string; readonly due: string };
export type Settling = { readonly conversation: string; readonly message: string; /** Who wrote it. */ readonly agent: string; readonly keeps: readonly string[]; readonly renews: Renewal | null };

/** Of the promises that an answer names, those that are open; its conversation is locked. */
export async function findNamed(within: Change, { conversation, keeps, renews }: Settling): Promise<readonly CommitmentRow[]> {
  const named = [...new Set([...keeps, ...(renews ? [renews.commitment] : [])])];
  const found = await findCommitments(within.db, within.workspace, named);
  const here = new Set(found.filter((one) => one.conversation === conversation).map((one) => one.id));
  const wrong = [
    ...keeps.flatMap((id, index) => (here.has(id) ? [] : [[`keeps.${index}`, 'There is no such promise in this conversation.'] as const])),
    ...(renews && !here.has(renews.commitment) ? [['renews.commitment', 'There is no such promise in this conversation.'] as const] : []),
  ];
  if (wrong.length > 0) throw new Refusal('input-wrong', Object.fromEntries(wrong));
  return found.filter((one) => one.settled_at === null);
}

/** `renewedBy`: the promise that takes the place of the one that is put off. */
export async function settleNamed(within: Change, open: readonly CommitmentRow[], { conversation, message, agent, renews }: Settling, renewedBy: { readonly id: string; readonly due: string | null } | null): Promise<void> {
  const { db, workspace, now } = within;
  for (const one of open) {
    const late = one.due_at !== null && one.due_at.toISOString() < now;
    if (one.id === renews?.commitment && renewedBy) {
      await saveCommitmentState(db, workspace, one.id, { state: 'renewed', renewed_by: renewedBy.id, settled_at: now, settled_by: agent });
      within.record('commitment-renewed', { conversation, data: { commitments: [one.id, renewedBy.id], commitment: one.id, message, late, ...(renewedBy.due === null ? {} : { due: renewedBy.due }) } });
    } else {
      await saveCommitmentState(db, workspace, one.id, { state: 'kept', kept_by: message, settled_at: now, settled_by: agent });
      within.record('commitment-kept', { conversation, data: { commitment: one.id, message, late } });
    }
  }
}

/** The answer is taken back: what it settled is open again, or missed as it was. @returns those promises */
export async function reopenSettledBy({ db, workspace }: Change, conversation: string, message: string): Promise<readonly string[]> {
  const settled = await lockSettledBy(db, workspace, conversation, message);
  for (const one of settled) {
    await saveCommitmentState(db, workspace, one.id, { state: one.missed_at === null ? 'open' : 'missed', kept_by: null, renewed_by: null, settled_at: null, settled_by: null });
  }
  return settled.map((one) => one.id);
}
