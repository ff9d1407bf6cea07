// Somebody who is not the customer and is asked about a matter: a supplier, a courier, a workshop. Whether an incoming letter is
// theirs, and what it does to the conversation.
import type { Instant } from '../identifier.ts';
import type { Standing } from './transition.ts';
import { isSpam } from './transition.ts';

/** How an incoming letter and its sender stand to a conversation that it may belong to. */
export type Relation = {
  /** What the letter names the conversation by. */
  readonly by: 'third-party key' | 'key' | 'reference' | 'number';
  /** The message that it says it answers was exchanged with a third party; true for their key. */
  readonly withThirdParty: boolean;
  /** The sender is the conversation's contact. */
  readonly customer: boolean;
  /** The sender was written to as a third party. */
  readonly thirdParty: boolean;
  /** The sender is on the customer's side: was copied in by them, or by us when we answered them. */
  readonly customersSide: boolean;
};

/**
 * The customer stays the customer whatever they answer, our letters to third parties included. What comes under the third parties'
 * key is theirs from whatever address: who is written to at info@ answers from their own. Somebody who was written to as a third
 * party stays one where they get into the customer's thread, unless they were on the customer's side before.
 */
export function isFromThirdParty(relations: readonly Relation[]): boolean {
  if (relations.some((one) => one.customer)) return false;
  if (relations.some((one) => one.by === 'third-party key')) return true;
  return relations.some((one) => (one.withThirdParty ? one.thirdParty || one.customersSide : one.thirdParty && !one.customersSide));
}

/**
 * Their answer is what somebody here waits for, so it brings the conversation back. The customer has said nothing by it: since when
 * they wait stays as it is. A machine's notice (an absence, a receipt) wakes nobody.
 */
export function afterThirdParty(standing: Standing, message: { readonly machineSent: boolean }): Standing {
  if (message.machineSent || isSpam(standing.state)) return standing;
  return { state: { is: 'open' }, waitingSince: standing.waitingSince };
}

/** A letter of ours to a third party. `waiting`: they have to move. The customer is not answered by it, and goes on waiting. */
export function afterForward(standing: Standing, then: 'stay' | 'waiting', unansweredSince: Instant | null): Standing {
  if (then === 'stay' || isSpam(standing.state)) return standing;
  return { state: { is: 'waiting', for: 'third party' }, waitingSince: standing.state.is === 'closed' ? unansweredSince : standing.waitingSince };
}
