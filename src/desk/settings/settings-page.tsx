// The settings: a short list of places on the left, one place on the right. Who may not see a place is not shown it.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useHeldCount } from '../held/use-held-count.ts';
import { Skeleton } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { isInterfaceLanguage, loadWords, words } from '../wording/interface.ts';
import { placesFor } from './places.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** On a phone the places lie in one line, wider than the screen. */
const inView = (place: HTMLLIElement | null): void => place?.scrollIntoView({ block: 'nearest', inline: 'center' });

export function SettingsPage() {
  const { t, language } = useTranslation('settings');
  const me = useMe();
  const held = useHeldCount();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [ready, setReady] = useState(() => words.has(language, 'settings'));
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }));
  useEffect(() => {
    if (isInterfaceLanguage(language)) void loadWords(language, 'settings').then(() => setReady(true));
  }, [language]);
  if (!ready)
    return (
      <div className="space-y-4 p-8">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-9 max-w-md" />
        <Skeleton className="h-9 max-w-md" />
      </div>
    );
  const here = path.split('/')[2];
  return (
    <QueryClientProvider client={client}>
      <div className="flex h-full min-h-0 flex-col md:flex-row">
        <nav aria-label={t('title')} className="shrink-0 border-line max-md:border-b md:w-52 md:border-e">
          <h1 className="px-5 pt-3 font-semibold max-md:sr-only">{t('title')}</h1>
          <ul className="flex gap-1 p-2 max-md:overflow-x-auto md:flex-col md:pt-3">
            {placesFor(me.role, held > 0 || here === 'held').map((place) => (
              <li key={place} ref={place === here ? inView : null} className="shrink-0">
                <Link
                  to={`/settings/${place}`}
                  className="flex min-h-8 items-center rounded-md px-3 text-sm text-ink-soft hover:bg-sunken hover:text-ink max-md:min-h-10"
                  activeProps={{ className: 'bg-sunken text-ink! font-medium', 'aria-current': 'page' }}
                >
                  {t(`place.${place}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main className="min-h-0 min-w-0 flex-1 overflow-y-auto px-5 py-6 sm:px-8">
          <div className="mx-auto max-w-2xl pb-16">
            <Outlet />
          </div>
        </main>
      </div>
    </QueryClientProvider>
  );
}
