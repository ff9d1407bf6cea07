// How much of the advice this screen shows, and whether it asks before a hard answer goes. The agent's own choice on this device;
// nobody else sees it.
import { useSyncExternalStore } from 'react';
import type { AdviceMode } from './findings.ts';

const modeKey = 'attune.advice';
const questionKey = 'attune.question';
const listeners = new Set<() => void>();

function keep(key: string, value: string): void {
  localStorage.setItem(key, value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const readAdviceMode = (): AdviceMode => (localStorage.getItem(modeKey) === 'hard' ? 'hard' : 'all');
export const keepAdviceMode = (mode: AdviceMode): void => keep(modeKey, mode);
export const useAdviceMode = (): AdviceMode => useSyncExternalStore(subscribe, readAdviceMode);

export const readAsksFirst = (): boolean => localStorage.getItem(questionKey) !== 'off';
export const keepAsksFirst = (on: boolean): void => keep(questionKey, on ? 'on' : 'off');
export const useAsksFirst = (): boolean => useSyncExternalStore(subscribe, readAsksFirst);
