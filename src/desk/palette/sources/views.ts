// Lists and searches that were kept.
import { useNavigate } from '@tanstack/react-router';
import type { Asked } from '../../finding/asked.ts';
import { useSavedViews } from '../../finding/use-views.ts';
import type { Offered } from '../entry.ts';

export function useViewEntries(): Offered {
  const navigate = useNavigate();
  const views = useSavedViews() ?? [];
  return { entries: views.map((view) => ({ id: `view:${view.id}`, group: 'views' as const, label: view.name, run: () => void navigate({ to: '/find', search: { ...view.query, view: view.id } as Asked }) })) };
}
