// Where the bar of a selection, and what is being done to many, are drawn; loaded when there is one of both. The keys of a selection
// are held from the first row on, before the bar is there.
import { lazy, Suspense, useEffect, useState } from 'react';
import { useActionKeys, type Doing } from '../keys/use-action-keys.ts';
import { useStore } from '../live/use-desk.ts';
import type { Scope } from './scope.ts';
import { actOnSelection, forgetAwaited, selectionActions } from './selection-actions.ts';
import { isAnySelected, selectNone, useSelection } from './selection.ts';
import { hasStopped } from './stopped.ts';

const ManyBar = lazy(() => import('./many-bar.tsx').then((module) => ({ default: module.ManyBar })));
const held: Doing = Object.fromEntries(selectionActions.map((action) => [action, () => actOnSelection(action)]));
const none: Doing = {};

export function ManyHost({ scope }: { readonly scope: Scope }) {
  const some = isAnySelected(useSelection());
  const store = useStore();
  const [heard, setHeard] = useState(hasStopped);
  useEffect(
    () =>
      store.hear((event) => {
        if (event.kind === 'batch-changed') setHeard(true);
      }),
    [store],
  );
  useActionKeys(some ? held : none, 'selection');
  useEffect(() => {
    if (!some) forgetAwaited();
  }, [some]);
  // A selection belongs to the list in which it was made.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- it ends with the list, so the list is what it follows
  useEffect(() => selectNone, [scope.key]);
  return heard || some ? (
    <Suspense>
      <ManyBar scope={scope} onFollow={() => setHeard(true)} />
    </Suspense>
  ) : null;
}
