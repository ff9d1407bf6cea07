// The views with their numbers. Wide: words; narrower: signs; on a phone: a drawer that slides over the page.
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import {
  AlarmClock,
  Archive,
  Ban,
  CalendarClock,
  CircleDashed,
  CircleHelp,
  Command,
  Hourglass,
  Inbox,
  Layers,
  LogOut,
  Settings,
  UserRound,
  X,
  type LucideIcon,
} from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import type { Counts } from '../live/desk-api.ts';
import { countedViews, listedViews, type ViewName } from '../inbox/views.ts';
import type { ActionId } from '../keys/action-table.ts';
import { ActionKey, IconButton, Tip } from '../kit/button.tsx';
import { Face } from '../kit/face.tsx';
import { FindLink } from '../finding/find-link.tsx';
import { SavedViews } from '../finding/saved-views.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { Bell } from './bell.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const signs: Readonly<Record<ViewName, LucideIcon>> = {
  mine: UserRound,
  unassigned: CircleDashed,
  promised: CalendarClock,
  open: Inbox,
  waiting: Hourglass,
  snoozed: AlarmClock,
  closed: Archive,
  spam: Ban,
  all: Layers,
};

type NavigationProps = { readonly counts: Counts; readonly open: boolean; onClose(): void; onHelp(): void; onPalette(): void; onLeave(): Promise<void> };

export function Navigation({ counts, open, onClose, onHelp, onPalette, onLeave }: NavigationProps) {
  const { t } = useTranslation();
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) drawer.current?.querySelector<HTMLElement>('[aria-current="page"], a')?.focus();
  }, [open]);
  return (
    <>
      {open ? <button type="button" aria-label={t('action.close')} className="fixed inset-0 z-30 bg-black/35 md:hidden" onClick={onClose} /> : null}
      <nav
        ref={drawer}
        aria-label={t('frame.views')}
        className={clsx(
          'noise flex min-h-0 shrink-0 flex-col border-e border-line bg-sunken max-md:fixed max-md:inset-y-0 max-md:start-0 max-md:z-40 max-md:w-72 md:w-14 xl:w-52',
          !open && 'max-md:hidden',
        )}
      >
        <WorkspaceName onClose={onClose} />
        <div className="min-h-0 flex-1 px-2 py-1 max-md:overflow-y-auto xl:overflow-y-auto">
          <FindLink line={line} onlyWide={onlyWide} onGo={onClose} />
          <ul className="mt-px space-y-px">
            {listedViews.map((view, index) => (
              <Fragment key={view}>
                <li className={index === countedViews.length ? 'mt-2 border-t border-line pt-2' : ''}>
                  <ViewLink view={view} count={countedViews.includes(view) ? counts[view] : undefined} onGo={onClose} />
                </li>
                {view === 'unassigned' ? (
                  <li>
                    <PromisesLink count={counts.promises} onGo={onClose} />
                  </li>
                ) : null}
              </Fragment>
            ))}
          </ul>
          <SavedViews line={line} onlyWide={onlyWide} onGo={onClose} />
        </div>
        <Foot onClose={onClose} onHelp={onHelp} onPalette={onPalette} onLeave={onLeave} />
      </nav>
    </>
  );
}

const line =
  'group/tip relative flex min-h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-soft hover:bg-line/60 hover:text-ink max-md:min-h-10 md:max-xl:justify-center md:max-xl:px-0';
const onlyWide = 'md:max-xl:sr-only';

function ViewLink({ view, count, onGo }: { readonly view: ViewName; readonly count: number | undefined; onGo(): void }) {
  const { t } = useTranslation();
  return (
    <Link to="/inbox/$view" params={{ view }} onClick={onGo} className={line} activeProps={{ className: 'bg-line! text-ink! font-medium', 'aria-current': 'page' }}>
      <Named sign={signs[view]} name={t(`view.${view}`)} count={count} />
    </Link>
  );
}

