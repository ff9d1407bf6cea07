import { Link, useRouterState } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { Tip } from '../kit/button.tsx';
import type { Asked } from './asked.ts';
import type { Look } from './saved-views.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** The place to find things, first in the navigation. A view that is kept is marked in its own line. */
export function FindLink({ line, onlyWide, onGo }: Look) {
  const { t } = useTranslation();
  const here = useRouterState({ select: (state) => /^\/find(?:\/|$)/.test(state.location.pathname) && (state.location.search as Asked).view === undefined });
  return (
    <Link to="/find" search={{}} onClick={onGo} className={clsx(line, here && 'bg-line! font-medium text-ink!')} aria-current={here ? 'page' : undefined}>
      <Search size={16} className="shrink-0" aria-hidden="true" />
      <span className={clsx('flex-1 truncate', onlyWide)}>{t('find.title')}</span>
      <span className="hidden md:max-xl:contents">
        <Tip side="right" label={t('find.title')} action="search" />
      </span>
    </Link>
  );
}
