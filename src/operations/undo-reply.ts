// Takes a reply back while it has not gone: as if it had not been written, with its text given back to its author. What happened
// since then stays.
import { lastWords } from '../domain/conversation/summary.ts';
import { afterTakingBack } from '../domain/conversation/taken-back.ts';
import { Refusal } from '../domain/refusal.ts';
import { releaseAttachments } from '../store/attachment.ts';
import { listMessageCommitments } from '../store/commitment.ts';
import type { ConversationUpdate, LockedConversation } from '../store/conversation.ts';
import { findLastSaid, findMessageBrief, removeConversation, removeMessage, saveConversationUpdate } from '../store/conversation.ts';
import { lockDeliveriesOfMessage } from '../store/delivery.ts';
import { findReplySent, listEventsAfter } from '../store/event.ts';
import { forgetThirdParties } from '../store/third-party.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, standingOf } from './move-conversation.ts';
import { reopenSettledBy } from './settle-by-reply.ts';

export type Undone = { readonly text: string; readonly attachments: readonly string[] };

export async function undoReply(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, message: string): Promise<Undone> {
  return change(desk, who, async (within) => {
    const { db, workspace } = within;
    const brief = await findMessageBrief(db, workspace, message);
    if (!brief || (brief.direction !== 'out' && brief.direction !== 'to third party')) throw new Refusal('not-found');
    if (brief.author !== who.actor.id) throw new Refusal('not-allowed');
    const conversation = await getLocked(within, brief.conversation);
    const deliveries = await lockDeliveriesOfMessage(db, workspace, message);
    if (deliveries.some((delivery) => delivery.state !== 'queued' || delivery.attempts > 0)) throw new Refusal('undo-too-late');
    const promises = await listMessageCommitments(db, workspace, message);
    const attachments = await releaseAttachments(db, workspace, message, who.actor.id);
    const reopened = await reopenSettledBy(within, conversation.id, message);
    await removeMessage(db, workspace, message);
    if (brief.direction === 'to third party') await forgetThirdParties(db, workspace, conversation.id);
    const last = await findLastSaid(db, workspace, conversation.id);
    // It was begun with this message: nothing was ever said in it.
    if (last === null) await removeConversation(db, workspace, conversation.id);
    else {
      await saveConversationUpdate(db, workspace, conversation.id, {
        ...(await asBefore(within, conversation, message)), added: -1, promises: true,
        last: { message: last.message, direction: last.direction, at: last.at.toISOString(), text: lastWords(last.text, last.own, last.direction) },
      });
    }
    within.record('reply-undone', { conversation: conversation.id, data: { ...(brief.direction === 'out' ? {} : { for: 'third party' }), message, removedMessages: [message], removedCommitments: promises, commitments: reopened } });
    return { text: brief.text, attachments };
  });
}

const decisions: ReadonlySet<string> = new Set(['conversation-closed', 'conversation-reopened', 'conversation-snoozed', 'conversation-woken', 'conversation-waiting', 'conversation-merged', 'merge-undone', 'conversation-split', 'split-undone']);

/** State, waiting, assignee and the version of the last words, as they were before the reply, as far as nothing newer stands against it. */
async function asBefore({ db, workspace }: Change, conversation: LockedConversation, message: string): Promise<ConversationUpdate> {
  const sent = await findReplySent(db, workspace, conversation.id, message);
  if (sent === null) return {};
  const later = await listEventsAfter(db, workspace, conversation.id, sent);
  const happened = (kind: string) => later.some((event) => event.kind === kind);
  const { before } = sent;
  const since = {
    written: happened('message-received'),
    answered: later.some((event) => event.kind === 'reply-sent' && event.actor_kind === 'agent'),
    decided: later.some((event) => decisions.has(event.kind)),
  };
  const { state, waitingSince } = afterTakingBack(standingOf(conversation), before, since);
  return {
    state, waitingSince,
    ...(later.some((event) => event.kind === 'conversation-assigned' && 'assignee' in event.data) ? {} : { assignee: before.assignee }),
    ...(since.written || ['reply-sent', 'forward-sent', 'third-party-answered'].some(happened) ? {} : { wordsVersion: before.wordsVersion }),
  };
}
