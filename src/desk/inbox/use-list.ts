// Loads the pages of one view into the store and gives its rows, which then follow by events.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { hold, type DeskState } from '../../contract/state.ts';
import type { ConversationView } from '../../contract/views.ts';
import { conversations as api, type ListReply } from '../live/desk-api.ts';
import type { Store } from '../live/store.ts';
import { sameList, useDesk, useGeneration, useMe, useStore } from '../live/use-desk.ts';
import { emptyWindow, missingFrom, rows, type ListWindow, type ViewName } from './views.ts';

export type ListState = {
  readonly rows: readonly ConversationView[];
  readonly loaded: boolean;
  readonly failed: unknown;
  readonly more: boolean;
  loadMore(): void;
  retry(): void;
};

/** Windows outlive the component: a view that was looked at before opens at once, in the place where it was. */
const windows = new Map<string, { readonly generation: number; readonly window: ListWindow }>();
const underway = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();
const pageSize = 50;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function forgetLists(): void {
  windows.clear();
}

type Page = { readonly store: Store; readonly view: ViewName; readonly me: string; readonly cursor: string | null };

/** The same page is asked for once at a time. */
function loadPage(page: Page): Promise<void> {
  const key = `${page.view} ${page.store.generation()} ${page.cursor ?? ''}`;
  const asked = underway.get(key) ?? fetchPage(page).finally(() => underway.delete(key));
  underway.set(key, asked);
  return asked;
}

async function fetchPage({ store, view, me, cursor }: Page): Promise<void> {
  const asked = store.cursor();
  const generation = store.generation();
  const reply = await api.list({ view, limit: pageSize, ...(cursor ? { cursor } : {}) });
  if (store.generation() !== generation) return;
  store.replace((state) => withPage(state, reply, view, me, cursor === null), asked);
  windows.set(view, { generation, window: { bound: reply.conversations.at(-1) ?? null, next: reply.next, loaded: true } });
  for (const listener of listeners) listener();
}

function withPage(state: DeskState, reply: ListReply, view: ViewName, me: string, first: boolean): DeskState {
  const gone = new Set(first ? missingFrom(reply.conversations, reply.next, state.conversations, view, me) : []);
  const held = Object.fromEntries(Object.entries(state.conversations).filter(([id]) => !gone.has(id)));
  for (const conversation of reply.conversations) held[conversation.id] = conversation;
  return hold({ ...state, conversations: held }, { contacts: reply.contacts });
}

export function useList(view: ViewName): ListState {
  const store = useStore();
  const me = useMe().id;
  const generation = useGeneration();
  const window = useSyncExternalStore(subscribe, () => windows.get(view)?.window ?? emptyWindow);
  const [failure, setFailure] = useState<{ readonly view: ViewName; readonly error: unknown } | null>(null);
  const load = useCallback(
    (cursor: string | null) =>
      loadPage({ store, view, me, cursor }).then(
        () => setFailure(null),
        (error: unknown) => setFailure({ view, error }),
      ),
    [me, store, view],
  );

  useEffect(() => {
    if (windows.get(view)?.generation !== generation) void load(null);
  }, [generation, load, view]);

  const select = useMemo(() => (state: DeskState) => rows(state.conversations, view, me, window), [me, view, window]);
  const shown = useDesk(select, sameList);
  const loadMore = useCallback(() => {
    if (window.next !== null) void load(window.next);
  }, [load, window.next]);
  return {
    rows: shown,
    loaded: window.loaded,
    failed: failure?.view === view ? failure.error : null,
    more: window.next !== null,
    loadMore,
    retry: () => void load(null),
  };
}
