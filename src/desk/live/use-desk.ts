// How components read what this screen knows, and the parts of the outside world that change by themselves.
import { createContext, useCallback, useContext, useMemo, useRef, useSyncExternalStore } from 'react';
import type { DeskState } from '../../contract/state.ts';
import type { SessionReply } from '../../contract/requests.ts';
import type { Connection, Status } from './connection.ts';
import type { Presence } from './presence.ts';
import type { Store } from './store.ts';

export type Desk = {
  readonly store: Store;
  readonly connection: Connection;
  readonly presence: Presence;
  readonly session: SessionReply;
  setSession(session: SessionReply): void;
};

export const DeskContext = createContext<Desk | null>(null);

export function useWholeDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('used outside of the signed-in desk');
  return desk;
}

/** As the session knows them, and as events have changed them since: a role can be given while somebody works. */
export function useMe(): SessionReply['agent'] {
  const { agent } = useWholeDesk().session;
  const now = useDesk((state) => state.agents[agent.id]);
  return useMemo(() => ({ ...agent, ...now }), [agent, now]);
}
export const useStore = () => useWholeDesk().store;

/** `same` keeps a component still when a newly made answer holds the same things. */
export function useDesk<Value>(select: (state: DeskState) => Value, same: (one: Value, other: Value) => boolean = Object.is): Value {
  const { store } = useWholeDesk();
  const last = useRef<{ readonly state: DeskState; readonly select: (state: DeskState) => Value; readonly value: Value } | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.state();
    if (last.current && last.current.state === state && last.current.select === select) return last.current.value;
    const value = select(state);
    const kept = last.current && same(last.current.value, value) ? last.current.value : value;
    last.current = { state, select, value: kept };
    return kept;
  });
}

export function sameList<Thing>(one: readonly Thing[], other: readonly Thing[]): boolean {
  return one.length === other.length && one.every((thing, index) => Object.is(thing, other[index]));
}

export function useStatus(): Status {
  const { connection } = useWholeDesk();
  return useSyncExternalStore(connection.subscribe, connection.status);
}

export function useGeneration(): number {
  const { store } = useWholeDesk();
  return useSyncExternalStore(store.subscribe, store.generation);
}

export function usePresence(conversation: string) {
  const { presence } = useWholeDesk();
  const read = useCallback(() => presence.of(conversation), [presence, conversation]);
  return useSyncExternalStore(presence.subscribe, read);
}
