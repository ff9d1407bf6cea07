// After a restore: replies that the backup still had to send are shown as "may have been sent", each to its author, and the
// administrators are told how many there are. Runs before a worker sends anything; a second time it finds nothing.
import { listAgents } from '../store/agent.ts';
import { lockConversation } from '../store/conversation.ts';
import { lockDelivery, saveAlone } from '../store/delivery.ts';
import type { DeliveryPlace } from '../store/held-delivery.ts';
import { listUntoldHeld } from '../store/held-delivery.ts';
import { saveNotification } from '../store/notification.ts';
import { findPlannedReply, listHeldPlans, takePlannedReply } from '../store/planned-reply.ts';
import { listHeldStarts, takePlannedStart } from '../store/planned-start.ts';
import { heldCode } from '../store/restore-hold.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import { leaveUnknown } from './change-delivery.ts';
import type { Desk } from './desk.ts';
import { giveBack } from './return-plan.ts';
import { giveLetterBack } from './return-start.ts';

const together = 200;

/** @returns how many are held now that were not told of before */
export async function holdRestored(desk: Desk): Promise<number> {
  const counts = new Map<string, number>();
  for (let page = await listUntoldHeld(desk.db, together); page.length > 0; page = await listUntoldHeld(desk.db, together)) {
    for (const place of page) if (await hold(desk, place)) counts.set(place.workspace, (counts.get(place.workspace) ?? 0) + 1);
  }
  await returnPlans(desk);
  await returnLetters(desk);
  for (const [workspace, count] of counts) await change(desk, { workspace, actor: automation }, (within) => tellAdministrators(desk, within, count));
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** A reply that was planned for a time before the restore is its author's draft again. */
async function returnPlans(desk: Desk): Promise<void> {
  for (let page = await listHeldPlans(desk.db, together); page.length > 0; page = await listHeldPlans(desk.db, together)) {
    for (const { workspace, id } of page) {
      await change(desk, { workspace, actor: automation }, async (within) => {
        const plan = await findPlannedReply(within.db, workspace, id);
        if (plan) await lockConversation(within.db, workspace, plan.conversation);
        const taken = await takePlannedReply(within.db, workspace, id);
        if (taken) await giveBack(desk, within, taken, 'not-sent', heldCode);
      });
    }
  }
}

/** And a letter that would have begun a conversation. */
async function returnLetters(desk: Desk): Promise<void> {
  for (let page = await listHeldStarts(desk.db, together); page.length > 0; page = await listHeldStarts(desk.db, together)) {
    for (const { workspace, id } of page) {
      await change(desk, { workspace, actor: automation }, async (within) => {
        const taken = await takePlannedStart(within.db, workspace, id);
        if (taken) await giveLetterBack(desk, within, taken, 'not-sent', heldCode);
      });
    }
  }
}

/** @returns false where another worker was quicker */
async function hold(desk: Desk, { workspace, id, conversation }: DeliveryPlace): Promise<boolean> {
  return change(desk, { workspace, actor: automation }, async (within) => {
    await lockConversation(within.db, workspace, conversation);
    const delivery = await lockDelivery(within.db, workspace, id);
    if (!delivery || delivery.problem_code !== heldCode || (delivery.state !== 'queued' && delivery.state !== 'sending')) return false;
    // Each is decided about for itself: one that is let go must not wait for another that is dropped.
    await saveAlone(within.db, workspace, delivery.id);
    await leaveUnknown(desk, within, { ...delivery, along_with: null }, { code: heldCode, detail: '' });
    return true;
  });
}

async function tellAdministrators(desk: Desk, within: Change, count: number): Promise<void> {
  const agents = await listAgents(within.db, within.workspace);
  for (const { id: agent } of agents.filter(({ role, active }) => role === 'administrator' && active)) {
    const id = desk.newId();
    await saveNotification(within.db, within.workspace, { id, agent, kind: 'delivery-failed', conversation: null, message: null, data: { code: heldCode, count: String(count) }, at: within.now });
    within.record('notification-added', { onlyAgent: agent, data: { notification: id } });
  }
}
