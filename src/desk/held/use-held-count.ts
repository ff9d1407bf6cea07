// How many answers a restore holds back: asked for once, and again when one of them is decided about, here or elsewhere.
import { useEffect, useState } from 'react';
import { useMe, useStore } from '../live/use-desk.ts';
import { held as api } from './held-api.ts';

const calm = 300;

/** 0 for whoever may not decide. */
export function useHeldCount(): number {
  const store = useStore();
  const may = useMe().role === 'administrator';
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!may) return undefined;
    let here = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async () => {
      timer = null;
      const reply = await api.list(null, 1).catch(() => null);
      if (here && reply) setCount(reply.held);
    };
    void ask();
    const askSoon = () => {
      timer ??= setTimeout(() => void ask(), calm);
    };
    const stopHearing = store.hear((event) => {
      if (concernsHeld(event)) askSoon();
    });
    // After a gap in what was heard, everything is looked at afresh.
    let generation = store.generation();
    const stopWatching = store.subscribe(() => {
      if (store.generation() === generation) return;
      generation = store.generation();
      askSoon();
    });
    return () => {
      here = false;
      if (timer !== null) clearTimeout(timer);
      stopHearing();
      stopWatching();
    };
  }, [store, may]);
  return may ? count : 0;
}

/** They are held when a worker begins, and let go by a decision, one's own retry or an undo. */
export function concernsHeld({ kind, data }: { readonly kind: string; readonly data: Readonly<Record<string, unknown>> }): boolean {
  return (kind === 'delivery-changed' && (data['state'] === 'unknown' || data['state'] === 'cancelled' || data['state'] === 'queued')) || kind === 'reply-undone';
}
