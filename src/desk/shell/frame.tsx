// What stands around every page of the desk: the way to the views, what is new, the state of the connection, and undo.
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useHeldCount } from '../held/use-held-count.ts';
import { useCounts } from '../inbox/use-counts.ts';
import { NoticeBar } from '../kit/notice-bar.tsx';
import { arrivedAt, watch } from '../kit/notices.ts';
import { DeskContext, useStatus, useStore } from '../live/use-desk.ts';
import type { BootState } from './boot.tsx';
import { Navigation } from './navigation.tsx';
import { useTellNew } from './tell-new.ts';
import { TopBar } from './top-bar.tsx';
import { useFrameKeys, useSequenceBegun } from './use-frame-keys.ts';
import { useTranslation } from '../wording/use-translation.ts';

const Palette = lazy(() => import('../palette/palette.tsx').then((module) => ({ default: module.Palette })));
const HeldLine = lazy(() => import('../held/held-line.tsx').then((module) => ({ default: module.HeldLine })));
const PendingKeys = lazy(() => import('../keys/pending-keys.tsx').then((module) => ({ default: module.PendingKeys })));
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
  const counts = useCounts();
  const held = useHeldCount();
  useTellNew();
  const store = useStore();
  useEffect(() => watch(store), [store]);
  const { conversation: open } = useParams({ strict: false });
  useEffect(() => {
    if (open !== undefined) arrivedAt(open);
  }, [open]);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const inConversation = useRouterState({ select: (state) => /^\/inbox\/[^/]+\/./.test(state.location.pathname) });
  const [palette, setPalette] = useState(false);
  const sequence = useSequenceBegun();
  useFrameKeys({ drawer, onDrawer: () => setDrawer(false), onHelp: () => setHelp(true), onPalette: () => setPalette(true) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <a href="#page" className="floating sr-only z-50 px-3 py-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2">
        {t('frame.skip')}
      </a>
      <ConnectionLine />
      {held > 0 ? (
        <Suspense>
          <HeldLine count={held} />
        </Suspense>
      ) : null}
      <TopBar hidden={inConversation} inert={drawer} onMenu={() => setDrawer(true)} />
      <div className="flex min-h-0 flex-1">
        <Navigation counts={counts} open={drawer} onClose={() => setDrawer(false)} onHelp={() => setHelp(true)} onPalette={() => setPalette(true)} onLeave={onLeave} />
        <div id="page" tabIndex={-1} inert={drawer} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </div>
      </div>
      <NoticeBar />
      {sequence ? (
        <Suspense>
          <PendingKeys />
        </Suspense>
      ) : null}
      {help ? (
        <Suspense>
          <HelpSheet onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
      {palette ? (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
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
      {status === 'lost' ? <p className="border-b border-line bg-warn-wash px-4 py-1 text-center text-sm text-balance text-warn">{t('frame.lost')}</p> : null}
    </div>
  );
}
