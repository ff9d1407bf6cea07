// How a webhook is doing, in one line.
import { clsx } from 'clsx';
import type { WebhookView } from '../../contract/webhook.ts';
import { Moment } from '../kit/moment.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function WebhookState({ webhook, className }: { readonly webhook: WebhookView; readonly className?: string }) {
  const { t } = useTranslation('machines');
  if (webhook.off) return <p className={clsx('text-sm', webhook.off.because === 'person' ? 'text-ink-soft' : 'text-danger', className)}>{t(`state.off.${webhook.off.because}`)}</p>;
  if (webhook.failingSince) {
    return (
      <p className={clsx('text-sm text-danger', className)}>
        {t('state.failing')} <Moment at={webhook.failingSince} clock />
        {webhook.nextTry ? (
          <>
            {' · '}
            {t('state.nextTry')} <Moment at={webhook.nextTry} clock />
          </>
        ) : null}
      </p>
    );
  }
  return (
    <p className={clsx('text-sm text-ink-soft', className)}>
      {webhook.deliveredAt ? (
        <>
          {t('state.well')} <Moment at={webhook.deliveredAt} ago />
        </>
      ) : (
        t('state.quiet')
      )}
    </p>
  );
}
