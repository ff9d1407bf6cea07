// A reply that goes out later. It is checked now as far as it can be, and again when its time has come.
import type { PlanReplyBody } from '../contract/planned.ts';
import { mostAheadMs } from '../contract/planned.ts';
import type { PlannedContent } from '../domain/conversation/planned.ts';
import { Refusal } from '../domain/refusal.ts';
import { listAttachments } from '../store/attachment.ts';
import { findContacts } from '../store/contact.ts';
import { findMessageBrief, listAnswerable } from '../store/conversation.ts';
import { removeSentDraft } from '../store/draft.ts';
import { findPlannedReply, savePlannedReply } from '../store/planned-reply.ts';
import { storable } from '../store/receive.ts';
import { addressReply } from './address-reply.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getAccount } from './inbox-account.ts';
import { getLocked } from './move-conversation.ts';
import { checkRenewal } from './send-reply.ts';

export type Plan = Omit<PlanReplyBody, 'inbox' | 'copy'> & { readonly conversation: string; readonly agent: string; readonly inbox?: string; readonly copy?: PlanReplyBody['copy'] };

const answered = 20;

/** The conversation of what is to be planned, locked; null where it is planned or sent already. Refused where words came in between. */
export async function getUnplanned(within: Change, plan: { readonly id: string; readonly conversation: string; readonly version: number; readonly anyway?: boolean | undefined }) {
  const conversation = await getLocked(within, plan.conversation);
  const stored = (await findPlannedReply(within.db, within.workspace, plan.id)) ?? (await findMessageBrief(within.db, within.workspace, plan.id));
  if (stored && stored.conversation !== conversation.id) throw new Refusal('not-found');
  if (stored) return null;
  if (plan.version < conversation.words_version && !plan.anyway) throw new Refusal('answered-meanwhile', { version: conversation.version });
  return conversation;
}

/** The same id twice is one plan. */
export async function planReply(desk: Desk, workspace: string, plan: Plan): Promise<void> {
  checkSendAt(plan.sendAt, desk.now());
  checkRenewal(plan.renews, plan.sendAt);
  await change(desk, { workspace, actor: { kind: 'agent', id: plan.agent } }, async (within) => {
    const conversation = await getUnplanned(within, plan);
    if (conversation === null) return;
    const inbox = plan.inbox ?? conversation.inbox;
    const [{ contacts, identities }, messages, account] = await Promise.all([
      findContacts(within.db, workspace, [conversation.contact]), listAnswerable(within.db, workspace, conversation.id, inbox, answered), getAccount(desk, within.db, workspace, inbox),
    ]);
    if (contacts[0]?.blocked_at) throw new Refusal('contact-blocked');
    if (account.row.archived_at) throw new Refusal('inbox-archived');
    addressReply({ account, conversation, messages, identities }, { sender: plan.sender, ...(plan.copy ? { copy: plan.copy } : {}), blindCopy: plan.blindCopy });
    const text = storable(plan.text);
    const { maxLength } = account.channel.can;
    if (maxLength !== null && text.length > maxLength) throw new Refusal('message-too-long', { most: maxLength });
    const files = await listAttachments(within.db, workspace, plan.attachments);
    if (files.filter((file) => file.message === null).length !== new Set(plan.attachments).size) throw new Refusal('attachment-missing');
    const content = { text, version: plan.version, inbox: plan.inbox ?? null, sender: plan.sender, copy: plan.copy ?? null, blindCopy: plan.blindCopy, then: plan.then, ...promisesOf(plan) };
    await savePlannedReply(within.db, within.now, { workspace, id: plan.id, conversation: conversation.id, agent: plan.agent, third_party: false, sendAt: plan.sendAt, content, attachments: plan.attachments });
    within.alongside(removeSentDraft(within.db, workspace, conversation.id, plan.agent, plan.id));
    within.record('reply-planned', { conversation: conversation.id, data: { planned: plan.id, sendAt: plan.sendAt } });
  });
}

/** Looked at when it is sent: until then they may be settled otherwise. */
function promisesOf({ keeps, renews }: Plan): Pick<PlannedContent, 'promises'> {
  return keeps.length > 0 || renews ? { promises: { keeps, renews: renews ?? null } } : {};
}

export function checkSendAt(sendAt: string, now: string): void {
  const ahead = Date.parse(sendAt) - Date.parse(now);
  if (ahead <= 0) throw new Refusal('snooze-in-the-past');
  if (ahead > mostAheadMs) throw new Refusal('input-wrong', { sendAt: 'At most a year ahead.' });
}
