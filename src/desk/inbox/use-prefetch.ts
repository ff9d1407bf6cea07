// The conversations that a key away would open are loaded while the agent reads: they open from what is held, within one frame.
import { useEffect } from 'react';
import { useStore } from '../live/use-desk.ts';

/** Whoever leafs through the list quickly loads only where they stop. */
const settleMs = 120;

export function usePrefetch(conversations: readonly (string | null)[]): void {
  const store = useStore();
  const wanted = conversations.filter((one) => one !== null).join(' ');
  useEffect(() => {
    if (wanted === '') return undefined;
    const timer = setTimeout(() => {
      void (async () => {
        const { loadConversation } = await import('../conversation/use-conversation.ts');
        for (const id of wanted.split(' ')) if (store.state().opened[id] !== true) await loadConversation(store, id);
        // Nobody asked for it: what fails is told when it is opened.
      })().catch(() => undefined);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [store, wanted]);
}
