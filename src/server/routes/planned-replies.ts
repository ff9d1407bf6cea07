// Replies that are to be sent at a time.
import { plannedRepliesReply, planReplyBody } from '../../contract/planned.ts';
import type { PlannedReplyView } from '../../contract/planned.ts';
import type { Desk } from '../../operations/desk.ts';
import { planReply } from '../../operations/plan-reply.ts';
import { listAttachments } from '../../store/attachment.ts';
import type { PlannedReplyRow } from '../../store/planned-reply.ts';
import { listPlannedReplies } from '../../store/planned-reply.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';
import { refuseUnseenInbox } from './conversations.ts';
import { writerOf } from './drafts.ts';
import { aboutPlans, planDeeds } from './plan-deeds.ts';

const about = { ...aboutPlans, reply: plannedRepliesReply } as const;
const all = '/api/conversations/{conversation}/planned-replies';
const writing = ['inbox-archived', 'message-too-long', 'channel-cannot-copy', 'recipient-wrong', 'recipient-missing', 'contact-blocked', 'attachment-missing'] as const;

/** Each answers with the plan of the conversation as it is now. */
export const plannedReplyRoutes = [
  route({
    ...about, method: 'GET', path: all, summary: 'Replies that wait for their time, the next one first',
    handle: async ({ desk, workspace, params }) => planned(desk, workspace, params['conversation']!),
  }),
  route({
    ...about, method: 'POST', path: all, scope: 'send', body: planReplyBody, refuses: ['answered-meanwhile', 'snooze-in-the-past', 'not-allowed', ...writing],
    summary: 'Answer the customer later. It becomes a draft again when they write first. The same id twice is one reply.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      const agent = writerOf(viewer);
      const { inbox, copy, ...reply } = body;
      if (inbox !== undefined) await refuseUnseenInbox(desk, { workspace, viewer }, inbox);
      await planReply(desk, workspace, { ...reply, conversation: params['conversation']!, agent, ...(inbox === undefined ? {} : { inbox }), ...(copy === undefined ? {} : { copy }) });
      return planned(desk, workspace, params['conversation']!);
    },
  }),
  ...planDeeds({ path: `${all}/{plannedReply}`, reply: plannedRepliesReply, name: 'plannedReply', refuses: writing, planned }),
];

async function planned(desk: Desk, workspace: string, conversation: string): Promise<{ planned: PlannedReplyView[] }> {
  const rows = await listPlannedReplies(desk.db, workspace, conversation);
  const files = await listAttachments(desk.db, workspace, rows.flatMap((row) => row.attachments));
  return { planned: rows.map((row) => present(row, files)) };
}

function present({ id, conversation, agent, content, attachments, version, send_at, created_at }: PlannedReplyRow, files: Awaited<ReturnType<typeof listAttachments>>): PlannedReplyView {
  return {
    id, conversation, agent, version, sendAt: iso(send_at), createdAt: iso(created_at), text: content.text, inbox: content.inbox, sender: content.sender,
    copy: content.copy === null ? null : [...content.copy], blindCopy: [...content.blindCopy], then: content.then,
    attachments: files.filter((file) => attachments.includes(file.id)).map((file) => ({ id: file.id, name: file.name, mediaType: file.media_type, bytes: file.bytes, contentId: file.content_id })),
  };
}
