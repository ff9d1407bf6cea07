// Counters that leave nothing out: what was found, what became a message, what was passed over and why.
import { Moment } from '../kit/moment.tsx';
import { useLocale } from '../wording/locale.ts';
import type { InboxSettings } from './settings-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function Intake({ intake }: { readonly intake: InboxSettings['intake'] }) {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const reasons = Object.entries(intake.passedOver);
  const lines: readonly (readonly [string, number])[] = [
    [t('intake.found'), intake.found],
    [t('intake.takenIn'), intake.takenIn],
    [t('intake.pending'), intake.pending],
    [t('intake.failed'), intake.failed],
  ];
  return (
    <>
      <dl className="grid max-w-md grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
        {lines.map(([name, count]) => (
          <Count key={name} name={name} count={number(count)} />
        ))}
        {reasons.map(([reason, count]) => (
          <Count
            key={reason}
            name={t('intake.passedOver', { reason: t(`intake.reason.${reason}` as 'intake.reason.empty', { defaultValue: t('intake.reason.other') }) })}
            count={number(count)}
          />
        ))}
      </dl>
      {intake.reconciled ? (
        <p className="hint">
          <Moment at={intake.reconciled.at} ago /> ·{' '}
          {t('intake.reconciled', {
            found: number(intake.reconciled.found),
            takenIn: number(intake.reconciled.takenIn),
            fetchedNow: number(intake.reconciled.fetchedNow),
          })}
        </p>
      ) : null}
    </>
  );
}

function Count({ name, count }: { readonly name: string; readonly count: string }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="figures text-end">{count}</dd>
    </>
  );
}
