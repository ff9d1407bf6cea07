// Views that are kept, and their numbers. Both follow when somebody changes something, without a reload.
import { useEffect, useState } from 'react';
import type { SavedView } from '../../contract/finding.ts';
import { useStore } from '../live/use-desk.ts';
import { views as api } from './finding-api.ts';

const calmMs = 400;

export function useSavedViews(): readonly SavedView[] | null {
  const store = useStore();
  const [views, setViews] = useState<readonly SavedView[] | null>(null);
  useEffect(() => {
    let here = true;
    const ask = () =>
      void api.list().then(
        (reply) => {
          if (here) setViews(reply.views);
        },
        () => undefined,
      );
    ask();
    const stopHearing = store.hear((event) => {
      if (event.kind === 'view-changed' || event.kind === 'view-removed') ask();
    });
    // After a gap in what was heard, everything is looked at afresh.
    let generation = store.generation();
    const stopWatching = store.subscribe(() => {
      if (store.generation() === generation) return;
      generation = store.generation();
      ask();
    });
    return () => {
      here = false;
      stopHearing();
      stopWatching();
    };
  }, [store]);
  return views;
}

/** Only where a view is counted. */
export function useViewCounts(views: readonly SavedView[] | null): Readonly<Record<string, number>> {
  const store = useStore();
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({});
  const wanted = (views ?? []).filter((view) => view.counted).map((view) => `${view.id} ${view.version}`).join();
  useEffect(() => {
    if (wanted === '') return undefined;
    let here = true;
    let cursor = -1;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async () => {
      timer = null;
      cursor = store.cursor();
      const next = await api.counts().catch(() => null);
      if (here && next) setCounts(next);
    };
    void ask();
    const stop = store.subscribe(() => {
      if (timer === null && store.cursor() !== cursor) timer = setTimeout(() => void ask(), calmMs);
    });
    return () => {
      here = false;
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [store, wanted]);
  return counts;
}
