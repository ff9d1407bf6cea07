// Out of the list until a time that somebody chose; a message from the customer brings it back sooner.
import { snoozedByHand } from '../domain/conversation/by-hand.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf, unansweredSince } from './move-conversation.ts';

export async function snoozeConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, until: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    const after = snoozedByHand(standingOf(found), until, within.now, await unansweredSince(within, found));
    if (after === null) throw new Refusal('snooze-in-the-past');
    await moveConversation(within, found, after, 'conversation-snoozed', { until });
  });
}
