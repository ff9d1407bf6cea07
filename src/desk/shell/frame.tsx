// What stands around every page of the desk: the way to the views, what is new, the state of the connection, and undo.
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFindLine } from '../finding/focus-line.ts';
import { useCounts } from '../inbox/use-counts.ts';
import { useKeys } from '../kit/keys.ts';
import { NoticeBar } from '../kit/notice-bar.tsx';
import { undoLast } from '../kit/notices.ts';
import { DeskContext, useStatus } from '../live/use-desk.ts';
import type { BootState } from './boot.tsx';
import { Navigation } from './navigation.tsx';
import { useTellNew } from './tell-new.ts';
import { TopBar } from './top-bar.tsx';

const HelpSheet = lazy(() => import('./help-sheet.tsx').then((module) => ({ default: module.HelpSheet })));

export function Frame({ boot }: { readonly boot: Extract<BootState, { is: 'inside' }> }) {
  const { desk, session, setSession } = boot;
  const value = useMemo(() => ({ ...desk, session, setSession }), [desk, session, setSession]);
  return (
    <DeskContext.Provider value={value}>
      <Around onLeave={boot.leave} />
    </DeskContext.Provider>
  );
}

function Around({ onLeave }: { onLeave(): Promise<void> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const counts = useCounts();
  useTellNew();
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const inConversation = useRouterState({ select: (state) => /^\/inbox\/[^/]+\/./.test(state.location.pathname) });
  const go = (view: string) => () => void navigate({ to: '/inbox/$view', params: { view } });
  useKeys({
    ...(drawer ? { Escape: () => setDrawer(false) } : {}),
    KeyU: () => {
      undoLast();
    },
    Slash: () => {
      if (!focusFindLine()) void navigate({ to: '/find', search: {} });
    },
    'shift+Slash': () => setHelp(true),
    'KeyG KeyI': go('open'),
    'KeyG KeyM': go('mine'),
    'KeyG KeyU': go('unassigned'),
    'KeyG KeyP': go('promised'),
    'KeyG KeyW': go('waiting'),
    'KeyG KeyZ': go('snoozed'),
    'KeyG KeyC': go('closed'),
    'KeyG KeyA': go('all'),
    'KeyG KeyS': () => void navigate({ to: '/settings' }),
  });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <a href="#page" className="floating sr-only z-50 px-3 py-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2">
        {t('frame.skip')}
      </a>
      <ConnectionLine />
      <TopBar hidden={inConversation} inert={drawer} onMenu={() => setDrawer(true)} />
      <div className="flex min-h-0 flex-1">
        <Navigation counts={counts} open={drawer} onClose={() => setDrawer(false)} onHelp={() => setHelp(true)} onLeave={onLeave} />
        <div id="page" tabIndex={-1} inert={drawer} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </div>
      </div>
      <NoticeBar />
      {help ? (
        <Suspense>
          <HelpSheet onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function ConnectionLine() {
  const { t } = useTranslation();
  const status = useStatus();
  return (
    <div role="status">
      {status === 'lost' ? <p className="border-b border-line bg-warn-wash px-4 py-1 text-center text-sm text-warn">{t('frame.lost')}</p> : null}
    </div>
  );
}
