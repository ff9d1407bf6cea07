// Which conversations have words of the customer that were not looked at on this device.
import { useSyncExternalStore } from 'react';
import type { ConversationView } from '../../contract/views.ts';

const keptUnder = 'attune.seen';
const most = 2_000;
const listeners = new Set<() => void>();
let seen: ReadonlyMap<string, string> | null = null;

function read(): ReadonlyMap<string, string> {
  if (seen) return seen;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder) ?? '[]');
    seen = new Map(Array.isArray(kept) ? (kept as [string, string][]) : []);
  } catch {
    seen = new Map();
  }
  return seen;
}

export function markSeen(conversation: Pick<ConversationView, 'id' | 'last'>): void {
  const known = read();
  if ((known.get(conversation.id) ?? '') >= conversation.last.at) return;
  const next = new Map(known);
  next.delete(conversation.id);
  next.set(conversation.id, conversation.last.at);
  seen = new Map([...next].slice(-most));
  try {
    localStorage.setItem(keptUnder, JSON.stringify([...seen]));
  } catch {
    // Without room on the device everything is unread again after a reload, which loses nothing.
  }
  for (const listener of listeners) listener();
}

export function isUnread(conversation: Pick<ConversationView, 'id' | 'last'>, known: ReadonlyMap<string, string>): boolean {
  const { direction } = conversation.last;
  return (direction === 'in' || direction === 'from third party') && (known.get(conversation.id) ?? '') < conversation.last.at;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useUnread(conversation: Pick<ConversationView, 'id' | 'last'>): boolean {
  return useSyncExternalStore(subscribe, () => isUnread(conversation, read()));
}
