// Between the thread and the composer: answers that wait for their time. Most conversations have none, and what draws them comes with the first.
import { lazy, Suspense } from 'react';
import { usePlanned } from './use-planned.ts';

const PlannedList = lazy(() => import('./planned-list.tsx').then((module) => ({ default: module.PlannedList })));

export function PlannedReplies({ conversation }: { readonly conversation: string }) {
  const { planned, take } = usePlanned(conversation);
  if (planned.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <PlannedList planned={planned} take={take} />
    </Suspense>
  );
}
