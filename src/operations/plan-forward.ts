// A letter to a third party that goes out later. It is checked now as far as it can be, and again when its time has come.
import type { PlanForwardBody } from '../contract/planned-forward.ts';
import { Refusal } from '../domain/refusal.ts';
import { listAttachments } from '../store/attachment.ts';
import { removeSentDraft } from '../store/draft.ts';
import { savePlannedReply } from '../store/planned-reply.ts';
import { storable } from '../store/receive.ts';
import { findRecipients } from './address-forward.ts';
import { chooseSender } from './address-reply.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { refuseForeignAnswer } from './forward-conversation.ts';
import { checkSendAt, getUnplanned } from './plan-reply.ts';

export type ForwardPlan = Omit<PlanForwardBody, 'inbox'> & { readonly conversation: string; readonly agent: string; readonly inbox?: string };

/** The same id twice is one plan. */
export async function planForward(desk: Desk, workspace: string, plan: ForwardPlan): Promise<void> {
  checkSendAt(plan.sendAt, desk.now());
  await change(desk, { workspace, actor: { kind: 'agent', id: plan.agent } }, async (within) => {
    const conversation = await getUnplanned(within, plan);
    if (conversation === null) return;
    const { to, copy, blindCopy, answers, about, then, version, inbox, sender } = plan;
    const words = { text: storable(plan.text).trim(), quoted: storable(plan.quoted).trim() };
    if (words.text === '' && words.quoted === '' && plan.include.length + plan.attachments.length === 0) throw new Refusal('message-empty');
    const { account } = await findRecipients(desk, within, conversation, { to, copy, blindCopy, ...(inbox === undefined ? {} : { inbox }) });
    chooseSender(account, sender, []);
    await refuseForeignAnswer(within, conversation, answers);
    const files = await listAttachments(within.db, workspace, plan.attachments);
    if (files.filter((file) => file.message === null).length !== new Set(plan.attachments).size) throw new Refusal('attachment-missing');
    const content = { to, copy, blindCopy, subject: plan.subject === null ? null : storable(plan.subject), ...words, include: plan.include, answers, about, version, inbox: inbox ?? null, sender, then };
    await savePlannedReply(within.db, within.now, { workspace, id: plan.id, conversation: conversation.id, agent: plan.agent, third_party: true, sendAt: plan.sendAt, content, attachments: plan.attachments });
    within.alongside(removeSentDraft(within.db, workspace, conversation.id, plan.agent, plan.id));
    within.record('forward-planned', { conversation: conversation.id, data: { planned: plan.id, sendAt: plan.sendAt } });
  });
}
