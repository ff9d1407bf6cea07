// Decisions about many that this screen follows: begun here, or heard of.
import { useEffect, useSyncExternalStore } from 'react';
import type { BatchAction, BatchView } from '../../contract/batch.ts';
import type { DeskEvent } from '../../contract/event.ts';
import type { ConversationView } from '../../contract/views.ts';
import { tell, withdrawAbout, type Stands } from '../kit/notices.ts';
import { inTurn } from '../live/in-turn.ts';
import type { Store } from '../live/store.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import { batches as api, type Wanted } from './many-api.ts';
import { isStopped, noteStopped } from './stopped.ts';

/** Up to so many show at once, before the server has answered. */
const atOnce = 20;
const newMs = 60_000;
/** What the server did comes as events; its answer may be here before them. */
const patience = 2_000;

let followed: readonly BatchView[] = [];
const listeners = new Set<() => void>();

function put(batch: BatchView): void {
  noteStopped(batch.id, batch.state);
  followed = [batch, ...followed.filter((one) => one.id !== batch.id)].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1)).slice(0, 5);
  for (const listener of listeners) listener();
}

/** Drawn as a line from now on, with what can still be done about it. */
export const follow = put;

export function letGo(batch: string): void {
  noteStopped(batch, 'left as it is');
  followed = followed.filter((one) => one.id !== batch);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const counts = ['state', 'total', 'done', 'skipped', 'failed', 'undone', 'kept', 'ownDrafts'] as const;

/** What is said when the server has taken all of it back. */
const awaited = new Map<string, string>();

function tellUndone(batch: Pick<BatchView, 'id' | 'state'>): void {
  const text = awaited.get(batch.id);
  if (batch.state !== 'undone' || text === undefined) return;
  awaited.delete(batch.id);
  // Where it has a line of its own, that says it.
  if (!followed.some((one) => one.id === batch.id && one.total > atOnce)) tell({ text });
}

function hearOf(event: DeskEvent): void {
  const known = followed.find((one) => one.id === event.data['batch']);
  if (event.kind !== 'batch-changed') return;
  if (known) put({ ...known, ...Object.fromEntries(counts.map((name) => [name, event.data[name]])) });
  tellUndone({ id: String(event.data['batch']), state: event.data['state'] as BatchView['state'] });
}

let asking = false;

function askForMine(): void {
  if (asking) return;
  asking = true;
  void api.mine().then(
    ({ batches }) => {
      asking = false;
      const recent = batches.filter((one) => one.finishedAt === null || isStopped(one.id) || (one.state === 'done' && Date.now() - Date.parse(one.finishedAt) < newMs));
      for (const one of recent) if (one.total > atOnce) put(one);
    },
    () => {
      asking = false;
    },
  );
}

/** The newest first; those that run, and those that have just ended. */
export function useBatches(): readonly BatchView[] {
  const store = useStore();
  useEffect(() => {
    askForMine();
    return store.hear((event) => {
      hearOf(event);
      // Begun elsewhere, or before this page was loaded.
      if (event.kind === 'batch-changed' && Number(event.data['total']) > atOnce && event.data['state'] === 'running' && !followed.some((one) => one.id === event.data['batch'])) askForMine();
    });
  }, [store]);
  return useSyncExternalStore(subscribe, () => followed);
}

/** What one conversation will look like. */
function guess(conversation: ConversationView, action: BatchAction): ConversationView {
  switch (action.do) {
    case 'assign':
      return { ...conversation, assignee: action.agent === undefined ? conversation.assignee : action.agent, team: action.team === undefined ? conversation.team : action.team };
    case 'tag':
      return { ...conversation, tags: [...new Set([...conversation.tags.filter((tag) => !action.remove.includes(tag)), ...action.add])] };
    case 'close':
      return { ...conversation, state: { is: 'closed', at: new Date().toISOString(), because: action.because } };
    case 'spam':
      return { ...conversation, state: { is: 'closed', at: new Date().toISOString(), because: 'spam' } };
    case 'snooze':
      return { ...conversation, state: { is: 'snoozed', until: action.until } };
    case 'wait':
      return { ...conversation, state: { is: 'waiting', for: action.for } };
    case 'reopen':
      return { ...conversation, state: { is: 'open' } };
    // What it says in each of them the server knows.
    case 'macro':
      return conversation;
  }
}

function guesses(ids: readonly string[], shown: (id: string) => ConversationView | undefined, action: BatchAction): Readonly<Record<string, ConversationView>> {
  return Object.fromEntries(ids.flatMap((id) => {
    const conversation = shown(id);
    return conversation ? [[id, guess(conversation, action)] as const] : [];
  }));
}

function settled(store: Store, batch: string): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = store.hear((event) => {
      if (event.kind === 'batch-changed' && event.data['batch'] === batch && event.data['state'] !== 'running') end();
    });
    const timer = setTimeout(end, patience);
  });
}

/** How it is told when it is done, when it has begun, and when it was taken back. */
export type Telling = { readonly said: (done: number) => string; readonly begun: (total: number) => string; readonly undone: string };

const isNotUndone = (batch: string): Stands => ({ event }) => event?.kind !== 'batch-changed' || event.data['batch'] !== batch || !['undoing', 'undone'].includes(String(event.data['state']));

/** `rows`: as the list shows them, for those that are held nowhere else. */
export function useBegin(rows: readonly ConversationView[]) {
  const store = useStore();
  const me = useMe().id;
  const begin = async (wanted: Wanted, { said, begun, undone }: Telling): Promise<boolean> => {
    const ids = 'conversations' in wanted && wanted.conversations.length <= atOnce ? wanted.conversations : [];
    const shown = store.begin((state) => ({
      ...state,
      conversations: { ...state.conversations, ...guesses(ids, (id) => state.conversations[id] ?? rows.find((row) => row.id === id), wanted.action) },
    }));
    const heard = settled(store, wanted.id);
    // It shows before the server has it: taken back at once, it is begun first.
    const offered = { about: wanted.id, undo: () => inTurn(wanted.id, () => undo(wanted.id, undone)), stands: isNotUndone(wanted.id) };
    if (ids.length > 0) tell({ text: said(ids.length), ...offered });
    try {
      const batch = await inTurn(wanted.id, () => api.begin(wanted));
      if (batch.total > atOnce) tell({ text: begun(batch.total), ...offered });
      if (batch.total > atOnce || (batch.state === 'done' && (batch.done < batch.total || batch.ownDrafts > 0))) put(batch);
      else if (ids.length === 0) tell({ text: said(batch.done), ...offered });
      if (batch.state === 'done' && me === batch.by.id) await heard;
      shown.settle();
      return true;
    } catch (error) {
      shown.undo();
      withdrawAbout(wanted.id);
      tell({ text: '', trouble: error });
      return false;
    }
  };
  return begin;
}

export async function undo(batch: string, text: string): Promise<void> {
  withdrawAbout(batch);
  try {
    awaited.set(batch, text);
    const back = await api.undo(batch);
    if (back.total > atOnce || back.kept > 0 || followed.some((one) => one.id === batch)) put(back);
    tellUndone(back);
  } catch (error) {
    tell({ text: '', trouble: error });
  }
}

export async function decide(batch: string, verb: 'stop' | 'resume'): Promise<void> {
  try {
    put(await api[verb](batch));
  } catch (error) {
    tell({ text: '', trouble: error });
  }
}
