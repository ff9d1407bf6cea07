// The inbox: list, conversation, contact side by side where there is room, one after the other where there is not.
import { useNavigate, useParams } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useContactLabel } from '../contact/contact-label.ts';
import { useEarlyKeys } from '../conversation/early-keys.ts';
import { PaneSkeleton } from '../conversation/pane-skeleton.tsx';
import { Empty } from '../kit/state.tsx';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { useTitle } from '../kit/use-title.ts';
import { useDesk } from '../live/use-desk.ts';
import { ManyHost } from '../many/many-host.tsx';
import { scopeOfView } from '../many/scope.ts';
import { useSelectionKeys } from '../many/use-selection-keys.ts';
import { MergeHost } from '../merging/merge-host.tsx';
import { enter } from './enter.ts';
import { List } from './list.tsx';
import { ListHeader } from './list-header.tsx';
import { useList, type ListState } from './use-list.ts';
import { usePrefetch } from './use-prefetch.ts';
import { isViewName, neighbour, type ViewName } from './views.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** From here on the contact stands beside the conversation; below it lies over it, and only when asked for. */
const wide = 1536;

/** What draws conversations comes with the first hand that goes to the list: the list itself is seen sooner without it. */
const loadPane = () => import('../conversation/conversation-pane.tsx');
const ConversationPane = lazy(() => loadPane().then((module) => ({ default: module.ConversationPane })));
const prepare = () => void loadPane().catch(() => undefined);

const nobody = { contact: { id: '', name: null }, channel: '', number: 0 };

export function InboxPage() {
  const { t } = useTranslation();
  const params = useParams({ strict: false });
  const navigate = useNavigate();
  const view: ViewName = params.view && isViewName(params.view) ? params.view : 'open';
  const chosen = params.conversation ?? null;
  const list = useList(view);
  const open = useDesk((state) => (chosen ? state.conversations[chosen] : undefined));
  const label = useContactLabel(open ?? nobody);
  useTitle(
    open ? (open.subject ?? label) : null,
    t(`view.${view}`),
    useDesk((state) => state.workspace?.name),
  );
  const [contactShown, showContact] = useContactShown();
  const choose = useCallback(
    (conversation: string | null) => {
      void navigate(conversation ? { to: '/inbox/$view/$conversation', params: { view, conversation } } : { to: '/inbox/$view', params: { view } });
    },
    [navigate, view],
  );
  useListKeys(list, chosen, choose);
  useEarlyKeys(chosen);

  /** The one below, before this one leaves the list; the one above when it was the last. */
  const leave = () => choose(neighbour(list.rows, chosen, 1) ?? neighbour(list.rows, chosen, -1));

  return (
    <main className="flex h-full min-h-0">
      <section
        aria-label={t(`view.${view}`)}
        className={clsx('noise flex min-h-0 w-full flex-col border-e border-line md:w-80 md:shrink-0 xl:w-88', chosen && 'max-md:hidden')}
        onPointerEnter={prepare}
        onFocus={prepare}
      >
        <ListHeader view={view} />
        <List view={view} list={list} chosen={chosen} onChoose={choose} />
        <ManyHost scope={scopeOfView(view, list.rows, list.more)} />
      </section>
      <div className={clsx('min-h-0 min-w-0 flex-1', !chosen && 'max-md:hidden')}>
        {chosen ? (
          <Suspense fallback={<PaneSkeleton />}>
            <ConversationPane
              key={chosen}
              conversation={chosen}
              contactShown={contactShown}
              onContact={showContact}
              onBack={() => choose(null)}
              onLeave={leave}
              onMove={choose}
            />
          </Suspense>
        ) : (
          <NothingChosen />
        )}
      </div>
      <MergeHost />
    </main>
  );
}

/** From one to the next; what a key away would open is loaded meanwhile. */
function useListKeys(list: ListState, chosen: string | null, choose: (conversation: string | null) => void): void {
  const step = (by: 1 | -1) => {
    const next = neighbour(list.rows, chosen, by);
    if (next) choose(next);
  };
  usePrefetch(chosen === null ? [] : [neighbour(list.rows, chosen, 1), neighbour(list.rows, chosen, -1)]);
  useActionKeys({ next: () => step(1), previous: () => step(-1), open: () => enter(chosen ?? list.rows[0]?.id ?? null, choose), back: chosen ? () => choose(null) : null });
  useSelectionKeys(list.rows, chosen);
}

function NothingChosen() {
  const { t } = useTranslation();
  return (
    <div className="flex h-full items-center justify-center">
      <Empty title={t('conversation.none')}>{t('conversation.noneAbout')}</Empty>
    </div>
  );
}

/** Remembered on this device. */
function useContactShown(): readonly [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(() => localStorage.getItem('attune.contact') !== 'hidden' && window.innerWidth >= wide);
  const show = (next: boolean) => {
    localStorage.setItem('attune.contact', next ? 'shown' : 'hidden');
    setShown(next);
  };
  return [shown, show];
}
