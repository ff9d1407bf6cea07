// Sends again what failed, or what may not have been sent: a new attempt of the same message, not a mark that turns green.
import { Refusal } from '../domain/refusal.ts';
import { lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { lockDelivery, requeueDelivery } from '../store/delivery.ts';
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
    await requeueDelivery(within.db, workspace, delivery, within.now);
    if (isTrouble(found.state)) await saveConversationUpdate(within.db, workspace, found.conversation, { failed: -1 });
    within.record('delivery-changed', { conversation: found.conversation, data: { message: found.message, delivery, state: 'queued', because: 'retried' } });
    within.wakeWorker('outgoing');
  });
}
