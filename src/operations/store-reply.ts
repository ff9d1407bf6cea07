// Stores an outgoing message with its delivery and its promises, and moves its conversation on. Used by replies and by conversations that agents start.
import { lastWords } from '../domain/conversation/summary.ts';
import { afterReply } from '../domain/conversation/transition.ts';
import { Refusal } from '../domain/refusal.ts';
import { takeAttachments } from '../store/attachment.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { saveConversationUpdate, stateOf } from '../store/conversation.ts';
import { saveDelivery } from '../store/delivery.ts';
import { removeSentDraft } from '../store/draft.ts';
import { saveMessages, storable } from '../store/receive.ts';
import type { WorkspaceTime } from '../store/workspace-time.ts';
import type { Addressed } from './address-reply.ts';
import type { Actor, Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { makeCommitments } from './make-commitments.ts';
import type { Renewal } from './settle-by-reply.ts';

/** An agent, or a machine of ours (a service token): only a person's answer ends the customer's waiting. */
export type ReplyAuthor = { readonly kind: 'agent' | 'automation'; readonly id: string };

export function actorOf(author: ReplyAuthor): Actor {
  return author.kind === 'agent' ? { kind: 'agent', id: author.id } : { kind: 'service', id: author.id };
}

export type Storing = {
  readonly conversation: LockedConversation;
  readonly account: InboxAccount;
  readonly addressed: Addressed;
  readonly time: WorkspaceTime;
  readonly reply: {
    readonly id: string; readonly author: ReplyAuthor; readonly text: string; readonly version: number; readonly attachments: readonly string[]; readonly then: 'open' | 'waiting' | 'closed';
    /** Absent: every promise found is kept with its found due time. */
    readonly commitments?: readonly { readonly start: number; readonly end: number; readonly due: string | null }[];
    readonly keeps?: readonly string[];
    readonly renews?: Renewal | undefined;
    readonly undoSeconds?: number;
  };
};

export async function storeReply(desk: Desk, within: Change, { conversation, account, addressed, time, reply }: Storing): Promise<void> {
  const byPerson = reply.author.kind === 'agent';
  const text = storable(reply.text);
  checkLength(account, text);
  const ownId = account.channel.externalIdOf?.({ id: reply.id, key: conversation.key, to: addressed.to }, account.config) ?? null;
  within.alongside(saveMessages(within.db, within.workspace, within.now, {
    messages: [{
      id: reply.id, conversation: conversation.id, inbox: account.row.id, direction: 'out', author_kind: reply.author.kind, author: reply.author.id, external_id: ownId, fingerprint: null,
      language: conversation.language, subject: addressed.subject, text, html: null, recipients: addressed.recipients, sender: addressed.sender, machine_sent: !byPerson,
      sent_at: within.now, raw_input: null, against_version: reply.version, notices: [],
    }],
    readings: [], attachments: [], participants: addressed.participants.map((one) => ({ conversation: conversation.id, ...one })),
  }));
  await takeAttachments(within.db, within.workspace, reply.id, reply.attachments, account.channel.can.attachments);
  const undo = reply.undoSeconds ?? account.row.undo_seconds;
  const dueAt = new Date(Date.parse(within.now) + undo * 1_000).toISOString();
  const delivery = desk.newId();
  within.alongside(saveDelivery(within.db, within.workspace, within.now, {
    id: delivery, message: reply.id, conversation: conversation.id, via: account.channel.name, inbox: account.row.id, recipient: addressed.to, step: 0, externalId: ownId, dueAt,
  }));
  // A promise has a person who keeps it: what a machine writes makes none.
  if (byPerson) {
    await makeCommitments(desk, within, {
      conversation, message: reply.id, agent: reply.author.id, text, time, confirmed: reply.commitments, keeps: reply.keeps ?? [], renews: reply.renews ?? null,
    });
  }
  const assigns = byPerson && conversation.assignee === null;
  const after = afterReply({ state: stateOf(conversation), waitingSince: conversation.waiting_since?.toISOString() ?? null }, { at: within.now, byPerson, then: reply.then });
  within.alongside(saveConversationUpdate(within.db, within.workspace, conversation.id, {
    state: after.state, waitingSince: after.waitingSince, added: 1, words: true, promises: true,
    last: { message: reply.id, at: within.now, text: lastWords(text, [], 'out'), direction: 'out' },
    ...(assigns ? { assignee: reply.author.id } : {}),
  }));
  within.record('reply-sent', { conversation: conversation.id, data: { message: reply.id, delivery, then: reply.then, channel: account.channel.name, before: { state: stateOf(conversation), waitingSince: conversation.waiting_since?.toISOString() ?? null, assignee: conversation.assignee, wordsVersion: conversation.words_version } } });
  if (byPerson) within.alongside(removeSentDraft(within.db, within.workspace, conversation.id, reply.author.id, reply.id));
  if (byPerson && conversation.state !== 'closed' && reply.then === 'closed') within.record('conversation-closed', { conversation: conversation.id, data: { because: 'solved', message: reply.id } });
  if (assigns) within.record('conversation-assigned', { conversation: conversation.id, data: { assignee: reply.author.id, message: reply.id } });
  within.wakeWorker('outgoing');
}

function checkLength(account: InboxAccount, text: string): void {
  const most = account.channel.can.maxLength;
  if (most !== null && text.length > most) throw new Refusal('message-too-long', { most });
}
