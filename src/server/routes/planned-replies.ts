// Replies that are to be sent at a time.
import { changePlanBody, plannedRepliesReply, planReplyBody } from '../../contract/planned.ts';
import type { PlannedReplyView } from '../../contract/planned.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeInbox } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changePlan } from '../../operations/change-plan.ts';
import type { Desk } from '../../operations/desk.ts';
import { planReply } from '../../operations/plan-reply.ts';
import { returnPlan } from '../../operations/return-plan.ts';
import { sendPlan } from '../../operations/send-planned.ts';
import { listInboxTeams } from '../../store/access.ts';
import { listAttachments } from '../../store/attachment.ts';
import type { PlannedReplyRow } from '../../store/planned-reply.ts';
import { findPlannedReply, listPlannedReplies } from '../../store/planned-reply.ts';
import { pathId } from '../path-id.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';

const about = { noun: 'planned replies', who: 'agent', sees: 'conversation', reply: plannedRepliesReply } as const;
const one = '/api/conversations/{conversation}/planned-replies/{plannedReply}';
const writing = ['inbox-archived', 'message-too-long', 'channel-cannot-copy', 'recipient-wrong', 'recipient-missing', 'contact-blocked', 'attachment-missing'] as const;

/** Each answers with the plan of the conversation as it is now. */
export const plannedReplyRoutes = [
  route({
    ...about, method: 'GET', path: '/api/conversations/{conversation}/planned-replies', summary: 'Replies that wait for their time, the next one first',
    handle: async ({ desk, workspace, params }) => planned(desk, workspace, params['conversation']!),
  }),
  route({
    ...about, method: 'POST', path: '/api/conversations/{conversation}/planned-replies', scope: 'send', body: planReplyBody, refuses: ['answered-meanwhile', 'snooze-in-the-past', 'not-allowed', ...writing],
    summary: 'Answer the customer later. It becomes a draft again when they write first. The same id twice is one reply.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      if (viewer.kind !== 'agent') throw new Refusal('not-allowed');
      const { inbox, copy, ...reply } = body;
      if (inbox !== undefined) await refuseUnseen(desk, workspace, viewer, inbox);
      await planReply(desk, workspace, { ...reply, conversation: params['conversation']!, agent: viewer.id, ...(inbox === undefined ? {} : { inbox }), ...(copy === undefined ? {} : { copy }) });
      return planned(desk, workspace, params['conversation']!);
    },
  }),
  route({
    ...about, method: 'PATCH', path: one, scope: 'send', summary: 'Another time', body: changePlanBody, refuses: ['not-found', 'snooze-in-the-past'],
    handle: async ({ desk, workspace, actor, params, body }) => {
      await changePlan(desk, { workspace, actor }, await planOf(desk, workspace, params), body.sendAt);
      return planned(desk, workspace, params['conversation']!);
    },
  }),
  route({
    ...about, method: 'DELETE', path: one, scope: 'send', summary: 'Do not send it: it is its author\'s draft again', refuses: ['not-found'],
    handle: async ({ desk, workspace, actor, params }) => {
      await returnPlan(desk, { workspace, actor }, await planOf(desk, workspace, params));
      return planned(desk, workspace, params['conversation']!);
    },
  }),
  route({
    ...about, method: 'POST', path: `${one}/send`, scope: 'send', summary: 'Send it now', refuses: ['not-found', ...writing],
    handle: async ({ desk, workspace, actor, params }) => {
      await sendPlan(desk, { workspace, actor }, await planOf(desk, workspace, params));
      return planned(desk, workspace, params['conversation']!);
    },
  }),
];

/** An answer of this conversation: whoever sees another one learns nothing of it. */
async function planOf(desk: Desk, workspace: string, params: Readonly<Record<string, string>>): Promise<string> {
  const found = await findPlannedReply(desk.db, workspace, pathId(params, 'plannedReply'));
  if (found?.conversation !== params['conversation'] || found?.third_party !== false) throw new Refusal('not-found');
  return found.id;
}

async function refuseUnseen(desk: Desk, workspace: string, viewer: Viewer, inbox: string): Promise<void> {
  if (!maySeeInbox(viewer, (await listInboxTeams(desk.db, workspace)).get(inbox) ?? [])) throw new Refusal('input-wrong', { inbox: 'There is no such inbox, or you may not see it.' });
}

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
