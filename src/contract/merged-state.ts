// What joining and dividing does to the things a screen holds: messages keep their place in time and change the conversation they lie in.
import type { DeskEvent } from './event.ts';
import type { DeskState, Held } from './desk-state.ts';

type Lying = { readonly conversation: string };

/** After the event's views are held. Where a screen cannot know all that came, the conversation is to be opened anew. */
export function rearranged(state: DeskState, event: DeskEvent): DeskState {
  const { kind, conversation, data } = event;
  if (conversation === null) return kind === 'contacts-merged' ? withoutContact(state, data['merged']) : state;
  if (typeof data['into'] === 'string') return tellsOfPart(state, event);
  switch (kind) {
    case 'conversation-merged':
      return joinedState(state, String(data['merged']), conversation, true);
    case 'split-undone':
      return joinedState(state, String(data['split']), conversation, false);
    case 'merge-undone':
      return withoutHomes(state, conversation, { homes: listOf(data['homes']), messages: listOf(data['back']), commitments: stale(event) });
    case 'conversation-split':
      return dividedState(state, conversation, String(data['split']), { messages: listOf(data['taken']), commitments: stale(event) });
    default:
      return state;
  }
}

/** The same decision, told of the other conversation: it comes by the views, or goes. */
function tellsOfPart(state: DeskState, { kind, conversation }: DeskEvent): DeskState {
  return kind === 'conversation-merged' || kind === 'split-undone' ? withoutAll(state, conversation!) : state;
}

function joinedState(state: DeskState, from: string, into: string, remember: boolean): DeskState {
  const complete = state.opened[from] === true;
  if (state.opened[into] !== true || !complete) return withoutAll(closedAgain(state, into), from);
  const messages = mapped(state.messages, (message) => (message.conversation === from ? { ...message, conversation: into, home: remember ? (message.home ?? from) : message.home } : message));
  return withoutAll({ ...state, messages }, from);
}

function withoutHomes(state: DeskState, conversation: string, gone: { readonly homes: readonly string[]; readonly messages: readonly string[]; readonly commitments: readonly string[] }): DeskState {
  const goes = (message: { readonly id: string; readonly conversation: string; readonly home: string | null }) =>
    message.conversation === conversation && ((message.home !== null && gone.homes.includes(message.home)) || gone.messages.includes(message.id));
  return { ...state, messages: kept(state.messages, (message) => !goes(message)), commitments: kept(state.commitments, ({ id }) => !gone.commitments.includes(id)) };
}

function dividedState(state: DeskState, from: string, split: string, taken: { readonly messages: readonly string[]; readonly commitments: readonly string[] }): DeskState {
  const commitments = kept(state.commitments, ({ id }) => !taken.commitments.includes(id));
  if (state.opened[from] !== true) return { ...state, commitments };
  return {
    ...state, commitments, opened: { ...state.opened, [split]: true },
    messages: mapped(state.messages, (message) => (taken.messages.includes(message.id) ? { ...message, conversation: split } : message)),
  };
}

/** Promises that the event names and the viewer may not see where they lie now. */
function stale({ data, views }: DeskEvent): readonly string[] {
  const seen = new Set(views.commitments?.map(({ id }) => id));
  return listOf(data['commitments']).filter((id) => !seen.has(id));
}

function closedAgain(state: DeskState, conversation: string): DeskState {
  if (state.opened[conversation] !== true) return state;
  const { [conversation]: _opened, ...opened } = state.opened;
  return { ...state, opened, messages: kept(state.messages, notIn(conversation)), history: kept(state.history, notIn(conversation)) };
}

function withoutAll(state: DeskState, conversation: string): DeskState {
  const { [conversation]: _opened, ...opened } = state.opened;
  return {
    ...state, opened, conversations: kept(state.conversations, ({ id }) => id !== conversation), messages: kept(state.messages, notIn(conversation)),
    history: kept(state.history, notIn(conversation)), commitments: kept(state.commitments, notIn(conversation)),
  };
}

function withoutContact(state: DeskState, contact: unknown): DeskState {
  return { ...state, contacts: kept(state.contacts, ({ id }) => id !== contact) };
}

function notIn(conversation: string): (thing: Lying) => boolean {
  return (thing) => thing.conversation !== conversation;
}

function kept<Thing>(held: Held<Thing>, stays: (thing: Thing) => boolean): Held<Thing> {
  return Object.fromEntries(Object.entries(held).filter(([, thing]) => stays(thing)));
}

function mapped<Thing>(held: Held<Thing>, change: (thing: Thing) => Thing): Held<Thing> {
  return Object.fromEntries(Object.entries(held).map(([id, thing]) => [id, change(thing)]));
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
