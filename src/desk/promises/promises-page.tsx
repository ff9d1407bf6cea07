// Every open promise, by when it is due: what is late first. For those who lead, the promises of a team or of everybody besides, and
// how many a team keeps; nobody is ranked.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommitmentView } from '../../contract/views.ts';
import { dueGroup, dueGroups, type DueGroup } from '../../domain/commitment/due-group.ts';
import { Button } from '../kit/button.tsx';
import { useNow } from '../kit/moment.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { useTitle } from '../kit/use-title.ts';
import { sameList, useDesk, useMe } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { KeptRate } from './kept-rate.tsx';
import { PromiseRow } from './promise-row.tsx';
import { usePromises, type Scope } from './use-promises.ts';

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
  const [scope, setScope] = useState<Scope>({ of: 'mine' });
  return (
    <main className="h-full overflow-y-auto px-4 py-6 sm:px-8">
      <div className="mx-auto max-w-4xl pb-16">
        <header className="mb-5 flex flex-wrap items-end justify-between gap-3">
          <div>
            <h1 className="text-xl font-semibold">{t('title')}</h1>
            <p className="mt-1 text-ink-soft">{t('about')}</p>
          </div>
          {leads ? <ScopeChoice scope={scope} onChoose={setScope} /> : null}
        </header>
        {scope.of === 'mine' ? null : <KeptRate key={scope.of === 'team' ? scope.team : 'all'} team={scope.of === 'team' ? scope.team : null} />}
        <List key={scope.of === 'team' ? scope.team : scope.of} scope={scope} />
      </div>
    </main>
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
  useFirstFocus(frame, list.length > 0);
  if (error && list.length === 0) return <Trouble error={error} onRetry={retry} />;
  if (list.length === 0 && !done) return <Waiting />;
  if (list.length === 0) return scope.of === 'mine' ? <Empty title={t('none.mine')}>{t('none.mineAbout')}</Empty> : <Empty title={t('none.team')} />;
  const grouped = Map.groupBy(list, (one) => dueGroup(one.due?.by ?? null, new Date(now).toISOString(), hereZone));
  return (
    <div ref={frame} onKeyDown={(event) => move(frame.current, event)}>
      {dueGroups.map((group) => (
        <Group key={group} group={group} list={grouped.get(group) ?? []} showKeeper={scope.of !== 'mine'} />
      ))}
      {error ? <Trouble error={error} onRetry={retry} /> : null}
      {more ? (
        <p className="mt-4">
          <Button onClick={more}>{t('more')}</Button>
        </p>
      ) : null}
      <p className="hint mt-6 pointer-coarse:hidden">{t('keys')}</p>
    </div>
  );
}

function Group({ group, list, showKeeper }: { readonly group: DueGroup; readonly list: readonly CommitmentView[]; readonly showKeeper: boolean }) {
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
          <PromiseRow key={commitment.id} commitment={commitment} group={group} showKeeper={showKeeper} />
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

function move(frame: HTMLElement | null, event: KeyboardEvent): void {
  const step = event.code === 'ArrowDown' || event.code === 'KeyJ' ? 1 : event.code === 'ArrowUp' || event.code === 'KeyK' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
  // Inside a dialog or a menu that hangs from a row the arrows are theirs.
  if (!frame?.contains(event.target)) return;
  const rows = rowsOf(frame);
  const at = rows.findIndex((row) => row.closest('li')?.contains(event.target as Node));
  event.preventDefault();
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

/** The keyboard begins at the first promise. */
function useFirstFocus(frame: { readonly current: HTMLElement | null }, there: boolean): void {
  useEffect(() => {
    if (there && (document.activeElement === document.body || document.activeElement === null)) rowsOf(frame.current)[0]?.focus();
  }, [frame, there]);
}
