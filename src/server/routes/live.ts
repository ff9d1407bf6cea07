// The state of a screen without a live connection: a snapshot, and events since a cursor.
import { z } from 'zod';
import { deskEvent } from '../../contract/event.ts';
import {
  agentView, commitmentView, inboxView, notificationView, tagView, teamView, workspaceView,
} from '../../contract/views.ts';
import { maySeeConversation, maySeeInbox } from '../../domain/access/permission.ts';
import { listConversationAccess, listInboxTeams } from '../../store/access.ts';
import { listAgents } from '../../store/agent.ts';
import { listUnsettledCommitments } from '../../store/commitment.ts';
import { getCursor } from '../../store/event.ts';
import { listInboxes } from '../../store/inbox.ts';
import { listNotifications } from '../../store/notification.ts';
import { listTags } from '../../store/tag.ts';
import { listTeams } from '../../store/team.ts';
import { findWorkspace } from '../../store/workspace.ts';
import { Refusal } from '../../domain/refusal.ts';
import { eventsSince } from '../live/connection.ts';
import { presentCommitment, presentNotification } from '../present/conversation.ts';
import { presentInbox } from '../present/inbox.ts';
import { presentAgent, presentTeam, presentWorkspace } from '../present/people.ts';
import type { Asked, SignedIn } from '../route.ts';
import { route } from '../route.ts';

const held = <Thing extends z.ZodType>(thing: Thing) => z.record(z.string(), thing);

const snapshotReply = z.object({
  cursor: z.int(), workspace: workspaceView, agents: held(agentView), teams: held(teamView), inboxes: held(inboxView), tags: held(tagView),
  commitments: held(commitmentView), notifications: held(notificationView),
}).meta({ id: 'Snapshot' });

async function snapshot({ desk, workspace, viewer }: Asked<undefined, undefined> & SignedIn): Promise<z.input<typeof snapshotReply>> {
  const { db } = desk;
  // Read before the rest: what changes in between comes again by its event, and applying it twice is harmless.
  const cursor = await getCursor(db, workspace);
  const [about, agents, teams, inboxes, inboxTeams, tags, commitments, notifications] = await Promise.all([
    findWorkspace(db, workspace), listAgents(db, workspace), listTeams(db, workspace), listInboxes(db, workspace), listInboxTeams(db, workspace),
    listTags(db, workspace), listUnsettledCommitments(db, workspace, { agent: viewer.id }, 200), listNotifications(db, workspace, viewer.id, 50),
  ]);
  if (!about) throw new Refusal('not-found');
  const access = await listConversationAccess(db, workspace, commitments.map((one) => one.conversation));
  const visible = new Set(access.filter((one) => maySeeConversation(viewer, one)).map((one) => one.id));
  return {
    cursor,
    workspace: presentWorkspace(about),
    agents: byId(agents.map(presentAgent)),
    teams: byId(teams.map(presentTeam)),
    inboxes: byId(inboxes.filter((inbox) => maySeeInbox(viewer, inboxTeams.get(inbox.id) ?? [])).map((inbox) => presentInbox(desk, inbox, inboxTeams.get(inbox.id) ?? []))),
    tags: byId(tags),
    commitments: byId(commitments.filter((one) => visible.has(one.conversation)).map(presentCommitment)),
    notifications: byId(notifications.map(presentNotification)),
  };
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): Record<string, Thing> {
  return Object.fromEntries(things.map((thing) => [thing.id, thing]));
}

export const liveRoutes = [
  route({
    method: 'GET', path: '/api/snapshot', noun: 'live', who: 'agent',
    summary: 'What a screen holds besides conversations: people, inboxes, tags, own notifications and promises, and the cursor to go on from.',
    reply: snapshotReply, handle: snapshot,
  }),
  route({
    method: 'GET', path: '/api/events', noun: 'live', who: 'agent',
    summary: 'Events after a cursor, oldest first. The same come over the WebSocket at /api/live?cursor=.',
    query: z.object({ since: z.coerce.number().int().min(0) }),
    reply: z.object({ events: z.array(deskEvent), cursor: z.int(), snapshotNeeded: z.boolean() }),
    handle: async ({ desk, query, ...signedIn }) => eventsSince(desk, signedIn, query.since),
  }),
];
