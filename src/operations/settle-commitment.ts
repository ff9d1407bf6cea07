// A promise as the operations that settle or move it find it, locked by its conversation.
import { Refusal } from '../domain/refusal.ts';
import type { CommitmentRow } from '../store/commitment.ts';
import { findCommitments } from '../store/commitment.ts';
import { lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import type { Change } from './change.ts';

/** Read again under the lock: between the two reads somebody else may have settled it. */
export async function getUnsettled(within: Change, commitment: string): Promise<CommitmentRow> {
  const [seen] = await findCommitments(within.db, within.workspace, [commitment]);
  if (!seen || !(await lockConversation(within.db, within.workspace, seen.conversation))) throw new Refusal('not-found');
  const [found] = await findCommitments(within.db, within.workspace, [commitment]);
  if (!found) throw new Refusal('not-found');
  if (found.settled_at !== null) throw new Refusal('commitment-settled');
  return found;
}

/** Who said what became of a promise: a person or a program that has an id. */
export function personOf({ kind, id }: { readonly kind: string; readonly id: string }): string | null {
  return kind === 'agent' || kind === 'service' ? id : null;
}

/** The list shows the nearest promise that is neither kept nor waived. */
export async function showNextDue(within: Change, conversation: string): Promise<void> {
  await saveConversationUpdate(within.db, within.workspace, conversation, { promises: true });
}
