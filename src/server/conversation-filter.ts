// The views of the list as conditions, narrowed to what the viewer may see.
import type { FilterQuery } from '../contract/finding.ts';
import type { ConversationViewName } from '../contract/requests.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { hasRole, maySeeInbox } from '../domain/access/permission.ts';
import type { Desk } from '../operations/desk.ts';
import { listInboxTeams } from '../store/access.ts';
import type { ListFilter } from '../store/conversation-row.ts';
import { listInboxes } from '../store/inbox.ts';
import { storable } from '../store/receive.ts';
import { findTagsByName } from '../store/tag.ts';

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

/** null: conditions contradict each other, so nothing can fit. */
export async function filterOfQuery(desk: Desk, workspace: string, viewer: Viewer, query: FilterQuery & { readonly view?: ConversationViewName }): Promise<ListFilter | null> {
  const view = filterOfView(query.view ?? 'all', viewer);
  const assignee = query.assignee === 'none' ? null : query.assignee === 'me' ? viewer.id : query.assignee;
  if (assignee !== undefined && view.assignee !== undefined && view.assignee !== assignee) return null;
  const [anyInbox, tagId] = await Promise.all([query.channel === undefined ? undefined : inboxesOf(desk, workspace, query.channel), query.tag === undefined ? undefined : tagIdOf(desk, workspace, query.tag)]);
  if (anyInbox === 'none' || tagId === null) return null;
  const marks = [
    ...(query.intent ? [query.intent.map((intent) => `intent:${intent}`)] : []),
    ...(query.complaint ? [query.complaint.map((motive) => (motive === 'any' ? 'complaint' : `motive:${motive}`))] : []),
    ...(query.attachment ? [['attachment']] : []),
  ];
  return {
    ...given({
      inbox: query.inbox, team: query.team, assignee, contact: query.contact, anyState: query.state, moods: query.mood, urgencies: query.urgency,
      language: query.language === undefined ? undefined : storable(query.language), waitingFor: query.waiting, lastFrom: query.from, lastTo: query.to, anyInbox: anyInbox === 'every' ? undefined : anyInbox, tagId, promised: query.promise,
    }),
    ...(marks.length > 0 ? { marks } : {}),
    ...view,
  };
}

function given(parts: Readonly<Record<string, unknown>>): ListFilter {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** A desk that has one channel is not asked where each conversation is. */
async function inboxesOf(desk: Desk, workspace: string, channel: string): Promise<readonly string[] | 'every' | 'none'> {
  const inboxes = await listInboxes(desk.db, workspace);
  const fitting = inboxes.filter((inbox) => inbox.channel === channel).map((inbox) => inbox.id);
  return fitting.length === 0 ? 'none' : fitting.length === inboxes.length ? 'every' : fitting;
}

async function tagIdOf(desk: Desk, workspace: string, name: string): Promise<string | null> {
  return (await findTagsByName(desk.db, workspace, [storable(name)]))[0]?.id ?? null;
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
