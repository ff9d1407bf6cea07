// Things that this page loads when they are wanted first, and again when an event tells that they are others now.
import { useEffect, useSyncExternalStore } from 'react';
import type { Store } from '../live/store.ts';
import { useGeneration, useStore } from '../live/use-desk.ts';

export type Shelved<Value> = { readonly value: Value | null; readonly failed: unknown };
type Shelf<Value> = { read(): Shelved<Value>; subscribe(listener: () => void): () => void; put(value: Value): void; load(generation?: number): Promise<void> };

/** @param tells which events say so, by their kind */
export function shelfFor<Value>(tells: RegExp, fetch: () => Promise<Value>): (wanted?: boolean) => Shelved<Value> & { retry(): void; put(value: Value): void } {
  const shelves = new WeakMap<Store, Shelf<Value>>();
  const shelfOf = (store: Store): Shelf<Value> => {
    const known = shelves.get(store);
    if (known) return known;
    const made = openShelf(fetch);
    store.hear((event) => {
      if (made.read().value !== null && tells.test(event.kind)) void made.load();
    });
    shelves.set(store, made);
    return made;
  };
  return function useShelf(wanted = true) {
    const store = useStore();
    const generation = useGeneration();
    const shelf = shelfOf(store);
    const held = useSyncExternalStore(shelf.subscribe, shelf.read);
    useEffect(() => {
      if (wanted) void shelf.load(generation);
    }, [generation, shelf, wanted]);
    return { ...held, retry: () => void shelf.load(), put: shelf.put };
  };
}

function openShelf<Value>(fetch: () => Promise<Value>): Shelf<Value> {
  let held: Shelved<Value> = { value: null, failed: null };
  let loadedFor: number | null = null;
  const listeners = new Set<() => void>();
  const put = (next: Partial<Shelved<Value>>) => {
    held = { ...held, ...next };
    for (const listener of listeners) listener();
  };
  return {
    read: () => held,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    put: (value) => put({ value, failed: null }),
    load: async (generation) => {
      if (generation !== undefined && generation === loadedFor && held.value !== null) return;
      loadedFor = generation ?? loadedFor;
      try {
        put({ value: await fetch(), failed: null });
      } catch (failed) {
        put({ failed });
      }
    },
  };
}
