// The keys of the agent who is signed in, as this page holds them.
import { useMemo, useSyncExternalStore } from 'react';
import type { KeysView } from '../../contract/keys.ts';
import { isMac } from '../kit/platform.ts';
import { actionOf, type ActionId } from './action-table.ts';
import { keysOf, usualKeys } from './bindings.ts';
import { capsOf, currentLayout, onLayout } from './key-caps.ts';

let held: KeysView = usualKeys;
const listeners = new Set<() => void>();

export const ownKeys = (): KeysView => held;

export function takeKeys(keys: KeysView): void {
  held = keys;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useOwnKeys = (): KeysView => useSyncExternalStore(subscribe, ownKeys);
export const useLayout = () => useSyncExternalStore(onLayout, currentLayout);

/** Each way to do it, as caps; the first is what hints show. */
export function useCaps(id: ActionId): readonly (readonly string[])[] {
  const own = useOwnKeys();
  const layout = useLayout();
  return useMemo(() => keysOf(actionOf(id), own).map((binding) => capsOf(binding, layout, isMac)), [id, layout, own]);
}

/** For a hint beside the action's name; undefined: it has no key now. */
export function useKeyText(id: ActionId): string | undefined {
  return useCaps(id)[0]?.join(' ');
}
