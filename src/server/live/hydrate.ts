// Adds to events the things they changed, as they are now, and what decides who may see them. Done once for all screens of a workspace.
import type { Views } from '../../contract/event.ts';
import type { Desk } from '../../operations/desk.ts';
import type { ConversationAccess } from '../../store/access.ts';
import { listConversationAccess, listInboxTeams } from '../../store/access.ts';
import { findAgents } from '../../store/agent.ts';
import { findCommitments } from '../../store/commitment.ts';
import { findContacts } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import type { EventRow } from '../../store/event.ts';
import { listInboxes } from '../../store/inbox.ts';
import { findMessages } from '../../store/message-row.ts';
import { findNotifications } from '../../store/notification.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import { findTags } from '../../store/tag.ts';
import { findTeams } from '../../store/team.ts';
import { findWorkspace } from '../../store/workspace.ts';
import { presentCommitment, presentContact, presentConversation, presentNotification } from '../present/conversation.ts';
import { presentInbox } from '../present/inbox.ts';
import { presentMessages } from '../present/message.ts';
import { presentAgent, presentTeam, presentWorkspace } from '../present/people.ts';

export type Hydrated = {
  readonly events: readonly EventRow[];
  readonly things: Things;
  readonly access: ReadonlyMap<string, ConversationAccess>;
  readonly inboxTeams: ReadonlyMap<string, readonly string[]>;
};

type Table<Thing> = ReadonlyMap<string, Thing>;
type One<Name extends keyof Views> = NonNullable<Views[Name]> extends readonly (infer Thing)[] ? Thing : never;
export type Things = {
  readonly workspace: Views['workspace'];
  readonly agents: Table<One<'agents'>>;
  readonly teams: Table<One<'teams'>>;
  readonly inboxes: Table<One<'inboxes'>>;
  readonly tags: Table<One<'tags'>>;
  readonly contacts: Table<One<'contacts'>>;
  readonly conversations: Table<One<'conversations'>>;
  readonly messages: Table<One<'messages'>>;
  readonly commitments: Table<One<'commitments'>>;
  readonly notifications: Table<One<'notifications'>>;
};

/** The ids that an event's data names under a word: `message`, or several under `messages`. */
export function idsOf(event: EventRow, word: string): readonly string[] {
  const one = event.data[word];
  const many = event.data[`${word.replace(/x$/, 'xe')}s`];
  return [...(typeof one === 'string' ? [one] : []), ...(Array.isArray(many) ? many.filter((id): id is string => typeof id === 'string') : [])];
}

export function conversationsOf(event: EventRow): readonly string[] {
  return [...(event.conversation === null ? [] : [event.conversation]), ...idsOf(event, 'conversation')];
}

export async function hydrate(desk: Desk, workspace: string, events: readonly EventRow[]): Promise<Hydrated> {
  const ids = (word: string) => [...new Set(events.flatMap((event) => idsOf(event, word)))];
  const conversations = [...new Set(events.flatMap(conversationsOf))];
  const [rows, messages, contacts, commitments, notifications, agents, teams, tags, access, inboxTeams, inboxRows, about] = await readTogether(desk.db, (db) => Promise.all([
    findConversationRows(db, workspace, conversations),
    findMessages(db, workspace, ids('message')),
    findContacts(db, workspace, ids('contact')),
    findCommitments(db, workspace, ids('commitment')),
    findNotifications(db, workspace, ids('notification')),
    findAgents(db, workspace, ids('agent')),
    findTeams(db, workspace, ids('team')),
    findTags(db, workspace, ids('tag')),
    listConversationAccess(db, workspace, conversations),
    listInboxTeams(db, workspace),
    ids('inbox').length > 0 ? listInboxes(db, workspace) : [],
    events.some((event) => event.kind.startsWith('workspace-')) ? findWorkspace(db, workspace) : null,
  ]));
  const inboxes = inboxRows.filter((inbox) => ids('inbox').includes(inbox.id));
  return {
    events,
    access: new Map(access.map((one) => [one.id, one])),
    inboxTeams,
    things: {
      workspace: about ? presentWorkspace(about) : undefined,
      agents: table(agents.map(presentAgent)),
      teams: table(teams.map(presentTeam)),
      inboxes: table(inboxes.map((inbox) => presentInbox(desk, inbox, inboxTeams.get(inbox.id) ?? []))),
      tags: table(tags),
      contacts: table(contacts.contacts.map((contact) => presentContact(contact, contacts.identities))),
      conversations: table(rows.map(presentConversation)),
      messages: table(presentMessages(messages)),
      commitments: table(commitments.map(presentCommitment)),
      notifications: table(notifications.map(presentNotification)),
    },
  };
}

function table<Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
