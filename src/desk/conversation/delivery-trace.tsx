// Whether an answer arrived: what is known, since when, and what cannot be known.
import { Check, Clock } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { DeliveryView } from '../../contract/views.ts';
import { Moment, useNow } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { isAddress, traceOf, undoUntil, type Step } from './delivery-steps.ts';
import { useTranslation } from '../wording/use-translation.ts';

const WentWrong = lazy(() => import('./delivery-problem.tsx').then((module) => ({ default: module.WentWrong })));
const Shortcoming = lazy(() => import('./delivery-problem.tsx').then((module) => ({ default: module.Shortcoming })));
const noReceipts: readonly never[] = [];

/** @param onUndo where the answer is one's own: as long as the server holds it, it can be taken back */
export function DeliveryTrace({ delivery, onUndo }: { readonly delivery: DeliveryView; readonly onUndo: (() => void) | null }) {
  const { t } = useTranslation();
  const present = useNow();
  const inbox = useDesk((state) => state.inboxes[delivery.inbox]);
  const trace = traceOf(delivery, inbox?.can.receipts ?? noReceipts, present);
  if (trace.wrong)
    return (
      <Suspense fallback={<div className="h-36" />}>
        <WentWrong delivery={delivery} steps={trace.steps} />
      </Suspense>
    );
  return (
    <>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-1.5 text-xs text-ink-faint">
        {trace.steps.map((step, index) => (
          <span key={step.what} className="inline-flex items-center gap-1">
            {index > 0 ? <span aria-hidden="true">→</span> : null}
            <StepWords step={step} />
          </span>
        ))}
        {isAddress(delivery.recipient) ? <span dir="auto">{t('delivery.to', { recipient: delivery.recipient })}</span> : null}
        {delivery.together.length > 0 ? <span>{t('delivery.together', { count: delivery.together.length })}</span> : null}
        {trace.cannotTell ? <span>{t(`delivery.cannotTell.${trace.cannotTell}`)}</span> : null}
        {onUndo && undoUntil([delivery], present) ? (
          <button type="button" className="min-h-6 text-accent underline underline-offset-4" onClick={onUndo}>
            {t('action.undo')}
          </button>
        ) : null}
      </p>
      {delivery.problem && trace.steps.some((step) => step.what === 'accepted') ? (
        <Suspense>
          <Shortcoming problem={delivery.problem} />
        </Suspense>
      ) : null}
    </>
  );
}

function StepWords({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const arrived = step.what === 'accepted' || step.what === 'delivered' || step.what === 'read';
  return (
    <>
      {arrived ? <Check size={13} aria-hidden="true" /> : <Clock size={13} aria-hidden="true" />}
      <span>{t(`delivery.step.${step.what}`)}</span>
      {step.at ? <Moment at={step.at} clock /> : null}
    </>
  );
}
