// A letter that begins a conversation later. It is checked now as far as it can be, and again when its time has come.
import type { PlanStartBody } from '../contract/planned-start.ts';
import { Refusal } from '../domain/refusal.ts';
import { listAttachments } from '../store/attachment.ts';
import { findMessageBrief } from '../store/conversation.ts';
import { removeSentDraft } from '../store/draft.ts';
import { findPlannedStart, savePlannedStart } from '../store/planned-start.ts';
import { storable } from '../store/receive.ts';
import { chooseSender } from './address-reply.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getAccount } from './inbox-account.ts';
import { checkSendAt } from './plan-reply.ts';
import { refuseUnreachable } from './start-conversation.ts';

export type PlannedBegin = Omit<PlanStartBody, 'undoSeconds'> & { readonly agent: string };

/** The same id twice is one plan. */
export async function planStart(desk: Desk, workspace: string, plan: PlannedBegin): Promise<void> {
  checkSendAt(plan.sendAt, desk.now());
  await change(desk, { workspace, actor: { kind: 'agent', id: plan.agent } }, async (within) => {
    const [planned, sent] = await Promise.all([findPlannedStart(within.db, workspace, plan.message), findMessageBrief(within.db, workspace, plan.message)]);
    const stored = planned ?? sent;
    if (stored && stored.conversation !== plan.id) throw new Refusal('input-wrong', { message: 'Another letter has this id already. Nothing was planned; give this one an id of its own.' });
    if (stored) return;
    const account = await getAccount(desk, within.db, workspace, plan.inbox);
    refuseUnreachable(account, plan);
    chooseSender(account, plan.sender, []);
    const text = storable(plan.text);
    const { maxLength } = account.channel.can;
    if (maxLength !== null && text.length > maxLength) throw new Refusal('message-too-long', { most: maxLength });
    const files = await listAttachments(within.db, workspace, plan.attachments);
    if (files.filter((file) => file.message === null).length !== new Set(plan.attachments).size) throw new Refusal('attachment-missing');
    const content = {
      text, to: { name: plan.to.name === null ? null : storable(plan.to.name), address: plan.to.address.trim() }, copy: plan.copy, blindCopy: plan.blindCopy,
      subject: plan.subject === null ? null : storable(plan.subject), sender: plan.sender,
    };
    await savePlannedStart(within.db, within.now, {
      workspace, id: plan.message, conversation: plan.id, agent: plan.agent, inbox: plan.inbox, channel: account.channel.name, recipient: content.to.address.toLowerCase(), sendAt: plan.sendAt, content, attachments: plan.attachments,
    });
    within.alongside(removeSentDraft(within.db, workspace, null, plan.agent, plan.message));
    within.record('letter-planned', { data: { letter: plan.message, sendAt: plan.sendAt } });
  });
}
