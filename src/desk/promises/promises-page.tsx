// Every open promise, by when it is due: what is late first; and what became of the others. For those who lead, the promises of a team or of everybody besides, and
// how many a team keeps; nobody is ranked.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { dueGroup, dueGroups, type DueGroup } from '../../domain/commitment/due-group.ts';
import { Caps } from '../keys/caps.tsx';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { Button } from '../kit/button.tsx';
import { useNow } from '../kit/moment.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { useTitle } from '../kit/use-title.ts';
import { sameList, useDesk, useMe } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { readPromisesAsked } from './asked.ts';
import { KeptRate } from './kept-rate.tsx';
import { PromiseRow } from './promise-row.tsx';
import { SettledPromises } from './settled-promises.tsx';
import { usePromises, type Scope } from './use-promises.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** An agent's own clock: that of the place where the browser is. */
const hereZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function PromisesPage() {
  const ready = usePart('promises');
  if (!ready)
    return (
      <main className="space-y-3 p-8">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-16 max-w-3xl" />
      </main>
    );
  return <Page />;
}

function Page() {
  const { t } = useTranslation('promises');
  useTitle(
    t('title'),
    useDesk((state) => state.workspace?.name),
  );
  const leads = useMe().role !== 'agent';
  const { show, outcome } = readPromisesAsked(useSearch({ strict: false }));
  const [scope, setScope] = useState<Scope>({ of: 'mine' });
  const navigate = useNavigate();
  useActionKeys({ promiseSettled: () => void navigate({ to: '/promises', search: show === 'settled' ? {} : { show: 'settled' } }) });
  return (
    <main className="h-full overflow-y-auto px-4 py-6 sm:px-8">
      <div className="mx-auto max-w-4xl pb-16">
        <header className="mb-4 flex flex-wrap items-end justify-between gap-3">
          <div>
            <h1 className="text-xl font-semibold">{t('title')}</h1>
            <p className="mt-1 text-ink-soft">{t('about')}</p>
          </div>
          {leads ? <ScopeChoice scope={scope} onChoose={setScope} /> : null}
        </header>
        <Tabs settled={show === 'settled'} />
        {scope.of === 'mine' ? null : <KeptRate key={scope.of === 'team' ? scope.team : 'all'} team={scope.of === 'team' ? scope.team : null} />}
        {show === 'settled' ? <SettledPromises scope={scope} outcome={outcome} /> : <List key={scope.of === 'team' ? scope.team : scope.of} scope={scope} />}
      </div>
    </main>
  );
}

const tab = 'inline-flex min-h-9 items-center border-b-2 px-1 text-sm hover:text-ink';

/** What is still to be kept, and what became of the others; and the way to the conversations themselves. */
function Tabs({ settled }: { readonly settled: boolean }) {
  const { t } = useTranslation('promises');
  const look = (on: boolean) => `${tab} ${on ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-soft'}`;
  return (
    <nav aria-label={t('tabs.label')} className="mb-5 flex flex-wrap gap-x-5 border-b border-line">
      <Link to="/promises" search={{}} aria-current={settled ? undefined : 'page'} className={look(!settled)}>
        {t('tabs.open')}
      </Link>
      <Link to="/promises" search={{ show: 'settled' }} aria-current={settled ? 'page' : undefined} className={look(settled)}>
        {t('tabs.settled')}
      </Link>
      <Link to="/inbox/$view" params={{ view: 'promised' }} className={`${look(false)} ms-auto`}>
        {t('tabs.conversations')}
      </Link>
    </nav>
  );
}

function ScopeChoice({ scope, onChoose }: { readonly scope: Scope; onChoose(scope: Scope): void }) {
  const { t } = useTranslation('promises');
  const teams = useDesk((state) => Object.values(state.teams).sort((one, other) => one.name.localeCompare(other.name)), sameList);
  return (
    <select
      aria-label={t('scope.label')}
      className="field w-auto! max-w-64"
      value={scope.of === 'team' ? scope.team : scope.of}
      onChange={({ target: { value } }) => onChoose(value === 'mine' || value === 'all' ? { of: value } : { of: 'team', team: value })}
    >
      <option value="mine">{t('scope.mine')}</option>
      <option value="all">{t('scope.all')}</option>
      {teams.map((team) => (
        <option key={team.id} value={team.id}>
          {t('scope.team', { name: team.name })}
        </option>
      ))}
    </select>
  );
}

