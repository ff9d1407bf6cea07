// What went wrong with a delivery: rare, so it is loaded when there is one.
import { RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { DeliveryView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Moment } from '../kit/moment.tsx';
import { Problem } from '../kit/problem.tsx';
import { Trouble } from '../kit/state.tsx';
import { messages } from '../live/desk-api.ts';
import { isAddress, type Step } from './delivery-steps.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** It went, and yet not everything did: somebody who was to get a copy got none. */
export function Shortcoming({ problem }: { readonly problem: NonNullable<DeliveryView['problem']> }) {
  return (
    <div className="mt-1.5 flex gap-2 rounded-md border border-line bg-warn-wash px-2.5 py-1.5">
      <TriangleAlert size={15} className="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
      <Problem problem={problem} detail="open" />
    </div>
  );
}

/** In red: its reason, what was kept, and Retry. */
export function WentWrong({ delivery, steps }: { readonly delivery: DeliveryView; readonly steps: readonly Step[] }) {
  const { t } = useTranslation();
  const [trying, setTrying] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const failed = delivery.state === 'failed';
  const retry = async () => {
    setTrying(true);
    setError(null);
    try {
      await messages.retry(delivery.id);
    } catch (problem) {
      setError(problem);
    }
    setTrying(false);
  };
  return (
    <div role="group" aria-label={t('delivery.wrong')} className="mt-2 rounded-md border border-danger/40 bg-danger-wash px-3 py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-1.5 font-medium text-danger">
        <TriangleAlert size={15} aria-hidden="true" />
        {t(failed ? 'delivery.failed' : 'delivery.unknown', { recipient: isAddress(delivery.recipient) ? delivery.recipient : t('delivery.customer') })}
        {steps.map((step) => (step.at && step.what === 'failed' ? <Moment key={step.what} at={step.at} clock className="font-normal" /> : null))}
      </p>
      {delivery.together.length > 0 ? <p className="mt-0.5 text-ink-soft">{t('delivery.together', { count: delivery.together.length })}</p> : null}
      {delivery.problem ? <Problem problem={delivery.problem} className="mt-0.5" /> : null}
      {failed || !delivery.problem ? <p className="mt-1 text-ink-soft">{t(failed ? 'delivery.failedKept' : 'delivery.unknownKept')}</p> : null}
      <Button small className="mt-2" disabled={trying} onClick={() => void retry()}>
        <RotateCcw size={14} aria-hidden="true" />
        {t(failed ? 'delivery.retry' : 'delivery.sendAgain')}
      </Button>
      {error ? (
        <div className="mt-2">
          <Trouble error={error} />
        </div>
      ) : null}
    </div>
  );
}
