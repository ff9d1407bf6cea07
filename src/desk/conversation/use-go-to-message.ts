// Takes the thread to the message that somebody wants to see.
import { useRouterState } from '@tanstack/react-router';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { fulfil, goToMessage, messageInHash, useMarked, useWish } from './go-to-message.ts';
import type { Item } from './history/timeline.ts';
import type { OpenState } from './use-conversation.ts';

/** @returns the message that was gone to, for a moment: it is marked */
export function useGoToMessage(conversation: string, items: readonly Item[], open: OpenState, virtual: Virtualizer<HTMLDivElement, Element>): string | null {
  const wish = useWish(conversation);
  // One page at a time: the next is asked for when this one is there.
  const [pages, setPages] = useState(0);
  const asked = useRef(-1);
  const linked = useRouterState({ select: (state) => messageInHash(state.location.hash) });
  useEffect(() => {
    if (linked) goToMessage(conversation, linked);
  }, [conversation, linked]);

  const { loaded, earlier, loadEarlier } = open;
  useEffect(() => {
    if (!wish || !loaded || asked.current === pages) return;
    const index = items.findIndex((item) => item.is === 'message' && item.message.id === wish.message);
    if (index >= 0) {
      virtual.scrollToIndex(index, { align: 'center' });
      fulfil(wish, true);
    } else if (earlier) {
      asked.current = pages;
      void loadEarlier()
        .catch(() => fulfil(wish, false))
        .finally(() => setPages((before) => before + 1));
    } else fulfil(wish, false);
  }, [earlier, items, loadEarlier, loaded, pages, virtual, wish]);
  return useMarked();
}
