// Keys of a conversation that is open but not drawn yet, since its words or what draws them are still on their way. The first of them
// waits and is done then; of several the first counts, because what follows was typed into what it would have opened.
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { actionTable, type ActionId } from '../keys/action-table.ts';
import { handlerOf } from '../keys/dispatcher.ts';
import { useActionKeys, type Doing } from '../keys/use-action-keys.ts';

let drawn: string | null = null;
let opened: string | null = null;
let awaited: { readonly conversation: string | null; readonly action: ActionId } | null = null;
const listeners = new Set<() => void>();
const none: Doing = {};
const held: Doing = Object.fromEntries(
  actionTable.filter((line) => line.place === 'conversation' && !('fixed' in line)).map(({ id }) => [id, () => void (awaited ??= { conversation: opened, action: id })]),
);

function put(conversation: string | null): void {
  drawn = conversation;
  for (const listener of listeners) listener();
}

/** What was meant for another one is not done to this one. */
function open(conversation: string | null): void {
  if (awaited?.conversation !== conversation) awaited = null;
  opened = conversation;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** By the page that opens conversations. */
export function useEarlyKeys(chosen: string | null): void {
  const isDrawn = useSyncExternalStore(subscribe, () => drawn === chosen);
  useActionKeys(chosen === null || isDrawn ? none : held);
  useLayoutEffect(() => open(chosen), [chosen]);
}

/** By the conversation, once it has its own keys. */
export function useDrawn(conversation: string): void {
  useLayoutEffect(() => {
    put(conversation);
    if (awaited?.conversation === conversation) handlerOf(awaited.action)?.run();
    awaited = null;
    return () => {
      if (drawn === conversation) put(null);
    };
  }, [conversation]);
}
