// A letter about a conversation to somebody who is not its customer. It goes under a key of its own, so that the answer comes back
// as theirs (take-third-parties.ts), and the customer is neither written to nor answered by it.
import type { RecipientsView } from '../contract/views.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { afterForward } from '../domain/conversation/third-party.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import { Refusal } from '../domain/refusal.ts';
import { copyAttachments, takeAttachments } from '../store/attachment.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { findMessageBrief, lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { saveDelivery } from '../store/delivery.ts';
import { removeSentDraft } from '../store/draft.ts';
import { saveMessages, storable } from '../store/receive.ts';
import { ensureThirdPartyKey, listWithThirdParties } from '../store/third-party.ts';
import { findRecipients } from './address-forward.ts';
import { chooseSender } from './address-reply.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { refuseMissing, standingOf, unansweredSince } from './move-conversation.ts';
import { isRepeated } from './repeated.ts';
import { newKey } from './save-arrivals.ts';
import type { ReplyAuthor } from './store-reply.ts';
import { actorOf } from './store-reply.ts';

export type Forward = {
  readonly id: string; readonly conversation: string; readonly author: ReplyAuthor;
  readonly to: RecipientsView['to']; readonly copy: RecipientsView['copy']; readonly blindCopy: RecipientsView['blindCopy'];
  readonly subject: string | null; readonly text: string; readonly quoted: string;
  readonly include: readonly string[]; readonly attachments: readonly string[]; readonly answers: string | null;
  readonly inbox?: string; readonly sender: string | null; readonly version: number; readonly anyway: boolean; readonly then: 'stay' | 'waiting'; readonly undoSeconds?: number;
};

/** How far back a third party's message may lie to be answered. */
const answerable = 500;

/** The same id twice is one letter: the second call changes nothing. */
export async function forwardConversation(desk: Desk, workspace: string, forward: Forward): Promise<void> {
  await change(desk, { workspace, actor: actorOf(forward.author) }, (within) => forwardWithin(desk, within, forward));
}

/** As part of a change that does more: a letter whose time has come is taken off the plan by the same one. */
export async function forwardWithin(desk: Desk, within: Change, forward: Forward): Promise<void> {
  const [conversation, stored] = await Promise.all([lockConversation(within.db, within.workspace, forward.conversation), findMessageBrief(within.db, within.workspace, forward.id)]);
  if (!conversation) return refuseMissing(within, forward.conversation);
  const { text, end } = wordsOf(forward);
  if (isRepeated(stored, { conversation: conversation.id, direction: 'to third party', author: forward.author.id, text })) return;
  if (forward.version < conversation.words_version && !forward.anyway) throw new Refusal('answered-meanwhile', { version: conversation.version });
  if (text === '' && forward.include.length + forward.attachments.length === 0) throw new Refusal('message-empty');
  const { account, recipients } = await findRecipients(desk, within, conversation, forward);
  await refuseForeignAnswer(within, conversation, forward.answers);
  await store(desk, within, { conversation, account, recipients, forward, text, end });
}

/** Our own words above, what is passed on below; `end`: of our own. */
function wordsOf({ text, quoted }: Forward): { readonly text: string; readonly end: number } {
  const own = storable(text).trim();
  const below = storable(quoted).trim();
  return { text: [own, below].filter((part) => part !== '').join('\n\n'), end: own.length };
}

export async function refuseForeignAnswer(within: Change, conversation: LockedConversation, answers: string | null): Promise<void> {
  if (answers === null) return;
  const exchanged = await listWithThirdParties(within.db, within.workspace, conversation.id, answerable);
  if (!exchanged.some((one) => one.id === answers)) throw new Refusal('input-wrong', { answers: 'This is no message to or from a third party in this conversation.' });
}

type Storing = { readonly conversation: LockedConversation; readonly account: InboxAccount; readonly recipients: RecipientsView; readonly forward: Forward; readonly text: string; readonly end: number };

async function store(desk: Desk, within: Change, { conversation, account, recipients, forward, text, end }: Storing): Promise<void> {
  const { db, workspace, now } = within;
  const byPerson = forward.author.kind === 'agent';
  const key = await ensureThirdPartyKey(db, workspace, conversation.id, newKey());
  const to = recipients.to[0]!.address;
  const ownId = account.channel.externalIdOf?.({ id: forward.id, key, to }, account.config) ?? null;
  within.alongside(saveMessages(db, workspace, now, {
    messages: [{
      id: forward.id, conversation: conversation.id, inbox: account.row.id, direction: 'to third party', author_kind: forward.author.kind, author: forward.author.id, external_id: ownId, fingerprint: null,
      language: null, subject: forward.subject === null ? conversation.subject : storable(forward.subject), text, html: null, recipients, sender: chooseSender(account, forward.sender, []), machine_sent: !byPerson,
      sent_at: now, raw_input: null, against_version: forward.version, notices: [], own_words: end === 0 ? [] : [{ start: 0, end }], answers: forward.answers,
    }],
    readings: [], attachments: [],
    participants: [...recipients.to, ...recipients.copy].map((one) => ({ conversation: conversation.id, channel: account.channel.name, external_id: one.address.toLowerCase(), name: one.name, third_party: true })),
  }));
  const { attachments: can } = account.channel.can;
  await copyAttachments(db, workspace, now, { conversation: conversation.id, message: forward.id, of: forward.include, newId: desk.newId, can });
  await takeAttachments(db, workspace, forward.id, forward.attachments, can);
  const delivery = desk.newId();
  const dueAt = new Date(Date.parse(now) + (forward.undoSeconds ?? account.row.undo_seconds) * 1_000).toISOString();
  within.alongside(saveDelivery(db, workspace, now, { id: delivery, message: forward.id, conversation: conversation.id, via: account.channel.name, inbox: account.row.id, recipient: to, step: 0, externalId: ownId, dueAt }));
  await moveOn(within, conversation, forward, { delivery, text, end });
  within.wakeWorker('outgoing');
}

async function moveOn(within: Change, conversation: LockedConversation, forward: Forward, { delivery, text, end }: { readonly delivery: string; readonly text: string; readonly end: number }): Promise<void> {
  const byPerson = forward.author.kind === 'agent';
  const before: Standing = standingOf(conversation);
  const after = afterForward(before, forward.then, await unansweredSince(within, conversation));
  const assigns = byPerson && conversation.assignee === null;
  within.alongside(saveConversationUpdate(within.db, within.workspace, conversation.id, {
    state: after.state, waitingSince: after.waitingSince, added: 1, words: true,
    last: { message: forward.id, at: within.now, text: lastWords(text, end === 0 ? [] : [{ start: 0, end }], 'to third party'), direction: 'to third party' },
    ...(assigns ? { assignee: forward.author.id } : {}),
  }));
  within.record('forward-sent', { conversation: conversation.id, data: { message: forward.id, delivery, before: { ...before, assignee: conversation.assignee, wordsVersion: conversation.words_version } } });
  if (byPerson) within.alongside(removeSentDraft(within.db, within.workspace, conversation.id, forward.author.id, forward.id));
  if (after.state.is === 'waiting' && (before.state.is !== 'waiting' || before.state.for !== 'third party')) within.record('conversation-waiting', { conversation: conversation.id, data: { for: 'third party' } });
  if (assigns) within.record('conversation-assigned', { conversation: conversation.id, data: { assignee: forward.author.id } });
}
