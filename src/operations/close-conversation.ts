// The matter is done, or nobody answers any more.
import { closedByHand } from '../domain/conversation/by-hand.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf } from './move-conversation.ts';

export async function closeConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, because: 'solved' | 'no answer'): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    await moveConversation(within, found, closedByHand(standingOf(found), within.now, because), 'conversation-closed', { because });
  });
}
