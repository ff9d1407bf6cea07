// A contact that nobody wants to hear from: what they have open is closed as spam, what they write from now on is kept there,
// and nobody can answer by mistake.
import { closedByHand } from '../domain/conversation/by-hand.ts';
import { Refusal } from '../domain/refusal.ts';
import { lockContact, saveContactBlocked } from '../store/contact.ts';
import { listContactConversationIds, lockConversation } from '../store/conversation.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { moveConversation, standingOf } from './move-conversation.ts';

export async function blockContact(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, contact: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await lockContact(within.db, within.workspace, contact);
    if (!found) throw new Refusal('not-found');
    if (found.blocked_at !== null) return;
    await saveContactBlocked(within.db, within.workspace, contact, within.now);
    const conversations = await listContactConversationIds(within.db, within.workspace, contact);
    within.record('contact-blocked', { data: { contact, conversations } });
    for (const id of conversations) {
      const conversation = await lockConversation(within.db, within.workspace, id);
      if (!conversation || conversation.state === 'closed') continue;
      await moveConversation(within, conversation, closedByHand(standingOf(conversation), within.now, 'spam'), 'conversation-closed', { because: 'spam' });
    }
  });
}
