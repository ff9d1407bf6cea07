// A planned reply, or letter to a third party, that is not to go out is its author's draft again, with its files, copies and sender; nothing of it is lost.
import type { DraftContent } from '../contract/draft.ts';
import { draftContent } from '../contract/draft.ts';
import type { ForwardDraftContent } from '../contract/forward-draft.ts';
import { forwardDraftContent } from '../contract/forward-draft.ts';
import { goesTo, textOfReturned, writtenAddresses } from '../domain/conversation/planned.ts';
import { Refusal } from '../domain/refusal.ts';
import { listAttachments } from '../store/attachment.ts';
import { lockDraft, saveDraft } from '../store/draft.ts';
import type { PlannedForwardRow, PlannedReplyRow, PlannedRow } from '../store/planned-reply.ts';
import { findPlannedReply, listPlannedForwards, takePlannedReply, takePlansOf } from '../store/planned-reply.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';
import { notifyAgent } from './notify-agent.ts';

export type WhyReturned = 'taken-back' | 'customer-wrote' | 'third-party-wrote' | 'not-sent';

/** By hand: somebody does not want it to go out. */
export async function returnPlan(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, plan: string): Promise<void> {
  await change(desk, who, async (within) => {
    const { id } = await lockPlan(within, plan);
    const taken = await takePlannedReply(within.db, within.workspace, id);
    if (taken) await giveBack(desk, within, taken, 'taken-back');
  });
}

/** The customer wrote first: what was written to be sent later answers something that is not the last word any more. */
export async function returnPlansOf(desk: Desk, within: Change, conversations: readonly string[]): Promise<void> {
  for (const plan of await takePlansOf(within.db, within.workspace, conversations)) await giveBack(desk, within, plan, 'customer-wrote');
}

/** They wrote first: a letter to them that waits was written without knowing it. What the customer writes leaves it alone, since it answers nothing of theirs. */
export async function returnForwardsTo(desk: Desk, within: Change, conversation: string, people: ReadonlySet<string>): Promise<void> {
  for (const plan of await listPlannedForwards(within.db, within.workspace, conversation)) {
    if (!goesTo(plan.content, people)) continue;
    const taken = await takePlannedReply(within.db, within.workspace, plan.id);
    if (taken) await giveBack(desk, within, taken, 'third-party-wrote');
  }
}

/** The plan with its conversation locked before it, as every operation does. */
export async function lockPlan(within: Change, plan: string): Promise<PlannedRow> {
  const found = await findPlannedReply(within.db, within.workspace, plan);
  if (!found) throw new Refusal('not-found');
  await getLocked(within, found.conversation);
  const again = await findPlannedReply(within.db, within.workspace, plan);
  if (!again) throw new Refusal('not-found');
  return again;
}

/** `why`: its author is told, unless they did it themselves. */
export async function giveBack(desk: Desk, within: Change, plan: PlannedRow, why: WhyReturned, code?: string): Promise<void> {
  await (plan.third_party ? forwardAgain(desk, within, plan) : replyAgain(desk, within, plan));
  within.record('plan-returned', { conversation: plan.conversation, data: { returnedPlan: plan.id, because: why, ...(plan.third_party ? { for: 'third party' } : {}) } });
  if (why === 'taken-back' && within.actor.id === plan.agent) return;
  await notifyAgent(desk, within, { agent: plan.agent, kind: 'plan-returned', conversation: plan.conversation, message: null, data: { because: why, ...(code === undefined ? {} : { code }), ...(plan.third_party ? { for: 'third party' } : {}) } });
}

async function replyAgain(desk: Desk, within: Change, plan: PlannedReplyRow): Promise<void> {
  const place = { agent: plan.agent, conversation: plan.conversation, kind: 'reply' } as const;
  const begun = draftContent.safeParse((await lockDraft(within.db, within.workspace, place))?.content).data ?? null;
  const attachments = await filesOf(within, plan, begun?.attachments);
  const content: DraftContent = {
    id: desk.newId(), text: textOfReturned(plan.content.text, begun?.text ?? null), version: plan.content.version, begunAfter: plan.created_at.toISOString(), copy: writtenAddresses(plan.content.copy),
    blindCopy: writtenAddresses(plan.content.blindCopy) ?? '', inbox: plan.content.inbox, sender: plan.content.sender, attachments, begins: null,
    ...(plan.content.promises ? { promises: { keeps: [...plan.content.promises.keeps], renews: plan.content.promises.renews } } : {}),
  };
  await saveDraft(within.db, within.workspace, within.now, place, { content, attachments: attachments.map((one) => one.id), device: 'desk' });
}

/** Never where one writes to the customer. */
async function forwardAgain(desk: Desk, within: Change, plan: PlannedForwardRow): Promise<void> {
  const { to, copy, blindCopy, subject, then, answers, about, text, quoted, include, inbox, sender, version } = plan.content;
  const place = { agent: plan.agent, conversation: plan.conversation, kind: 'forward', about: answers ?? about } as const;
  const begun = forwardDraftContent.safeParse((await lockDraft(within.db, within.workspace, place))?.content).data ?? null;
  const attachments = await filesOf(within, plan, begun?.attachments);
  const content: ForwardDraftContent = {
    id: desk.newId(), to: writtenAddresses(to) ?? '', copy: writtenAddresses(copy) ?? '', blindCopy: writtenAddresses(blindCopy) ?? '', subject: subject ?? '', text: textOfReturned(text, begun?.text ?? null), quoted,
    include: [...new Set([...include, ...(begun?.include ?? [])])], attachments, answers, inbox, sender, waits: then === 'waiting', version, begunAfter: plan.created_at.toISOString(),
  };
  await saveDraft(within.db, within.workspace, within.now, place, { content, attachments: attachments.map((one) => one.id), device: 'desk' });
}

/** Its own, and those that were put beside what was begun since. */
async function filesOf(within: Change, plan: PlannedRow, begun: DraftContent['attachments'] = []): Promise<DraftContent['attachments']> {
  const files = (await listAttachments(within.db, within.workspace, plan.attachments)).filter((file) => file.message === null);
  const own = files.map((file) => ({ id: file.id, name: file.name, mediaType: file.media_type, bytes: file.bytes, contentId: file.content_id }));
  return [...own, ...begun.filter((one) => !own.some((other) => other.id === one.id))];
}
