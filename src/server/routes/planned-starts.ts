// First letters that are to be sent at a time: one's own, and those of colleagues in inboxes that the viewer sees.
import { changePlanBody } from '../../contract/planned.ts';
import type { PlannedStartView } from '../../contract/planned-start.ts';
import { plannedStartsReply, planStartBody } from '../../contract/planned-start.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeInbox } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { planStart } from '../../operations/plan-start.ts';
import { changeStart, returnStart } from '../../operations/return-start.ts';
import { sendStart } from '../../operations/send-planned-starts.ts';
import { listInboxTeams } from '../../store/access.ts';
import { listAttachments } from '../../store/attachment.ts';
import type { StartRow } from '../../store/planned-start.ts';
import { findPlannedStart, listPlannedStarts } from '../../store/planned-start.ts';
import { pathId } from '../path-id.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';
import { refuseUnseenInbox } from './conversations.ts';

const about = { noun: 'planned replies', who: 'agent', reply: plannedStartsReply } as const;
const one = '/api/planned-starts/{plannedStart}';
const writing = ['inbox-archived', 'channel-cannot-start', 'channel-cannot-copy', 'message-too-long', 'recipient-wrong', 'contact-blocked', 'attachment-missing'] as const;
const mostShown = 500;

/** Each answers with the plan as it is now. */
export const plannedStartRoutes = [
  route({
    ...about, method: 'GET', path: '/api/planned-starts', summary: 'First letters that wait for their time, the next one first',
    handle: async ({ desk, workspace, viewer }) => planned(desk, workspace, viewer),
  }),
  route({
    ...about, method: 'POST', path: '/api/planned-starts', scope: 'send', body: planStartBody, refuses: ['not-found', 'snooze-in-the-past', 'not-allowed', ...writing],
    summary: 'Write to somebody first, later. It becomes a draft again when they write first. The same id twice is one letter.',
    handle: async ({ desk, workspace, viewer, body }) => {
      if (viewer.kind !== 'agent') throw new Refusal('not-allowed');
      await refuseUnseenInbox(desk, { workspace, viewer }, body.inbox);
      await planStart(desk, workspace, { ...body, agent: viewer.id });
      return planned(desk, workspace, viewer);
    },
  }),
  route({
    ...about, method: 'PATCH', path: one, scope: 'send', summary: 'Another time', body: changePlanBody, refuses: ['not-found', 'snooze-in-the-past'],
    handle: async ({ desk, workspace, actor, viewer, params, body }) => {
      await changeStart(desk, { workspace, actor }, await seen(desk, workspace, viewer, params), body.sendAt);
      return planned(desk, workspace, viewer);
    },
  }),
  route({
    ...about, method: 'DELETE', path: one, scope: 'send', summary: 'Do not send it: it is its author\'s draft again', refuses: ['not-found'],
    handle: async ({ desk, workspace, actor, viewer, params }) => {
      await returnStart(desk, { workspace, actor }, await seen(desk, workspace, viewer, params));
      return planned(desk, workspace, viewer);
    },
  }),
  route({
    ...about, method: 'POST', path: `${one}/send`, scope: 'send', summary: 'Send it now', refuses: ['not-found', ...writing],
    handle: async ({ desk, workspace, actor, viewer, params }) => {
      await sendStart(desk, { workspace, actor }, await seen(desk, workspace, viewer, params));
      return planned(desk, workspace, viewer);
    },
  }),
];

async function seen(desk: Desk, workspace: string, viewer: Viewer, params: Readonly<Record<string, string>>): Promise<string> {
  const found = await findPlannedStart(desk.db, workspace, pathId(params, 'plannedStart'));
  if (!found || !maySee(viewer, found, await listInboxTeams(desk.db, workspace))) throw new Refusal('not-found');
  return found.id;
}

function maySee(viewer: Viewer, { agent, inbox }: StartRow, teams: ReadonlyMap<string, readonly string[]>): boolean {
  return (viewer.kind === 'agent' && agent === viewer.id) || maySeeInbox(viewer, teams.get(inbox) ?? []);
}

async function planned(desk: Desk, workspace: string, viewer: Viewer): Promise<{ planned: PlannedStartView[] }> {
  const teams = await listInboxTeams(desk.db, workspace);
  const rows = (await listPlannedStarts(desk.db, workspace, mostShown)).filter((row) => maySee(viewer, row, teams));
  const files = await listAttachments(desk.db, workspace, rows.flatMap((row) => row.attachments));
  return { planned: rows.map((row) => present(row, files)) };
}

function present({ id, conversation, agent, inbox, content, attachments, version, send_at, created_at }: StartRow, files: Awaited<ReturnType<typeof listAttachments>>): PlannedStartView {
  return {
    id, conversation, agent, inbox, version, sendAt: iso(send_at), createdAt: iso(created_at), ...content, copy: [...content.copy], blindCopy: [...content.blindCopy],
    attachments: files.filter((file) => attachments.includes(file.id)).map((file) => ({ id: file.id, name: file.name, mediaType: file.media_type, bytes: file.bytes, contentId: file.content_id })),
  };
}
