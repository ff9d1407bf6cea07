// What an administrator decides about replies that are held since a restore: send them, or drop them.
import { lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { lockDelivery, requeueDelivery, saveDeliveryChange } from '../store/delivery.ts';
import { listHeld } from '../store/held-delivery.ts';
import { heldCode } from '../store/restore-hold.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

const together = 200;

/**
 * `send`: into the queue, as Retry does for one. `drop`: they stay in their conversations, marked as not sent.
 * @param only these, as far as they are still held; null: all that are held. @returns how many
 */
export async function settleHeld(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, decision: 'send' | 'drop', only: readonly string[] | null = null): Promise<number> {
  let settled = 0;
  for (let page = await listHeld(desk.db, who.workspace, only, together); page.length > 0; page = await listHeld(desk.db, who.workspace, only, together)) {
    for (const { id, conversation } of page) if (await settle(desk, who, { id, conversation }, decision)) settled += 1;
  }
  return settled;
}

/** Each in a change of its own: an author who sends or reads one meanwhile is not kept waiting for all of them. */
async function settle(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, held: { readonly id: string; readonly conversation: string }, decision: 'send' | 'drop'): Promise<boolean> {
  return change(desk, who, async (within) => {
    await lockConversation(within.db, within.workspace, held.conversation);
    const delivery = await lockDelivery(within.db, within.workspace, held.id);
    if (!delivery || delivery.state !== 'unknown' || delivery.problem_code !== heldCode) return false;
    const state = decision === 'send' ? 'queued' : 'cancelled';
    if (decision === 'send') await requeueDelivery(within.db, within.workspace, delivery.id, within.now);
    else await saveDeliveryChange(within.db, within.workspace, delivery.id, { state, due_at: null, problem_code: heldCode, problem_detail: null });
    await saveConversationUpdate(within.db, within.workspace, delivery.conversation, { failed: -1 });
    within.record('delivery-changed', { conversation: delivery.conversation, data: { message: delivery.message, delivery: delivery.id, state, because: decision === 'send' ? 'released' : 'dropped' } });
    if (decision === 'send') within.wakeWorker('outgoing');
    return true;
  });
}
