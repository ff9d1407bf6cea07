// What was sent and what was answered, the newest first; each event can be sent again, or all of them from a moment on.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { WebhookDeliveryView } from '../../contract/webhook.ts';
import { Button } from '../kit/button.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { Block } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { webhooks as api } from './machines-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const states = ['', 'delivered', 'waiting', 'failed'] as const;
type State = (typeof states)[number];

export function WebhookLog({ webhook, on }: { readonly webhook: string; readonly on: boolean }) {
  const { t } = useTranslation('machines');
  const [state, setState] = useState<State>('');
  const query = useInfiniteQuery({
    queryKey: ['webhook-log', webhook, state],
    queryFn: ({ pageParam }) => api.log(webhook, state, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 2_000,
  });
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <Block title={t('log.title')} about={t('log.about')}>
      <SelectField
        label={t('log.show')}
        className="max-w-60"
        value={state}
        choices={states.map((one) => ({ value: one, label: one === '' ? t('log.all') : t(`log.state.${one}`) }))}
        onChange={({ target }) => setState(target.value as State)}
      />
      {query.isPending ? <Skeleton className="h-24" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && deliveries.length === 0 ? <p className="hint">{t(state === '' ? 'log.none' : 'log.noneOfState')}</p> : null}
      {deliveries.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {deliveries.map((delivery) => (
            <Line key={delivery.id} delivery={delivery} on={on} onDone={() => query.refetch()} />
          ))}
        </ul>
      ) : null}
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('log.more')}
        </Button>
      ) : null}
      {on ? <Since webhook={webhook} onDone={() => query.refetch()} /> : null}
    </Block>
  );
}

const colours = { delivered: 'text-ink-soft', waiting: 'text-ink', failed: 'text-danger' } as const;

function Line({ delivery, on, onDone }: { readonly delivery: WebhookDeliveryView; readonly on: boolean; onDone(): Promise<unknown> }) {
  const { t } = useTranslation('machines');
  const save = useSave();
  const { state, status, durationMs, nextTry } = delivery;
  const told = [
    t(`log.state.${state}`),
    ...(status === null ? [] : [String(status)]),
    ...(delivery.attempts > 0 ? [t('log.tries', { count: delivery.attempts })] : []),
    ...(durationMs === null ? [] : [t('log.took', { milliseconds: durationMs })]),
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap gap-x-2">
          <span className="font-mono text-xs/5">{delivery.event === null ? t('log.test') : delivery.kind}</span>
          {delivery.event === null ? null : <span className="text-ink-faint">{t('log.event', { number: delivery.event })}</span>}
          <Moment at={delivery.lastAt ?? delivery.firstAt} clock className="text-ink-faint" />
        </p>
        <p className={colours[state]}>
          {told.join(' · ')}
          {state === 'waiting' && nextTry && delivery.attempts > 0 ? (
            <>
              {' · '}
              {t('state.nextTry')} <Moment at={nextTry} clock />
            </>
          ) : null}
        </p>
        {delivery.problem ? <p className="text-danger">{t(`problem.${delivery.problem}`)}</p> : null}
        {delivery.answer ? (
          <details>
            <summary className="cursor-pointer text-ink-soft">{t('log.answer')}</summary>
            <pre className="mt-1 max-h-48 overflow-auto rounded-md bg-sunken p-2 text-xs wrap-anywhere whitespace-pre-wrap" tabIndex={0}>
              {delivery.answer}
            </pre>
          </details>
        ) : null}
        {save.error ? <Trouble error={save.error} /> : null}
      </div>
      {on ? (
        <Button
          small
          disabled={save.busy}
          aria-label={`${t('log.again')}: ${delivery.event === null ? t('log.test') : t('log.event', { number: delivery.event })}`}
          onClick={() => void save.run(async () => api.again(delivery.webhook, delivery.id).then(onDone))}
        >
          {t('log.again')}
        </Button>
      ) : null}
    </li>
  );
}

function Since({ webhook, onDone }: { readonly webhook: string; onDone(): Promise<unknown> }) {
  const { t } = useTranslation('machines');
  const [since, setSince] = useState('');
  const save = useSave();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save.run(async () => api.since(webhook, new Date(since).toISOString()).then(onDone));
  };
  return (
    <form className="flex flex-wrap items-end gap-3" onSubmit={onSubmit}>
      <TextField
        label={t('log.since')}
        type="datetime-local"
        required
        className="min-w-60 flex-1"
        value={since}
        onChange={({ target }) => setSince(target.value)}
      />
      <Button type="submit" disabled={save.busy}>
        {t('log.sinceGo')}
      </Button>
      <p className="hint basis-full">{t('log.sinceHint')}</p>
      <p role="status" className="basis-full text-sm text-ink-soft">
        {save.saved ? t('log.sinceDone') : ''}
      </p>
      {save.error ? <Trouble error={save.error} /> : null}
    </form>
  );
}
