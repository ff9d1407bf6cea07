// Sends again what failed, or what may not have been sent: a new attempt of the same message, not a mark that turns green.
import { Refusal } from '../domain/refusal.ts';
import { lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { lockDelivery, lockTogether, requeueDelivery } from '../store/delivery.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import { isTrouble } from './change-delivery.ts';
import type { Desk } from './desk.ts';

export async function retryDelivery(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, delivery: string): Promise<void> {
  await change(desk, who, async (within) => {
    const { workspace } = within;
    const found = await lockDelivery(within.db, workspace, delivery);
    if (!found) throw new Refusal('not-found');
    if (found.state === 'queued' && found.problem_code === null) throw new Refusal('delivery-already-going');
    if (found.state === 'sending') throw new Refusal('delivery-already-going');
    if (!isTrouble(found.state) && found.state !== 'queued') throw new Refusal('delivery-not-failed');
    await lockConversation(within.db, workspace, found.conversation);
    // What travelled in one letter travels in one again.
    const carrying = found.along_with === null ? found : ((await lockDelivery(within.db, workspace, found.along_with)) ?? found);
    for (const one of await lockTogether(within.db, workspace, carrying)) {
      if (!isTrouble(one.state) && one.state !== 'queued') continue;
      await requeueDelivery(within.db, workspace, one.id, within.now);
      if (isTrouble(one.state)) await saveConversationUpdate(within.db, workspace, one.conversation, { failed: -1 });
      within.record('delivery-changed', { conversation: one.conversation, data: { message: one.message, delivery: one.id, state: 'queued', because: 'retried' } });
    }
    within.wakeWorker('outgoing');
  });
}
