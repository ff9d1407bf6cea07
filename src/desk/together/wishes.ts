// What was asked for about a conversation and others than its customer: a letter to a third party, a hand-over. The conversation
// draws what is wished, wherever the wish came from.
import { useSyncExternalStore } from 'react';
import { Wish } from '../merging/wishes.ts';

export type ForwardWish = {
  readonly conversation: string;
  /** Only this message is passed on; absent: what the customer and we have said. */
  readonly message?: string;
  /** A third party's message that is answered. */
  readonly answers?: string;
};

const forward = new Wish<ForwardWish>();
const handOver = new Wish<string>();

export function askToForward(wish: ForwardWish): void {
  forward.put(wish);
}

export function askToHandOver(conversation: string): void {
  handOver.put(conversation);
}

export function forgetForward(): void {
  forward.put(null);
}

export function forgetHandOver(): void {
  handOver.put(null);
}

/** null: nothing is wished for this conversation. */
export function useForwardWish(conversation: string): ForwardWish | null {
  const wish = useSyncExternalStore(forward.subscribe, forward.read);
  return wish?.conversation === conversation ? wish : null;
}

export function useHandOverWish(conversation: string): boolean {
  return useSyncExternalStore(handOver.subscribe, handOver.read) === conversation;
}
