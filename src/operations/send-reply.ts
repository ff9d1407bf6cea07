// The outbound flow, steps 3 to 5: an agent's reply is checked against what happened since, stored with its delivery and its
// promises, and shown at once. Sending itself is the worker's, after the time in which it can be undone.
import { afterReply } from '../domain/conversation/transition.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RecipientsView } from '../contract/views.ts';
import { takeAttachments } from '../store/attachment.ts';
import { findContacts } from '../store/contact.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { findMessageBrief, lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { saveDelivery } from '../store/delivery.ts';
import { saveMessages, storable } from '../store/receive.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';
import { keepCommitments } from './make-commitments.ts';
import { stateOf } from './place-arrivals.ts';
import type { Addressed } from './address-reply.ts';
import { addressReply } from './address-reply.ts';

export type Reply = {
  readonly id: string;
  readonly conversation: string;
  readonly agent: string;
  readonly text: string;
  readonly version: number;
  readonly anyway: boolean;
  readonly inbox?: string;
  readonly sender: string | null;
  readonly copy?: RecipientsView['copy'];
  readonly blindCopy: RecipientsView['blindCopy'];
  readonly attachments: readonly string[];
  readonly then: 'open' | 'waiting' | 'closed';
  /** Absent: every promise found is kept with its found due time. */
  readonly commitments?: readonly { readonly start: number; readonly end: number; readonly due: string | null }[];
  readonly undoSeconds?: number;
};

/** The same id twice is one reply: the second call changes nothing. */
export async function sendReply(desk: Desk, workspace: string, reply: Reply): Promise<void> {
  await change(desk, { workspace, actor: { kind: 'agent', id: reply.agent } }, async (within) => {
    const conversation = await lockConversation(within.db, workspace, reply.conversation);
    if (!conversation) throw new Refusal('not-found');
    const stored = await findMessageBrief(within.db, workspace, reply.id);
    if (stored) {
      if (stored.conversation !== reply.conversation) throw new Refusal('not-found');
      return;
    }
    // Assigning or tagging does not make a reply outdated; words do.
    if (reply.version < conversation.words_version && !reply.anyway) {
      throw new Refusal('answered-meanwhile', { version: conversation.version });
    }
    await refuseBlocked(within, conversation.contact);
    const account = await getAccount(desk, within.db, workspace, reply.inbox ?? conversation.inbox);
    const addressed = await addressReply(within, account, conversation, reply);
    await storeReply(desk, within, { conversation, account, addressed, reply });
  });
}

async function refuseBlocked(within: Change, contact: string): Promise<void> {
  const { contacts } = await findContacts(within.db, within.workspace, [contact]);
  if (contacts[0]?.blocked_at) throw new Refusal('contact-blocked');
}

type Storing = { readonly conversation: LockedConversation; readonly account: InboxAccount; readonly addressed: Addressed; readonly reply: Reply };

async function storeReply(desk: Desk, within: Change, { conversation, account, addressed, reply }: Storing): Promise<void> {
  const text = storable(reply.text);
  checkLength(account, text);
  const ownId = account.channel.externalIdOf?.({ id: reply.id, key: conversation.key }, account.config) ?? null;
  await saveMessages(within.db, within.workspace, within.now, {
    messages: [{
      id: reply.id, conversation: conversation.id, inbox: account.row.id, direction: 'out', author_kind: 'agent', author: reply.agent, external_id: ownId, fingerprint: null,
      language: conversation.language, subject: addressed.subject, text, html: null, recipients: addressed.recipients, sender: addressed.sender, machine_sent: false,
      sent_at: within.now, raw_input: null, against_version: reply.version, notices: [],
    }],
    readings: [], attachments: [], participants: addressed.participants.map((one) => ({ conversation: conversation.id, ...one })),
  });
  await takeAttachments(within.db, within.workspace, reply.id, reply.attachments, account.channel.can.attachments);
  const undo = reply.undoSeconds ?? account.row.undo_seconds;
  const dueAt = new Date(Date.parse(within.now) + undo * 1_000).toISOString();
  const delivery = desk.newId();
  await saveDelivery(within.db, within.workspace, within.now, {
    id: delivery, message: reply.id, conversation: conversation.id, via: account.channel.name, inbox: account.row.id, recipient: addressed.to, step: 0, externalId: ownId, dueAt,
  });
  const due = await keepCommitments(desk, within, { conversation, message: reply.id, agent: reply.agent, text, confirmed: reply.commitments });
  const after = afterReply({ state: stateOf(conversation), waitingSince: conversation.waiting_since?.toISOString() ?? null }, { at: within.now, byPerson: true, then: reply.then });
  await saveConversationUpdate(within.db, within.workspace, conversation.id, {
    state: after.state, waitingSince: after.waitingSince, added: 1, words: true, commitmentDue: due,
    last: { message: reply.id, at: within.now, text: lastWords(text, []), direction: 'out' },
    ...(conversation.assignee === null ? { assignee: reply.agent } : {}),
  });
  within.record('reply-sent', { conversation: conversation.id, data: { message: reply.id, delivery, channel: account.channel.name, before: { state: stateOf(conversation), waitingSince: conversation.waiting_since?.toISOString() ?? null, assignee: conversation.assignee } } });
  if (conversation.state !== 'closed' && reply.then === 'closed') within.record('conversation-closed', { conversation: conversation.id, data: { because: 'solved' } });
  if (conversation.assignee === null) within.record('conversation-assigned', { conversation: conversation.id, data: { assignee: reply.agent } });
  within.wakeWorker();
}

function checkLength(account: InboxAccount, text: string): void {
  const most = account.channel.can.maxLength;
  if (most !== null && text.length > most) throw new Refusal('message-too-long', { most });
}
