// Which conversations each view of the inbox shows and in which order: the same rules as the server's list, so that a
// list stays right by events alone, without asking again.
import type { ConversationViewName } from '../../contract/requests.ts';
import type { ConversationView } from '../../contract/views.ts';

export type ViewName = ConversationViewName;

export const viewNames: readonly ViewName[] = ['mine', 'unassigned', 'promised', 'open', 'waiting', 'snoozed', 'closed', 'spam', 'all'];

/** As they stand in the navigation; `spam` and `closed` come last because they are looked at least. Conversations with a promise are reached by the page of promises. */
export const listedViews = viewNames.filter((view) => view !== 'promised');

/** Views whose number asks for something to be done. */
export const countedViews: readonly ViewName[] = ['mine', 'unassigned', 'open', 'waiting', 'snoozed'];

export function isViewName(name: string): name is ViewName {
  return (viewNames as readonly string[]).includes(name);
}

const isSpam = (conversation: ConversationView) => conversation.state.is === 'closed' && conversation.state.because === 'spam';

const rules: Readonly<Record<ViewName, (conversation: ConversationView, me: string) => boolean>> = {
  mine: ({ state, assignee }, me) => state.is !== 'closed' && assignee === me,
  unassigned: ({ state, assignee }) => (state.is === 'open' || state.is === 'waiting') && assignee === null,
  promised: ({ commitmentDue }) => commitmentDue !== null,
  open: ({ state }) => state.is === 'open',
  waiting: ({ state }) => state.is === 'waiting',
  snoozed: ({ state }) => state.is === 'snoozed',
  closed: (conversation) => conversation.state.is === 'closed' && !isSpam(conversation),
  spam: isSpam,
  all: () => true,
};

export function belongs(view: ViewName, conversation: ConversationView, me: string): boolean {
  return rules[view](conversation, me);
}

/** Newest first; of two at the same moment the greater id, as the server's keyset has it. */
export function compare(one: ConversationView, other: ConversationView): number {
  if (one.last.at !== other.last.at) return one.last.at < other.last.at ? 1 : -1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? 1 : -1;
}

/** How far a list is loaded: up to and including `bound`; `next` is the server's word for the page after it. */
export type ListWindow = { readonly bound: ConversationView | null; readonly next: string | null; readonly loaded: boolean };

export const emptyWindow: ListWindow = { bound: null, next: null, loaded: false };

export function rows(held: Readonly<Record<string, ConversationView>>, view: ViewName, me: string, window: ListWindow): ConversationView[] {
  if (!window.loaded) return [];
  const { bound, next } = window;
  return Object.values(held)
    .filter((conversation) => belongs(view, conversation, me) && (next === null || bound === null || compare(conversation, bound) <= 0))
    .sort(compare);
}

/**
 * What a fresh first page says about conversations that are held: those that lie within its range and are not in it
 * do not belong to the view any more (or may not be seen any more).
 */
export function missingFrom(
  page: readonly ConversationView[],
  next: string | null,
  held: Readonly<Record<string, ConversationView>>,
  view: ViewName,
  me: string,
): string[] {
  const inside = new Set(page.map((conversation) => conversation.id));
  const bound = page.at(-1) ?? null;
  return rows(held, view, me, { bound, next, loaded: true })
    .map((conversation) => conversation.id)
    .filter((id) => !inside.has(id));
}

/** The conversation to look at when the open one leaves the list: the one below it, or else the one above. */
export function neighbour(list: readonly { readonly id: string }[], current: string | null, step: 1 | -1): string | null {
  const index = list.findIndex((one) => one.id === current);
  if (index < 0) return list[0]?.id ?? null;
  return list[index + step]?.id ?? null;
}
