// Settings → Held answers: what a restore held back, for an administrator to send or not, one, some, or all.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { HeldDeliveryView } from '../../contract/held.ts';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { useGeneration, useStore } from '../live/use-desk.ts';
import { AdministratorsOnly, Page } from '../settings/parts.tsx';
import { usePart } from '../writing/use-part.ts';
import { DecisionDialog, type Asked } from './decision-dialog.tsx';
import { held as api } from './held-api.ts';
import { HeldRow } from './held-row.tsx';
import { concernsHeld } from './use-held-count.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function HeldPage() {
  const ready = usePart('held');
  return <AdministratorsOnly>{ready ? <Shown /> : <Skeleton className="h-12" />}</AdministratorsOnly>;
}

function Shown() {
  const { t } = useTranslation('held');
  const { query, list, count } = useHeld();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState('');
  // Somebody else may have decided about one that is chosen here.
  const selected = list.filter(({ id }) => chosen.has(id));
  const choose = (id: string, on: boolean) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  const done = (sentence: string) => {
    setAsked(null);
    setChosen(new Set());
    setTold(sentence);
    void query.refetch();
  };
  return (
    <Page title={t('title')} {...(count === 0 ? {} : { about: t('about') })}>
      <p role="status" className={told === '' ? 'sr-only' : 'text-sm text-ink-soft'}>
        {told}
      </p>
      {query.isPending ? <Skeleton className="h-24" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && count === 0 ? <Empty title={t('none')}>{t('noneAbout')}</Empty> : null}
      {list.length > 0 ? (
        <div>
          <Choices list={list} selected={selected} count={count} onChoose={setChosen} onAsk={setAsked} />
          <ul className="divide-y divide-line border-y border-line">
            {list.map((one) => (
              <HeldRow key={one.id} held={one} chosen={chosen.has(one.id)} onChoose={(on) => choose(one.id, on)} onAsk={(decision) => setAsked({ decision, only: [one], count: 1 })} />
            ))}
          </ul>
          {query.hasNextPage ? (
            <Button className="mt-4" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {asked ? <DecisionDialog asked={asked} onDone={done} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}

type ChoicesProps = {
  readonly list: readonly HeldDeliveryView[];
  readonly selected: readonly HeldDeliveryView[];
  readonly count: number;
  onChoose(ids: ReadonlySet<string>): void;
  onAsk(asked: Asked): void;
};

/** What the buttons speak of: those that are chosen, else all. */
function Choices({ list, selected, count, onChoose, onAsk }: ChoicesProps) {
  const { t } = useTranslation('held');
  const some = selected.length > 0;
  const ask = (decision: Asked['decision']) => onAsk(some ? { decision, only: selected, count: selected.length } : { decision, only: null, count });
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3">
      <label className="flex min-h-9 items-center gap-2.5 text-sm">
        <input type="checkbox" className="size-4 accent-accent" checked={selected.length === list.length} onChange={(event) => onChoose(new Set(event.target.checked ? list.map(({ id }) => id) : []))} />
        {some ? t('chosen', { count: selected.length }) : t('chooseAll')}
      </label>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => ask('drop')}>{some ? t('confirm.drop', { count: selected.length }) : t('dropAll')}</Button>
        <Button onClick={() => ask('send')}>{some ? t('confirm.send', { count: selected.length }) : t('sendAll')}</Button>
      </div>
    </div>
  );
}

/** The pages that were asked for, kept right by events. */
function useHeld() {
  const store = useStore();
  const generation = useGeneration();
  const query = useInfiniteQuery({
    queryKey: ['held', generation],
    queryFn: ({ pageParam }) => api.list(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const { refetch } = query;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = store.hear((event) => {
      if (!concernsHeld(event) || timer !== null) return;
      timer = setTimeout(() => {
        timer = null;
        void refetch();
      }, 300);
    });
    return () => {
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [store, refetch]);
  const list = useMemo(() => query.data?.pages.flatMap((page) => page.deliveries) ?? [], [query.data]);
  return { query, list, count: query.data?.pages.at(-1)?.held ?? 0 };
}
