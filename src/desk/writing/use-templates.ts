// Templates as this page holds them: loaded when they are wanted first, and again when somebody changed one.
import { useEffect, useSyncExternalStore } from 'react';
import type { TemplateView } from '../../contract/writing.ts';
import type { AddressForms } from '../../domain/template/address-forms.ts';
import type { Store } from '../live/store.ts';
import { useGeneration, useStore } from '../live/use-desk.ts';
import { templates as api } from './writing-api.ts';

export type Templates = {
  readonly templates: readonly TemplateView[] | null;
  readonly forms: Readonly<Record<string, AddressForms>>;
  readonly failed: unknown;
};

const nothing: Templates = { templates: null, forms: {}, failed: null };

type Shelf = { read(): Templates; subscribe(listener: () => void): () => void; load(generation?: number): Promise<void> };
const shelves = new WeakMap<Store, Shelf>();

function shelfOf(store: Store): Shelf {
  const known = shelves.get(store);
  if (known) return known;
  let held = nothing;
  let loadedFor: number | null = null;
  const listeners = new Set<() => void>();
  const put = (next: Partial<Templates>) => {
    held = { ...held, ...next };
    for (const listener of listeners) listener();
  };
  const shelf: Shelf = {
    read: () => held,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    load: async (generation) => {
      if (generation !== undefined && generation === loadedFor && held.templates !== null) return;
      loadedFor = generation ?? loadedFor;
      try {
        const [{ templates }, forms] = await Promise.all([api.list(), Object.keys(held.forms).length > 0 ? held.forms : api.forms().then((reply) => reply.forms)]);
        put({ templates, forms, failed: null });
      } catch (failed) {
        put({ failed });
      }
    },
  };
  store.hear((event) => {
    if (held.templates !== null && event.kind.startsWith('template-')) void shelf.load();
  });
  shelves.set(store, shelf);
  return shelf;
}

/** @param wanted false: nothing is fetched, and only what is there is given */
export function useTemplates(wanted = true): Templates & { retry(): void } {
  const store = useStore();
  const generation = useGeneration();
  const shelf = shelfOf(store);
  const held = useSyncExternalStore(shelf.subscribe, shelf.read);
  useEffect(() => {
    if (wanted) void shelf.load(generation);
  }, [generation, shelf, wanted]);
  return { ...held, retry: () => void shelf.load() };
}
