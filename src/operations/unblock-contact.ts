// Heard again from now on. What was closed while they were blocked stays closed until somebody reopens it.
import { Refusal } from '../domain/refusal.ts';
import { lockContact, saveContactBlocked } from '../store/contact.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function unblockContact(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, contact: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await lockContact(within.db, within.workspace, contact);
    if (!found) throw new Refusal('not-found');
    if (found.blocked_at === null) return;
    await saveContactBlocked(within.db, within.workspace, contact, null);
    const conversations = await listContactConversationIds(within.db, within.workspace, contact);
    within.record('contact-unblocked', { data: { contact, conversations } });
  });
}
