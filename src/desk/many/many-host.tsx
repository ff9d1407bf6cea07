// Where the bar of a selection, and what is being done to many, are drawn; loaded when there is one of both.
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ListState } from '../inbox/use-list.ts';
import type { ViewName } from '../inbox/views.ts';
import { useStore } from '../live/use-desk.ts';
import { selectNone, useSelection } from './selection.ts';

const ManyBar = lazy(() => import('./many-bar.tsx').then((module) => ({ default: module.ManyBar })));

export function ManyHost({ view, rows }: { readonly view: ViewName; readonly rows: ListState['rows'] }) {
  const selection = useSelection();
  const store = useStore();
  const [heard, setHeard] = useState(false);
  useEffect(
    () =>
      store.hear((event) => {
        if (event.kind === 'batch-changed') setHeard(true);
      }),
    [store],
  );
  // A selection belongs to the list in which it was made.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- it ends with the list, so the list is what it follows
  useEffect(() => selectNone, [view]);
  return heard || selection.ids.size > 0 || selection.whole ? (
    <Suspense>
      <ManyBar view={view} rows={rows} />
    </Suspense>
  ) : null;
}
