// What a screen holds in memory, and how an event changes it. The same function is the screens' reducer and the tests' oracle:
// a snapshot before, with the events since applied, must equal a fresh snapshot.
import type { DeskState, Held } from './desk-state.ts';
import type { DeskEvent, Views } from './event.ts';
import { entryOf } from './history.ts';
import { rearranged } from './merged-state.ts';
import type { EntryView } from './views.ts';

export type { DeskState, Held };

export const emptyState: DeskState = {
  cursor: 0, workspace: null, agents: {}, teams: {}, inboxes: {}, tags: {}, contacts: {}, conversations: {}, opened: {},
  messages: {}, history: {}, commitments: {}, notifications: {},
};

/** What an answer of the server brings: views, and the lines of a conversation's history. */
export type Brought = Views & { readonly history?: readonly EntryView[] | undefined };

/** Applies one event; an event that is contained already changes nothing, so repeats and overlaps are harmless. */
export function apply(state: DeskState, event: DeskEvent): DeskState {
  if (event.number <= state.cursor) return state;
  // A conversation that begins now is held from its first message on.
  const begun = event.kind === 'conversation-started' && event.conversation ? open(state, [event.conversation]) : state;
  const entry = entryOf(event);
  const held = hold(begun, event.views);
  // A conversation that was just divided from another is held before its first line.
  const next = hold(rearranged(held, event), entry ? { history: [entry] } : {});
  const inSight = withoutConversations(next, event.gone.conversations);
  return {
    ...inSight,
    cursor: event.number,
    messages: without(inSight.messages, event.gone.messages),
    commitments: without(inSight.commitments, event.gone.commitments),
    teams: without(inSight.teams, event.gone.teams),
  };
}

/** A conversation out of sight takes with it what was said, promised and done in it. */
function withoutConversations(state: DeskState, ids: readonly string[] | undefined): DeskState {
  if (!ids || ids.length === 0) return state;
  const left = new Set(ids);
  const stays = ([, thing]: readonly [string, { readonly conversation: string }]) => !left.has(thing.conversation);
  return {
    ...state,
    conversations: without(state.conversations, ids),
    opened: without(state.opened, ids),
    messages: Object.fromEntries(Object.entries(state.messages).filter(stays)),
    history: Object.fromEntries(Object.entries(state.history).filter(stays)),
    commitments: Object.fromEntries(Object.entries(state.commitments).filter(stays)),
  };
}

/** Takes views into the state, whichever way they came. */
export function hold(state: DeskState, views: Brought): DeskState {
  const opened = (thing: { readonly conversation: string }) => state.opened[thing.conversation] === true;
  return renamed(views, {
    ...state,
    workspace: views.workspace ?? state.workspace,
    agents: withAll(state.agents, views.agents),
    teams: withAll(state.teams, views.teams),
    inboxes: withAll(state.inboxes, views.inboxes),
    tags: withAll(state.tags, views.tags),
    contacts: withAll(state.contacts, views.contacts),
    conversations: withAll(state.conversations, views.conversations),
    messages: withAll(state.messages, views.messages?.filter(opened)),
    history: withEntries(state.history, views.history?.filter(opened)),
    commitments: withAll(state.commitments, views.commitments),
    notifications: withAll(state.notifications, views.notifications),
  });
}

/** A person's new name shows wherever they are named. */
function renamed(views: Views, state: DeskState): DeskState {
  const people = new Map([...(views.contacts ?? []), ...(views.agents ?? [])].map((person) => [person.id, person.name]));
  if (people.size === 0) return state;
  const conversations = Object.values(state.conversations).filter(({ contact }) => people.has(contact.id) && people.get(contact.id) !== contact.name)
    .map((conversation) => ({ ...conversation, contact: { ...conversation.contact, name: people.get(conversation.contact.id) ?? null } }));
  const messages = Object.values(state.messages).filter(({ author }) => people.has(author.id) && people.get(author.id) !== author.name)
    .map((message) => ({ ...message, author: { ...message.author, name: people.get(message.author.id) ?? null } }));
  return { ...state, conversations: withAll(state.conversations, conversations), messages: withAll(state.messages, messages) };
}

/** Marks conversations as held completely, so that their messages are kept from now on. */
export function open(state: DeskState, conversations: readonly string[]): DeskState {
  return { ...state, opened: { ...state.opened, ...Object.fromEntries(conversations.map((conversation) => [conversation, true as const])) } };
}

function withAll<Thing extends { readonly id: string }>(held: Held<Thing>, things: readonly Thing[] | undefined): Held<Thing> {
  if (!things || things.length === 0) return held;
  return { ...held, ...Object.fromEntries(things.map((thing) => [thing.id, thing])) };
}

function withEntries(held: Held<EntryView>, entries: readonly EntryView[] | undefined): Held<EntryView> {
  if (!entries || entries.length === 0) return held;
  return { ...held, ...Object.fromEntries(entries.map((entry) => [entry.number, entry])) };
}

function without<Thing>(held: Held<Thing>, ids: readonly string[] | undefined): Held<Thing> {
  if (!ids || ids.length === 0) return held;
  const left = new Set(ids);
  return Object.fromEntries(Object.entries(held).filter(([id]) => !left.has(id)));
}
