// What was asked for: merging some conversations, or splitting one. The inbox draws what is wished, wherever the wish came from.
import { useSyncExternalStore } from 'react';

/** One conversation: with which others is asked. Several: the first stays unless another is chosen. */
export type MergeWish = { readonly conversations: readonly string[] };
export type SplitMode = { readonly conversation: string; readonly chosen: readonly string[]; readonly asking: boolean };

export class Wish<Value> {
  #value: Value | null = null;
  readonly #listeners = new Set<() => void>();

  readonly read = (): Value | null => this.#value;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  put(value: Value | null): void {
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}

const merge = new Wish<MergeWish>();
const split = new Wish<SplitMode>();

/** From a key, a menu, a selection in the list, the palette. */
export function askToMerge(conversations: readonly string[]): void {
  if (conversations.length > 0) merge.put({ conversations });
}

export function forgetMerge(): void {
  merge.put(null);
}

export function useMergeWish(): MergeWish | null {
  return useSyncExternalStore(merge.subscribe, merge.read);
}

/** Messages of this conversation are chosen from now on. */
export function startSplit(conversation: string): void {
  split.put({ conversation, chosen: [], asking: false });
}

export function changeSplit(change: Partial<Pick<SplitMode, 'chosen' | 'asking'>>): void {
  const now = split.read();
  if (now) split.put({ ...now, ...change });
}

export function toggleChosen(message: string): void {
  const chosen = split.read()?.chosen ?? [];
  changeSplit({ chosen: chosen.includes(message) ? chosen.filter((one) => one !== message) : [...chosen, message] });
}

export function endSplit(): void {
  split.put(null);
}

/** null: this conversation is not being split. */
export function useSplit(conversation: string): SplitMode | null {
  const mode = useSyncExternalStore(split.subscribe, split.read);
  return mode?.conversation === conversation ? mode : null;
}
