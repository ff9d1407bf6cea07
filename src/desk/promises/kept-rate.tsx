// How many promises of the team were kept in time, with how sure the figure is, what it means, and its course over the weeks.
import { useEffect, useState } from 'react';
import type { KeptRateReply } from '../../contract/promises.ts';
import { Skeleton } from '../kit/state.tsx';
import { useLocale } from '../wording/locale.ts';
import { promises as api } from './promises-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const weeks = 12;

export function KeptRate({ team }: { readonly team: string | null }) {
  const { t } = useTranslation('promises');
  const [reply, setReply] = useState<KeptRateReply | 'failed' | null>(null);
  useEffect(() => {
    let left = false;
    api.rate(team, weeks).then(
      (found) => left || setReply(found),
      () => left || setReply('failed'),
    );
    return () => {
      left = true;
    };
  }, [team]);
  // It is a look aside: where it fails, the promises themselves are what matters.
  if (reply === 'failed') return null;
  return (
    <section aria-label={t('rate.title')} className="mb-6 min-h-28 rounded-lg border border-line bg-raised px-4 py-3">
      {reply === null ? <Skeleton className="h-20 w-full" /> : reply.shown ? <Shown reply={reply} /> : <p className="hint">{t('rate.few', { count: reply.fewest })}</p>}
    </section>
  );
}

function Shown({ reply }: { readonly reply: KeptRateReply }) {
  const { t } = useTranslation('promises');
  const percent = usePercent();
  const { whole, target } = reply;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-sm font-medium text-ink-faint">{t('rate.title')}</h2>
        {whole.rate === null ? (
          <p className="mt-1 text-ink-soft">{t('rate.none')}</p>
        ) : (
          <>
            <p className="figures mt-0.5">
              <span className="text-xl font-semibold">{percent(whole.rate)}</span>
              <span className="ms-2 text-sm text-ink-soft">
                {t('rate.of', { kept: whole.kept, due: whole.due })} {t('rate.weeks', { count: reply.weeks.length })}
              </span>
            </p>
            {whole.interval ? <p className="figures text-sm text-ink-faint">{t('rate.sure', { low: percent(whole.interval[0]), high: percent(whole.interval[1]) })}</p> : null}
          </>
        )}
        <details className="mt-1 text-sm text-ink-soft">
          <summary className="w-fit text-ink-faint hover:text-ink">{t('rate.why')}</summary>
          <p className="mt-1 max-w-prose">{t('rate.definition', { target: percent(target) })}</p>
        </details>
      </div>
      {whole.rate === null ? null : <Course reply={reply} />}
    </div>
  );
}

const [wide, high, edge] = [216, 64, 5];

function Course({ reply }: { readonly reply: KeptRateReply }) {
  const { t } = useTranslation('promises');
  const locale = useLocale();
  const day = (monday: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(monday));
  const x = (index: number) => edge + (index * (wide - 2 * edge)) / Math.max(reply.weeks.length - 1, 1);
  const y = (rate: number) => edge + (1 - rate) * (high - 2 * edge);
  const points = reply.weeks.flatMap((week, index) => (week.rate === null ? [] : [{ ...week, x: x(index), y: y(week.rate) }]));
  return (
    <figure className="shrink-0">
      <svg viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} role="img" aria-label={t('rate.picture')} className="overflow-visible">
        <line x1={0} x2={wide} y1={y(0)} y2={y(0)} className="stroke-line" />
        <line x1={0} x2={wide} y1={y(reply.target)} y2={y(reply.target)} strokeDasharray="3 3" className="stroke-line-strong" />
        <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} fill="none" strokeWidth={1.5} className="stroke-accent" />
        {points.map((point) => (
          <circle key={point.monday} cx={point.x} cy={point.y} r={3} className="fill-accent">
            <title>{t('rate.week', { day: day(point.monday), kept: point.kept, due: point.due })}</title>
          </circle>
        ))}
      </svg>
      <ul className="sr-only">
        {reply.weeks.map((week) => (
          <li key={week.monday}>{week.due === 0 ? t('rate.weekNone', { day: day(week.monday) }) : t('rate.week', { day: day(week.monday), kept: week.kept, due: week.due })}</li>
        ))}
      </ul>
    </figure>
  );
}

function usePercent(): (share: number) => string {
  const locale = useLocale();
  return (share) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
