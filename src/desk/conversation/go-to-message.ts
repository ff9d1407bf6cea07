// A message that somebody wants to see: from a search hit, a promise, the line of moods. The thread that it belongs to goes there,
// and asks for earlier messages until it is found.
import { useSyncExternalStore } from 'react';

export type Wish = { readonly conversation: string; readonly message: string };

const markedMs = 2_500;

let wish: Wish | null = null;
let marked: string | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Goes there at once where the conversation is open, else when it is opened. */
export function goToMessage(conversation: string, message: string): void {
  wish = { conversation, message };
  tell();
}

/** The end of a link that leads to a message. */
export function hashOf(message: string): string {
  return `message-${message}`;
}

export function messageInHash(hash: string): string | null {
  return /^#?message-([0-9a-f-]{36})$/.exec(hash)?.[1] ?? null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useWish(conversation: string): Wish | null {
  return useSyncExternalStore(subscribe, () => (wish?.conversation === conversation ? wish : null));
}

/** The message that was gone to, for a moment. */
export function useMarked(): string | null {
  return useSyncExternalStore(subscribe, () => marked);
}

/** @param found it was gone to; else it cannot be found */
export function fulfil(done: Wish, found: boolean): void {
  if (wish === done) wish = null;
  if (found) mark(done.message);
  tell();
}

function mark(message: string): void {
  marked = message;
  setTimeout(() => {
    if (marked === message) marked = null;
    tell();
  }, markedMs);
}