function List({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation('promises');
  const now = useNow();
  const { list, done, error, more, retry } = usePromises(scope);
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const grouped = Map.groupBy(list, (one) => dueGroup(one.due?.by ?? null, new Date(now).toISOString(), hereZone));
  const order = dueGroups.flatMap((group) => grouped.get(group) ?? []).map(({ id }) => id);
  useFirstFocus(frame, list.length > 0);
  useNeighbourFocus(frame, order, active);
  const step = (by: 1 | -1) => () => focusAt(frame.current, order.indexOf(active ?? '') + by);
  const there = list.length > 0;
  useActionKeys({ next: there ? step(1) : null, previous: there ? step(-1) : null, open: active !== null && order.includes(active) ? () => rowsOf(frame.current).find((row) => row.dataset['promise'] === active)?.click() : null });
  if (error && list.length === 0) return <Trouble error={error} onRetry={retry} />;
  if (list.length === 0 && !done) return <Waiting />;
  if (list.length === 0) return scope.of === 'mine' ? <Empty title={t('none.mine')}>{t('none.mineAbout')}</Empty> : <Empty title={t('none.team')} />;
  return (
    <div ref={frame} onKeyDown={(event) => move(frame.current, event)}>
      {dueGroups.map((group) => (
        <Group key={group} group={group} list={grouped.get(group) ?? []} showKeeper={scope.of !== 'mine'} active={active} onActive={setActive} />
      ))}
      {error ? <Trouble error={error} onRetry={retry} /> : null}
      {more ? (
        <p className="mt-4">
          <Button onClick={more}>{t('more')}</Button>
        </p>
      ) : null}
      <KeyLine />
    </div>
  );
}

const told = ['next', 'previous', 'open', 'promiseKeep', 'promiseRenew', 'promiseHandOver', 'promiseWaive', 'promiseTime', 'promiseSettled'] as const;

/** As the agent has them. */
function KeyLine() {
  const ready = usePart('keys');
  const { t } = useTranslation('keys');
  if (!ready) return null;
  return (
    <ul className="hint mt-6 flex flex-wrap gap-x-4 gap-y-1 pointer-coarse:hidden">
      {told.map((action) => (
        <li key={action} className="flex items-center gap-1.5">
          <Caps action={action} none={t('none')} most={1} />
          {t(`action.${action}`)}
        </li>
      ))}
    </ul>
  );
}

type GroupProps = { readonly group: DueGroup; readonly list: readonly CommitmentView[]; readonly showKeeper: boolean; readonly active: string | null; onActive(commitment: string): void };

function Group({ group, list, showKeeper, active, onActive }: GroupProps) {
  const { t } = useTranslation('promises');
  if (list.length === 0) return null;
  return (
    <section className="mb-6" aria-labelledby={`due-${group}`}>
      <h2 id={`due-${group}`} className="figures flex items-baseline gap-2 border-b border-line pb-1 text-sm font-medium">
        {t(`group.${group}`)}
        <span className="font-normal text-ink-faint">{list.length}</span>
      </h2>
      <ul>
        {list.map((commitment) => (
          <PromiseRow key={commitment.id} commitment={commitment} group={group} showKeeper={showKeeper} active={active === commitment.id} onActive={() => onActive(commitment.id)} />
        ))}
      </ul>
    </section>
  );
}

function Waiting() {
  return (
    <div aria-hidden="true" className="space-y-4">
      {[0, 1, 2, 3].map((line) => (
        <Skeleton key={line} className="h-12 w-full" />
      ))}
    </div>
  );
}

const rowsOf = (frame: HTMLElement | null) => [...(frame?.querySelectorAll<HTMLElement>('[data-promise]') ?? [])];

function focusAt(frame: HTMLElement | null, place: number): void {
  const rows = rowsOf(frame);
  rows[Math.min(Math.max(place, 0), rows.length - 1)]?.focus();
}

/** Lists move with the arrows too. */
function move(frame: HTMLElement | null, event: KeyboardEvent): void {
  const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.target instanceof HTMLElement)) return;
  // Inside a dialog or a menu that hangs from a row the arrows are theirs.
  if (!frame?.contains(event.target)) return;
  event.preventDefault();
  focusAt(frame, rowsOf(frame).findIndex((row) => row.closest('li')?.contains(event.target as Node)) + step);
}

/** What was kept or given up goes; the keyboard goes on with the one that stands in its place now. */
function useNeighbourFocus(frame: { readonly current: HTMLElement | null }, order: readonly string[], active: string | null): void {
  const last = useRef(0);
  useEffect(() => {
    if (active === null) return;
    const place = order.indexOf(active);
    if (place >= 0) last.current = place;
    else if (document.activeElement === document.body || document.activeElement === null) focusAt(frame.current, last.current);
  });
}

/** The keyboard begins at the first promise. */
function useFirstFocus(frame: { readonly current: HTMLElement | null }, there: boolean): void {
  useEffect(() => {
    if (there && (document.activeElement === document.body || document.activeElement === null)) rowsOf(frame.current)[0]?.focus();
  }, [frame, there]);
}