/** One's own, by when they are due; what was promised by others and what became of promises stands there too. */
function PromisesLink({ count, onGo }: { readonly count: number | undefined; onGo(): void }) {
  const { t } = useTranslation();
  return (
    <Link to="/promises" search={{}} onClick={onGo} className={line} activeOptions={{ includeSearch: false }} activeProps={{ className: 'bg-line! text-ink! font-medium', 'aria-current': 'page' }}>
      <Named sign={CalendarClock} name={t('frame.promises')} count={count} action="goPromises" />
    </Link>
  );
}

function Named({ sign: Sign, name, count, action }: { readonly sign: LucideIcon; readonly name: string; readonly count: number | undefined; readonly action?: ActionId }) {
  const shown = count === undefined || count === 0 ? null : count >= 1_000 ? '999+' : String(count);
  return (
    <>
      <Sign size={16} className="shrink-0" aria-hidden="true" />
      <span className={clsx('flex-1 truncate', onlyWide)}>{name}</span>
      {shown ? (
        <span className="figures text-xs text-ink-faint md:max-xl:absolute md:max-xl:-end-0.5 md:max-xl:-top-0.5 md:max-xl:rounded-full md:max-xl:bg-paper md:max-xl:px-1">
          {shown}
        </span>
      ) : null}
      <span className="hidden md:max-xl:contents">
        <Tip side="right" label={name} {...(action ? { action } : {})} />
      </span>
    </>
  );
}

function WorkspaceName({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const name = useDesk((state) => state.workspace?.name ?? '');
  return (
    <div className="flex min-h-12 items-center gap-2 px-4 md:max-xl:justify-center md:max-xl:px-0">
      <span className={clsx('min-w-0 flex-1 truncate font-semibold', onlyWide)} dir="auto">
        {name}
      </span>
      <span className="max-md:hidden">
        <Bell />
      </span>
      <IconButton label={t('action.close')} side="left" className="md:hidden" onClick={onClose}>
        <X size={18} />
      </IconButton>
    </div>
  );
}

function Foot({ onClose, onHelp, onPalette, onLeave }: Omit<NavigationProps, 'counts' | 'open'>) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className="space-y-px border-t border-line px-2 py-2">
      <button
        type="button"
        className={clsx(line, 'w-full')}
        onClick={() => {
          onClose();
          onPalette();
        }}
      >
        <Command size={16} className="shrink-0" aria-hidden="true" />
        <span className={clsx('flex-1 truncate text-start', onlyWide)}>{t('help.palette')}</span>
        <ActionKey action="palette" className="max-xl:hidden" />
        <span className="hidden md:max-xl:contents">
          <Tip side="right" label={t('help.palette')} action="palette" />
        </span>
      </button>
      <button type="button" className={clsx(line, 'w-full')} onClick={onHelp}>
        <CircleHelp size={16} className="shrink-0" aria-hidden="true" />
        <span className={onlyWide}>{t('help.title')}</span>
        <span className="hidden md:max-xl:contents">
          <Tip side="right" label={t('help.title')} action="help" />
        </span>
      </button>
      <Link to="/settings" onClick={onClose} className={line} activeProps={{ className: 'bg-line! text-ink!' }}>
        <Settings size={16} className="shrink-0" aria-hidden="true" />
        <span className={onlyWide}>{t('frame.settings')}</span>
        <span className="hidden md:max-xl:contents">
          <Tip side="right" label={t('frame.settings')} />
        </span>
      </Link>
      <div className="flex items-center md:max-xl:flex-col">
        <Link to="/settings/me" onClick={onClose} className={clsx(line, 'min-w-0 flex-1')}>
          <Face name={me.name} size="small" />
          <span className={clsx('truncate', onlyWide)} dir="auto">
            {me.name}
          </span>
        </Link>
        <IconButton label={t('frame.signOut')} side="top" onClick={() => void onLeave()}>
          <LogOut size={16} />
        </IconButton>
      </div>
    </div>
  );
}
