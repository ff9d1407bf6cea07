// At the top of an administrator's desk, for as long as something is held.
import { Link, useRouterState } from '@tanstack/react-router';
import { usePart } from '../writing/use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function HeldLine({ count }: { readonly count: number }) {
  const { t } = useTranslation('held');
  const ready = usePart('held');
  const there = useRouterState({ select: (state) => state.location.pathname === '/settings/held' });
  if (!ready || there) return null;
  return (
    <div role="status" className="flex flex-wrap items-center justify-center gap-x-3 border-b border-line bg-raised px-4 py-1 text-center text-sm text-ink-soft">
      {t('line', { count })}
      <Link to="/settings/held" className="font-medium text-accent underline underline-offset-4">
        {t('lineLook')}
      </Link>
    </div>
  );
}
