// Takes a reply back while it has not gone: as if it had not been written, with its text given back to its author.
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/conversation/message.ts';
import { releaseAttachments } from '../store/attachment.ts';
import { listMessageCommitments } from '../store/commitment.ts';
import { findMessageBrief, lockConversation, removeMessage, saveConversationUpdate } from '../store/conversation.ts';
import { lockDeliveriesOfMessage } from '../store/delivery.ts';
import { findReplySent } from '../store/event.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type Undone = { readonly text: string; readonly attachments: readonly string[] };

export async function undoReply(desk: Desk, workspace: string, message: string, agent: string): Promise<Undone> {
  return change(desk, { workspace, actor: { kind: 'agent', id: agent } }, async (within) => {
    const brief = await findMessageBrief(within.db, workspace, message);
    if (!brief || brief.direction !== 'out') throw new Refusal('not-found');
    if (brief.author !== agent) throw new Refusal('not-allowed');
    await lockConversation(within.db, workspace, brief.conversation);
    const deliveries = await lockDeliveriesOfMessage(within.db, workspace, message);
    if (deliveries.some((delivery) => delivery.state !== 'queued' || delivery.attempts > 0)) throw new Refusal('undo-too-late');
    const promises = await listMessageCommitments(within.db, workspace, message);
    const attachments = await releaseAttachments(within.db, workspace, message, agent);
    await removeMessage(within.db, workspace, brief.conversation, message);
    const before = await findReplySent(within.db, workspace, brief.conversation, message);
    await saveConversationUpdate(within.db, workspace, brief.conversation, {
      promises: true,
      ...(before ? { state: before.state as State, waitingSince: before.waitingSince, assignee: before.assignee } : {}),
    });
    within.record('reply-undone', { conversation: brief.conversation, data: { removedMessages: [message], removedCommitments: promises } });
    return { text: brief.text, attachments };
  });
}
