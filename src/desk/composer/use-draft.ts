import { useCallback, useSyncExternalStore } from 'react';
import { createDrafts, type Draft } from './drafts.ts';

export const drafts = createDrafts(localStorage, Date.now);

export function useDraft(conversation: string): readonly [Draft, (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read(conversation));
  const change = useCallback((next: Partial<Draft>) => drafts.change(conversation, next), [conversation]);
  return [draft, change];
}
