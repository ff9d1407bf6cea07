// Another time for a reply that waits for its own.
import { savePlanTime } from '../store/planned-reply.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { lockPlan } from './return-plan.ts';
import { checkSendAt } from './plan-reply.ts';

export async function changePlan(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, plan: string, sendAt: string): Promise<void> {
  checkSendAt(sendAt, desk.now());
  await change(desk, who, async (within) => {
    const found = await lockPlan(within, plan);
    if (found.send_at.toISOString() === sendAt) return;
    await savePlanTime(within.db, within.workspace, plan, sendAt);
    within.record('plan-changed', { conversation: found.conversation, data: { planned: plan, sendAt } });
  });
}
