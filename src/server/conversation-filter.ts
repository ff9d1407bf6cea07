// The views of the list as conditions, narrowed to what the viewer may see.
import type { ConversationViewName, ListQuery } from '../contract/requests.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { hasRole, maySeeInbox } from '../domain/access/permission.ts';
import type { Desk } from '../operations/desk.ts';
import { listInboxTeams } from '../store/access.ts';
import type { ListFilter } from '../store/conversation-row.ts';
import { listInboxes } from '../store/inbox.ts';
import { storable } from '../store/receive.ts';

const notClosed = ['open', 'waiting', 'snoozed'] as const;

export function filterOfView(view: ConversationViewName, viewer: Viewer): ListFilter {
  switch (view) {
    case 'mine':
      return { states: notClosed, assignee: viewer.id };
    case 'unassigned':
      return { states: ['open', 'waiting'], assignee: null };
    case 'promised':
      return { promised: true };
    case 'waiting':
    case 'snoozed':
    case 'open':
      return { states: [view] };
    case 'closed':
      return { states: ['closed'], notClosedBecause: 'spam' };
    case 'spam':
      return { states: ['closed'], closedBecause: 'spam' };
    case 'all':
      return {};
  }
}

/** null: the view and the further conditions contradict each other, so nothing can fit. */
export function filterOfQuery(query: ListQuery, viewer: Viewer): ListFilter | null {
  const view = filterOfView(query.view, viewer);
  if (query.assignee !== undefined && view.assignee !== undefined && view.assignee !== query.assignee) return null;
  const { inbox, team, assignee, mood, urgency, contact, tag } = query;
  const further = { inbox, team, assignee, mood, urgency, contact, ...(tag === undefined ? {} : { tag: storable(tag) }) };
  return { ...Object.fromEntries(Object.entries(further).filter(([, value]) => value !== undefined)), ...view };
}

/** Who sees every inbox sees every conversation, and the database need not compare. */
export async function seenBy(desk: Desk, workspace: string, viewer: Viewer): Promise<Pick<ListFilter, 'seenBy'>> {
  if (hasRole(viewer, 'lead') || viewer.kind === 'service') return {};
  const teams = await listInboxTeams(desk.db, workspace);
  if (teams.size === 0) return {};
  const inboxes = (await listInboxes(desk.db, workspace)).map((inbox) => inbox.id);
  const seen = inboxes.filter((inbox) => maySeeInbox(viewer, teams.get(inbox) ?? []));
  return seen.length === inboxes.length ? {} : { seenBy: { agent: viewer.id, teams: viewer.teams, inboxes: seen } };
}
