// Where the bar of a selection, and what is being done to many, are drawn; loaded when there is one of both.
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ListState } from '../inbox/use-list.ts';
import type { ViewName } from '../inbox/views.ts';
import { useStore } from '../live/use-desk.ts';
import { selectNone, useSelection } from './selection.ts';

const loadBar = () => import('./many-bar.tsx');
const ManyBar = lazy(() => loadBar().then((module) => ({ default: module.ManyBar })));
/** With the first hand that goes to the list, so that its keys are there when something is selected. */
export const prepareMany = () => void loadBar().catch(() => undefined);

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
  useEffect(() => selectNone, [view]);
  return heard || selection.ids.size > 0 || selection.whole ? (
    <Suspense>
      <ManyBar view={view} rows={rows} />
    </Suspense>
  ) : null;
}
