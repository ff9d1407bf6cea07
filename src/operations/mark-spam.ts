// Out of everybody's sight, and kept: what its sender adds later stays with it. Reopening takes it back.
import { closedByHand } from '../domain/conversation/by-hand.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf } from './move-conversation.ts';

export async function markSpam(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    await moveConversation(within, found, closedByHand(standingOf(found), within.now, 'spam'), 'conversation-closed', { because: 'spam' });
  });
}
