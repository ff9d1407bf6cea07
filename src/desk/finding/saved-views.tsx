// The views that are kept, in the navigation: everybody's, then one's own; with a number where it is counted.
import { Link, useRouterState } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Bookmark, Users } from 'lucide-react';
import type { SavedView } from '../../contract/finding.ts';
import { Tip } from '../kit/button.tsx';
import type { Asked } from './asked.ts';
import { useSavedViews, useViewCounts } from './use-views.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type Look = { readonly line: string; readonly onlyWide: string; onGo(): void };

export function SavedViews(look: Look) {
  const { t } = useTranslation();
  const views = useSavedViews();
  const counts = useViewCounts(views);
  if (!views || views.length === 0) return null;
  return (
    <ul aria-label={t('find.views')} className="mt-2 space-y-px border-t border-line pt-2">
      {views.map((view) => (
        <li key={view.id}>
          <ViewLine view={view} count={counts[view.id]} {...look} />
        </li>
      ))}
    </ul>
  );
}

function ViewLine({ view, count, line, onlyWide, onGo }: Look & { readonly view: SavedView; readonly count: number | undefined }) {
  const here = useRouterState({ select: (state) => (state.location.search as Asked).view === view.id });
  const Sign = view.shared ? Users : Bookmark;
  const shown = !view.counted || count === undefined || count === 0 ? null : count > 999 ? '999+' : String(count);
  return (
    <Link to="/find" search={{ ...view.query, view: view.id } as Asked} onClick={onGo} className={clsx(line, here && 'bg-line! font-medium text-ink!')} aria-current={here ? 'page' : undefined}>
      <Sign size={16} className="shrink-0" aria-hidden="true" />
      <span className={clsx('flex-1 truncate', onlyWide)} dir="auto">
        {view.name}
      </span>
      {shown ? <span className="figures text-xs text-ink-faint md:max-xl:absolute md:max-xl:-end-0.5 md:max-xl:-top-0.5 md:max-xl:rounded-full md:max-xl:bg-paper md:max-xl:px-1">{shown}</span> : null}
      <span className="hidden md:max-xl:contents">
        <Tip side="right" label={view.name} />
      </span>
    </Link>
  );
}
