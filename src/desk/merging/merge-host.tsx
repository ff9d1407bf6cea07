// Draws the merge that was asked for, wherever it was asked; loaded when the first one is.
import { lazy, Suspense } from 'react';
import { forgetMerge, useMergeWish } from './wishes.ts';

const MergeDialog = lazy(() => import('./merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })));

export function MergeHost() {
  const wish = useMergeWish();
  return wish ? (
    <Suspense>
      <MergeDialog key={wish.conversations.join(' ')} wish={wish} onClose={forgetMerge} />
    </Suspense>
  ) : null;
}
