// Somebody outside the team has to move: the customer, or a third party.
import { waitingByHand } from '../domain/conversation/by-hand.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf, unansweredSince } from './move-conversation.ts';

export async function waitConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, whom: 'customer' | 'third party'): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    await moveConversation(within, found, waitingByHand(standingOf(found), whom, await unansweredSince(within, found)), 'conversation-waiting', { for: whom });
  });
}
