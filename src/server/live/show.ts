// Events as one viewer may see them.
import type { DeskEvent, EventKind, Gone, Views } from '../../contract/event.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { hasRole, maySeeConversation, maySeeInbox } from '../../domain/access/permission.ts';
import type { EventRow } from '../../store/event.ts';
import type { Hydrated } from './hydrate.ts';
import { conversationsOf, idsOf } from './hydrate.ts';

/** Events that concern the viewer, in order; one about a conversation out of their sight only says that it is gone. */
export function show(hydrated: Hydrated, viewer: Viewer): DeskEvent[] {
  return hydrated.events.flatMap((event) => {
    if (event.only_agent !== null && event.only_agent !== viewer.id) return [];
    return [event.conversation !== null && !sees(hydrated, viewer, event.conversation) ? outOfSight(event, event.conversation) : inSight(hydrated, viewer, event)];
  });
}

function sees(hydrated: Hydrated, viewer: Viewer, conversation: string): boolean {
  const access = hydrated.access.get(conversation);
  return access !== undefined && maySeeConversation(viewer, access);
}

function outOfSight(event: EventRow, conversation: string): DeskEvent {
  return { number: event.number, kind: event.kind as EventKind, at: event.at.toISOString(), actor: { kind: 'automation', id: 'desk' }, conversation: null, data: {}, views: {}, gone: { conversations: [conversation] } };
}

function inSight(hydrated: Hydrated, viewer: Viewer, event: EventRow): DeskEvent {
  return {
    number: event.number, kind: event.kind as EventKind, at: event.at.toISOString(), actor: { kind: event.actor_kind, id: event.actor },
    conversation: event.conversation, data: { ...event.data }, views: viewsOf(hydrated, viewer, event), gone: goneOf(hydrated, viewer, event),
  };
}

function viewsOf(hydrated: Hydrated, viewer: Viewer, event: EventRow): Views {
  const { things } = hydrated;
  const pick = <Thing>(table: ReadonlyMap<string, Thing>, word: string): Thing[] => idsOf(event, word).flatMap((id) => table.get(id) ?? []);
  const visible = (thing: { readonly conversation: string }) => sees(hydrated, viewer, thing.conversation);
  const views: Views = {
    agents: pick(things.agents, 'agent'),
    teams: pick(things.teams, 'team'),
    inboxes: pick(things.inboxes, 'inbox').filter((inbox) => maySeeInbox(viewer, hydrated.inboxTeams.get(inbox.id) ?? [])),
    tags: pick(things.tags, 'tag'),
    contacts: hasRole(viewer, 'lead') || conversationsOf(event).some((id) => sees(hydrated, viewer, id)) ? pick(things.contacts, 'contact') : [],
    conversations: conversationsOf(event).filter((id) => sees(hydrated, viewer, id)).flatMap((id) => things.conversations.get(id) ?? []),
    messages: pick(things.messages, 'message').filter(visible),
    commitments: pick(things.commitments, 'commitment').filter(visible),
    notifications: event.only_agent === null ? [] : pick(things.notifications, 'notification'),
    ...(event.kind.startsWith('workspace-') && things.workspace ? { workspace: things.workspace } : {}),
  };
  return Object.fromEntries(Object.entries(views).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/** What the event took away, and what the viewer lost sight of by it. */
function goneOf(hydrated: Hydrated, viewer: Viewer, event: EventRow): Gone {
  const lost = conversationsOf(event).filter((id) => !sees(hydrated, viewer, id));
  const teams = event.kind === 'team-removed' ? idsOf(event, 'team') : [];
  const removed = (name: string) => (Array.isArray(event.data[name]) ? (event.data[name] as string[]) : []);
  return {
    ...(lost.length > 0 ? { conversations: lost } : {}),
    ...(teams.length > 0 ? { teams: [...teams] } : {}),
    ...(removed('removedMessages').length > 0 ? { messages: removed('removedMessages') } : {}),
    ...(removed('removedCommitments').length > 0 ? { commitments: removed('removedCommitments') } : {}),
  };
}
