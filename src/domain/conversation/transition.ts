// How a conversation's state and the customer's waiting time change with what happens in it.
import type { Instant } from '../identifier.ts';
import type { State } from './message.ts';

export type Standing = { readonly state: State; readonly waitingSince: Instant | null };

/**
 * After a message from outside. A customer's own words open the conversation, whatever it was before; a machine's
 * (an absence notice, a list) are kept without waking anybody, and spam stays spam.
 */
export function afterIncoming(standing: Standing, message: { readonly at: Instant; readonly machineSent: boolean }): Standing {
  if (message.machineSent || isSpam(standing.state)) return standing;
  return { state: { is: 'open' }, waitingSince: standing.waitingSince ?? message.at };
}

/** After a reply. Only a person's answer ends the customer's waiting; a machine's never does (product rule 6). */
export function afterReply(
  standing: Standing,
  reply: { readonly at: Instant; readonly byPerson: boolean; readonly then: 'open' | 'waiting' | 'closed' },
): Standing {
  if (!reply.byPerson) return standing;
  return { state: stateAfterReply(reply), waitingSince: null };
}

function stateAfterReply(reply: { readonly at: Instant; readonly then: 'open' | 'waiting' | 'closed' }): State {
  if (reply.then === 'closed') return { is: 'closed', at: reply.at, because: 'solved' };
  if (reply.then === 'waiting') return { is: 'waiting', for: 'customer' };
  return { is: 'open' };
}

/** A message of ours did not arrive: the matter is open again, and the customer has been waiting since that message; null: it was not for them. */
export function afterFailure(standing: Standing, failed: { readonly sentAt: Instant | null }): Standing {
  if (isSpam(standing.state)) return standing;
  return { state: { is: 'open' }, waitingSince: standing.waitingSince ?? failed.sentAt };
}

export function isSpam(state: State): boolean {
  return state.is === 'closed' && state.because === 'spam';
}
