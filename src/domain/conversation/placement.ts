// Which conversation an incoming message belongs to. Candidates are loaded by the caller; this decides.
import type { ConversationId, Instant } from '../identifier.ts';
import type { ClosedBecause } from './message.ts';

export type Candidate = {
  readonly id: ConversationId;
  /** The conversation that it was divided from, or itself: those of one family share what their keys prove. */
  readonly family?: ConversationId;
  readonly closed: { readonly at: Instant; readonly because: ClosedBecause } | null;
  /** Identities on the same channel that belong to this matter: the contact's own and everybody copied in. */
  readonly participants: readonly string[];
};

export type Candidates = {
  /** Found by our own key, which nobody can guess. */
  readonly byKey: Candidate | null;
  /** Found by messages that the new one says it answers; nearest last. */
  readonly byReference: readonly Candidate[];
  /** Found by the number in the subject. */
  readonly byNumber: Candidate | null;
  /** The sender's newest conversation on this inbox. */
  readonly newest: Candidate | null;
};

export type Placement = { readonly do: 'append'; readonly conversation: ConversationId; readonly by: 'key' | 'reference' | 'number' | 'identity' } | { readonly do: 'begin' };

/** A messenger has no threads: a customer who comes back within this time goes on with the same matter. */
export const messengerContinuesHours = 72;

/**
 * Order of belief: our own key; a message it answers, among the same people; the number in the subject, among the same
 * people; and for channels without threads (no references, no subject), the sender's newest conversation.
 * A key stays with a conversation that is divided; an answer to what was taken out of it belongs there nevertheless.
 * "Among the same people" keeps two customers who answer the same newsletter in two conversations.
 */
export function placeMessage(
  message: { readonly sender: string; readonly participants: readonly string[]; readonly threaded: boolean; readonly at: Instant },
  candidates: Candidates,
): Placement {
  if (candidates.byKey) {
    const { id, family } = candidates.byKey;
    const nearest = candidates.byReference.at(-1);
    if (nearest && nearest.id !== id && family !== undefined && nearest.family === family) return { do: 'append', conversation: nearest.id, by: 'reference' };
    return { do: 'append', conversation: id, by: 'key' };
  }
  const ofSender = (candidate: Candidate) => candidate.participants.includes(message.sender);
  const answered = candidates.byReference.findLast(ofSender);
  if (answered) return { do: 'append', conversation: answered.id, by: 'reference' };
  if (candidates.byNumber && ofSender(candidates.byNumber)) return { do: 'append', conversation: candidates.byNumber.id, by: 'number' };
  if (!message.threaded && candidates.newest && goesOn(candidates.newest, message.at)) {
    return { do: 'append', conversation: candidates.newest.id, by: 'identity' };
  }
  return { do: 'begin' };
}

function goesOn(candidate: Candidate, at: Instant): boolean {
  if (!candidate.closed) return true;
  // What was marked as spam stays together, so that one decision keeps the rest out of sight too.
  if (candidate.closed.because === 'spam') return true;
  return Date.parse(at) - Date.parse(candidate.closed.at) < messengerContinuesHours * 3_600_000;
}
