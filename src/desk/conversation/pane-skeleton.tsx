// A conversation while it comes, or while what draws it comes.
import { Skeleton } from '../kit/state.tsx';

export function PaneSkeleton() {
  return (
    <div aria-hidden="true" className="space-y-3 p-6">
      <Skeleton className="h-6 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
      <div className="space-y-2 pt-6">
        <Skeleton className="h-4 w-11/12" />
        <Skeleton className="h-4 w-10/12" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    </div>
  );
}
