// Open again, whatever it was: closed, snoozed, waiting or spam.
import { reopenedByHand } from '../domain/conversation/by-hand.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf, unansweredSince } from './move-conversation.ts';

export async function reopenConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    await moveConversation(within, found, reopenedByHand(standingOf(found), await unansweredSince(within, found)), 'conversation-reopened', { because: 'by-hand' });
  });
}
