// What was asked for from anywhere on the page: to run a macro here, or to choose one; to see the key points.
import { useSyncExternalStore } from 'react';

/** `macro` null: which one is asked. */
export type WritingWish = { readonly conversation: string; readonly wants: 'macro'; readonly macro: string | null } | { readonly conversation: string; readonly wants: 'key-points' };

let wish: WritingWish | null = null;
const listeners = new Set<() => void>();

function put(next: WritingWish | null): void {
  wish = next;
  for (const listener of listeners) listener();
}

export function askToRunMacro(conversation: string, macro: string | null = null): void {
  put({ conversation, wants: 'macro', macro });
}

export function askForKeyPoints(conversation: string): void {
  put({ conversation, wants: 'key-points' });
}

export function forgetWritingWish(): void {
  put(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useWritingWish(conversation: string): WritingWish | null {
  return useSyncExternalStore(subscribe, () => (wish?.conversation === conversation ? wish : null));
}
