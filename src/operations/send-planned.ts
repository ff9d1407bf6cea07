// Sends planned replies, and letters to third parties, whose time has come. Taking one off the plan and storing its message are one change, so it goes out once,
// and a customer who writes at that moment either comes before it or after it, never in between.
import { Refusal } from '../domain/refusal.ts';
import type { PlannedForwardRow, PlannedReplyRow } from '../store/planned-reply.ts';
import { listDuePlans, takePlannedReply } from '../store/planned-reply.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import { forwardWithin } from './forward-conversation.ts';
import { getLocked } from './move-conversation.ts';
import { giveBack, lockPlan } from './return-plan.ts';
import { replyWithin } from './send-reply.ts';

const together = 50;

/** @returns how many were due */
export async function sendPlanned(desk: Desk): Promise<number> {
  const due = await listDuePlans(desk.db, desk.now(), together);
  for (const { workspace, id } of due) await sendPlan(desk, { workspace, actor: automation }, id, 0);
  return due.length;
}

/** Now, by hand or by the clock. What can no longer be sent is its author's draft again, and they are told why. */
export async function sendPlan(desk: Desk, who: Parameters<typeof change>[1], plan: string, undoSeconds?: number): Promise<void> {
  try {
    await change(desk, who, (within) => sendWithin(desk, within, plan, undoSeconds));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'not-found') {
      if (error instanceof Refusal && who.actor === automation) return;
      throw error;
    }
    await change(desk, who, async (within) => {
      const found = await lockPlan(within, plan);
      const taken = await takePlannedReply(within.db, within.workspace, found.id);
      if (taken) await giveBack(desk, within, taken, 'not-sent', error.code);
    });
    if (who.actor !== automation) throw error;
  }
}

async function sendWithin(desk: Desk, within: Change, plan: string, undoSeconds: number | undefined): Promise<void> {
  const found = await lockPlan(within, plan);
  const conversation = await getLocked(within, found.conversation);
  const taken = await takePlannedReply(within.db, within.workspace, found.id);
  if (!taken) throw new Refusal('not-found');
  if (taken.third_party) await forwardNow(desk, within, taken, conversation.version, undoSeconds);
  else await replyNow(desk, within, taken, conversation.version, undoSeconds);
  within.record('plan-sent', { conversation: taken.conversation, data: { returnedPlan: taken.id } });
}

async function replyNow(desk: Desk, within: Change, taken: PlannedReplyRow, version: number, undoSeconds: number | undefined): Promise<void> {
  const { inbox, copy, promises, ...words } = taken.content;
  await replyWithin(desk, within, {
    ...words, id: taken.id, conversation: taken.conversation, author: { kind: 'agent', id: taken.agent }, version, anyway: true, blindCopy: [...words.blindCopy],
    attachments: taken.attachments, ...(inbox === null ? {} : { inbox }), ...(copy === null ? {} : { copy: [...copy] }), ...(promises ? { keeps: promises.keeps, ...(promises.renews ? { renews: promises.renews } : {}) } : {}), ...(undoSeconds === undefined ? {} : { undoSeconds }),
  });
}

async function forwardNow(desk: Desk, within: Change, taken: PlannedForwardRow, version: number, undoSeconds: number | undefined): Promise<void> {
  const { inbox, about: _about, ...letter } = taken.content;
  await forwardWithin(desk, within, {
    ...letter, to: [...letter.to], copy: [...letter.copy], blindCopy: [...letter.blindCopy], id: taken.id, conversation: taken.conversation, author: { kind: 'agent', id: taken.agent }, version, anyway: true,
    attachments: taken.attachments, ...(inbox === null ? {} : { inbox }), ...(undoSeconds === undefined ? {} : { undoSeconds }),
  });
}
