// Conversations: their list, one of them opened, and what agents write in them.
import { countsReply, conversationViews, historyReply, listQuery, listReply, messagesReply, noteBody, openReply, replyBody, startBody } from '../../contract/requests.ts';
import type { ConversationViewName } from '../../contract/requests.ts';
import { messageView } from '../../contract/views.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeInbox } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addNote } from '../../operations/add-note.ts';
import type { Desk } from '../../operations/desk.ts';
import { sendReply } from '../../operations/send-reply.ts';
import { startConversation } from '../../operations/start-conversation.ts';
import type { ReplyAuthor } from '../../operations/store-reply.ts';
import { existsInbox, listInboxTeams } from '../../store/access.ts';
import { countOwnPromises } from '../../store/commitment.ts';
import { countByTally } from '../../store/conversation-tally.ts';
import { z } from 'zod';
import { accessSubject } from '../access-subject.ts';
import { filterOfQuery, filterOfView, seenBy } from '../conversation-filter.ts';
import { readCursor } from '../page-cursor.ts';
import { listConversations } from '../present/conversation-list.ts';
import { historyBefore, messagesBefore, openConversation, showMessage } from '../present/open-conversation.ts';
import type { SignedIn } from '../route.ts';
import { route } from '../route.ts';

const writing = ['inbox-archived', 'message-too-long', 'channel-cannot-copy', 'recipient-wrong', 'contact-blocked', 'attachment-missing', 'attachment-too-large', 'attachment-type-refused', 'automatic-reply-loops'] as const;

export const conversationRoutes = [
  route({
    method: 'GET', path: '/api/conversations', noun: 'conversations', who: 'agent', ahead: true,
    summary: 'Conversations of a view, as far as the viewer may see them, narrowed by any conditions together', query: listQuery, reply: listReply,
    handle: async ({ desk, workspace, viewer, query }) => {
      const filter = await filterOfQuery(desk, workspace, viewer, query);
      if (filter === null) return { conversations: [], contacts: [], next: null };
      return listConversations(desk, workspace, { ...filter, ...(await seenBy(desk, workspace, viewer)) }, query);
    },
  }),
  route({
    method: 'GET', path: '/api/counts', noun: 'conversations', who: 'agent', ahead: true,
    summary: 'How many conversations each view holds for the viewer, and how many promises are theirs to keep', reply: countsReply,
    handle: async ({ desk, workspace, viewer }) => {
      const seen = await seenBy(desk, workspace, viewer);
      const [counts, promises] = await Promise.all([countByTally(desk.db, workspace, conversationViews.map((view) => ({ ...filterOfView(view, viewer), ...seen }))), countOwnPromises(desk.db, workspace, viewer.id)]);
      return { ...(Object.fromEntries(conversationViews.map((view, place) => [view, counts[place]!])) as Record<ConversationViewName, number>), promises };
    },
  }),
  route({
    method: 'POST', path: '/api/conversations', noun: 'conversations', who: 'agent', scope: 'send',
    summary: 'Write to somebody first. The same ids twice are one conversation.', body: startBody, reply: openReply,
    refuses: ['not-found', 'channel-cannot-start', ...writing],
    handle: async ({ desk, workspace, viewer, body }) => {
      await refuseUnseenInbox(desk, { workspace, viewer }, body.inbox);
      const { undoSeconds, ...start } = body;
      await startConversation(desk, workspace, { ...start, author: authorOf(viewer), ...(undoSeconds === undefined ? {} : { undoSeconds }) });
      await accessSubject(desk, { workspace, viewer }, 'conversation', { conversation: body.id });
      return openConversation(desk, workspace, body.id);
    },
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}', noun: 'conversations', who: 'agent', sees: 'conversation', ahead: true,
    summary: 'A conversation with its newest 100 messages, its contact and its promises', reply: openReply,
    handle: async ({ desk, workspace, params }) => openConversation(desk, workspace, params['conversation']!),
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}/messages', noun: 'conversations', who: 'agent', sees: 'conversation', ahead: true,
    summary: 'Earlier messages, oldest first', query: z.object({ earlier: z.string().max(200).optional() }), reply: messagesReply,
    handle: async ({ desk, workspace, params, query }) => messagesBefore(desk.db, workspace, params['conversation']!, readCursor(query.earlier, 'earlier')),
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}/history', noun: 'conversations', who: 'agent', sees: 'conversation', ahead: true,
    summary: 'What happened besides messages before a place that an earlier answer named, oldest first', query: z.object({ earlier: z.coerce.number().int().min(1).optional() }), reply: historyReply,
    handle: async ({ desk, workspace, params, query }) => historyBefore(desk.db, workspace, params['conversation']!, query.earlier ?? null),
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/replies', noun: 'conversations', who: 'agent', sees: 'conversation', scope: 'send',
    summary: 'Answer the customer. The same id twice is one reply.', body: replyBody, reply: messageView,
    refuses: ['answered-meanwhile', 'recipient-missing', ...writing],
    handle: async ({ desk, workspace, viewer, params, body }) => {
      if (body.inbox !== undefined) await refuseUnseenInbox(desk, { workspace, viewer }, body.inbox);
      const { inbox, copy, commitments, undoSeconds, ...reply } = body;
      await sendReply(desk, workspace, {
        ...reply, conversation: params['conversation']!, author: authorOf(viewer),
        ...(inbox === undefined ? {} : { inbox }), ...(copy === undefined ? {} : { copy }), ...(commitments === undefined ? {} : { commitments }), ...(undoSeconds === undefined ? {} : { undoSeconds }),
      });
      return showMessage(desk, workspace, body.id);
    },
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/notes', noun: 'conversations', who: 'agent', sees: 'conversation',
    summary: 'Write a note to colleagues. The same id twice is one note.', body: noteBody, reply: messageView, refuses: ['attachment-missing', 'mentioned-cannot-see'],
    handle: async ({ desk, workspace, actor, params, body }) => {
      await addNote(desk, { workspace, actor }, { ...body, conversation: params['conversation']! });
      return showMessage(desk, workspace, body.id);
    },
  }),
];

/** A service token is a machine: what it writes is marked so, and ends nobody's waiting. */
export function authorOf(viewer: Viewer): ReplyAuthor {
  return { kind: viewer.kind === 'agent' ? 'agent' : 'automation', id: viewer.id };
}

/** Nobody writes from an inbox that they do not see. */
export async function refuseUnseenInbox(desk: Desk, { workspace, viewer }: Pick<SignedIn, 'workspace' | 'viewer'>, inbox: string): Promise<void> {
  const exists = await existsInbox(desk.db, workspace, inbox);
  if (!exists || !maySeeInbox(viewer, (await listInboxTeams(desk.db, workspace)).get(inbox) ?? [])) throw new Refusal('input-wrong', { inbox: 'There is no such inbox, or you may not see it.' });
}
