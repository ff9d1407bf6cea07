// Quiet for one hard conversation: everything else steps back until it is answered or left. It lives in this page only; nobody
// is told, and nothing of it is kept.
import { useEffect, useSyncExternalStore } from 'react';

let focused: string | null = null;
const listeners = new Set<() => void>();

function put(conversation: string | null): void {
  if (conversation === focused) return;
  focused = conversation;
  // What is noise then is said by the style sheet: nothing is taken apart, so everything is in its place afterwards.
  document.documentElement.toggleAttribute('data-focus', conversation !== null);
  for (const listener of listeners) listener();
}

export const enterFocus = (conversation: string): void => put(conversation);
export const leaveFocus = (): void => put(null);
/** What happens elsewhere waits for now: the bell keeps it. */
export const isFocused = (): boolean => focused !== null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useFocused(conversation: string): boolean {
  return useSyncExternalStore(subscribe, () => focused === conversation);
}

/** It ends with an answer, whoever gives it, and with leaving the conversation. */
export function useEndOfFocus(conversation: string, waits: boolean): void {
  const on = useFocused(conversation);
  useEffect(() => {
    if (on && !waits) leaveFocus();
  }, [on, waits]);
  useEffect(
    () => () => {
      if (focused === conversation) leaveFocus();
    },
    [conversation],
  );
}
