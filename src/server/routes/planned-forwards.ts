// Letters to third parties that are to be sent at a time.
import { changePlanBody } from '../../contract/planned.ts';
import type { PlannedForwardView } from '../../contract/planned-forward.ts';
import { planForwardBody, plannedForwardsReply } from '../../contract/planned-forward.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changePlan } from '../../operations/change-plan.ts';
import type { Desk } from '../../operations/desk.ts';
import { planForward } from '../../operations/plan-forward.ts';
import { returnPlan } from '../../operations/return-plan.ts';
import { sendPlan } from '../../operations/send-planned.ts';
import { listAttachments } from '../../store/attachment.ts';
import type { PlannedForwardRow } from '../../store/planned-reply.ts';
import { findPlannedReply, listPlannedForwards } from '../../store/planned-reply.ts';
import { pathId } from '../path-id.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';
import { refuseUnseenInbox } from './conversations.ts';
import { writerOf } from './drafts.ts';

const about = { noun: 'planned replies', who: 'agent', sees: 'conversation', reply: plannedForwardsReply } as const;
const all = '/api/conversations/{conversation}/planned-forwards';
const one = `${all}/{plannedForward}` as const;
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
    ...about, method: 'POST', path: `${one}/send`, scope: 'send', summary: 'Send it now', refuses: ['not-found', ...writing, 'attachment-too-large', 'attachment-type-refused'],
    handle: async ({ desk, workspace, actor, params }) => {
      await sendPlan(desk, { workspace, actor }, await planOf(desk, workspace, params));
      return planned(desk, workspace, params['conversation']!);
    },
  }),
];

/** A letter about this conversation: whoever sees another one learns nothing of it. */
async function planOf(desk: Desk, workspace: string, params: Readonly<Record<string, string>>): Promise<string> {
  const found = await findPlannedReply(desk.db, workspace, pathId(params, 'plannedForward'));
  if (found?.conversation !== params['conversation'] || found?.third_party !== true) throw new Refusal('not-found');
  return found.id;
}

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
