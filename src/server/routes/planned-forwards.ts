// Letters to third parties that are to be sent at a time.
import type { PlannedForwardView } from '../../contract/planned-forward.ts';
import { planForwardBody, plannedForwardsReply } from '../../contract/planned-forward.ts';
import type { Desk } from '../../operations/desk.ts';
import { planForward } from '../../operations/plan-forward.ts';
import { listAttachments } from '../../store/attachment.ts';
import type { PlannedForwardRow } from '../../store/planned-reply.ts';
import { listPlannedForwards } from '../../store/planned-reply.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';
import { refuseUnseenInbox } from './conversations.ts';
import { writerOf } from './drafts.ts';
import { aboutPlans, planDeeds } from './plan-deeds.ts';

const about = { ...aboutPlans, reply: plannedForwardsReply } as const;
const all = '/api/conversations/{conversation}/planned-forwards';
const writing = ['message-empty', 'inbox-archived', 'recipient-wrong', 'forward-to-customer', 'forward-to-ourselves', 'mail-not-configured', 'attachment-missing'] as const;

/** Each answers with the plan of the conversation as it is now. */
export const plannedForwardRoutes = [
  route({
    ...about, method: 'GET', path: all, summary: 'Letters to third parties that wait for their time, the next one first',
    handle: async ({ desk, workspace, params }) => planned(desk, workspace, params['conversation']!),
  }),
  route({
    ...about, method: 'POST', path: all, scope: 'send', body: planForwardBody, refuses: ['answered-meanwhile', 'snooze-in-the-past', 'not-allowed', ...writing],
    summary: 'Write to somebody who is not the customer later. It becomes a draft again when they write first; what the customer writes leaves it as it is. The same id twice is one letter.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      const agent = writerOf(viewer);
      const { inbox, ...forward } = body;
      if (inbox !== undefined) await refuseUnseenInbox(desk, { workspace, viewer }, inbox);
      await planForward(desk, workspace, { ...forward, conversation: params['conversation']!, agent, ...(inbox === undefined ? {} : { inbox }) });
      return planned(desk, workspace, params['conversation']!);
    },
  }),
  ...planDeeds({ path: `${all}/{plannedForward}`, reply: plannedForwardsReply, name: 'plannedForward', refuses: [...writing, 'attachment-too-large', 'attachment-type-refused'], planned }),
];

async function planned(desk: Desk, workspace: string, conversation: string): Promise<{ planned: PlannedForwardView[] }> {
  const rows = await listPlannedForwards(desk.db, workspace, conversation);
  const files = await listAttachments(desk.db, workspace, rows.flatMap((row) => row.attachments));
  return { planned: rows.map((row) => present(row, files)) };
}

function present({ id, conversation, agent, content, attachments, version, send_at, created_at }: PlannedForwardRow, files: Awaited<ReturnType<typeof listAttachments>>): PlannedForwardView {
  const { to, copy, blindCopy, include, version: _writtenAgainst, ...words } = content;
  return {
    ...words, id, conversation, agent, version, sendAt: iso(send_at), createdAt: iso(created_at), to: [...to], copy: [...copy], blindCopy: [...blindCopy], include: [...include],
    attachments: files.filter((file) => attachments.includes(file.id)).map((file) => ({ id: file.id, name: file.name, mediaType: file.media_type, bytes: file.bytes, contentId: file.content_id })),
  };
}
