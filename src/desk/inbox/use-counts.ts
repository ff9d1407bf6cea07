// The numbers beside the views. They follow from the server; a burst of events asks once.
import { useEffect, useState } from 'react';
import { conversations as api, type Counts } from '../live/desk-api.ts';
import { useStore } from '../live/use-desk.ts';

const calm = 400;

export function useCounts(): Counts {
  const store = useStore();
  const [counts, setCounts] = useState<Counts>({});
  useEffect(() => {
    let here = true;
    let cursor = -1;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async () => {
      timer = null;
      cursor = store.cursor();
      const next = await api.counts().catch(() => null);
      if (here && next) setCounts(next);
    };
    const onChange = () => {
      if (timer === null && store.cursor() !== cursor) timer = setTimeout(() => void ask(), calm);
    };
    void ask();
    const stop = store.subscribe(onChange);
    return () => {
      here = false;
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [store]);
  return counts;
}
