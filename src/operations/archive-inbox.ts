// Takes nothing in and sends nothing new any more; what it brought stays readable.
import { Refusal } from '../domain/refusal.ts';
import { findInbox, lockInbox, saveInboxChange } from '../store/inbox.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function archiveInbox(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, inbox: string): Promise<void> {
  await change(desk, who, async (within) => {
    const row = (await lockInbox(within.db, within.workspace, inbox)) ? await findInbox(within.db, within.workspace, inbox) : null;
    if (!row) throw new Refusal('not-found');
    if (row.archived_at) return;
    await saveInboxChange(within.db, within.workspace, inbox, { archived_at: within.now });
    within.record('inbox-archived', { data: { inbox } });
    within.wakeWorker('inboxes');
  });
}
