// Whether an answer arrived: what is known, since when, and what cannot be known.
import { Check, Clock, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Moment, useNow } from '../kit/moment.tsx';
import { Problem } from '../kit/problem.tsx';
import { Trouble } from '../kit/state.tsx';
import { messages } from '../live/desk-api.ts';
import { useDesk } from '../live/use-desk.ts';
import { traceOf, undoUntil, type Step } from './delivery-steps.ts';

/** A visitor's id on a chat says nothing to anybody. */
const isAddress = (recipient: string) => /@|^\+?\d{5,}$/.test(recipient);
const noReceipts: readonly never[] = [];

/** @param onUndo where the answer is one's own: as long as the server holds it, it can be taken back */
export function DeliveryTrace({ delivery, onUndo }: { readonly delivery: DeliveryView; readonly onUndo: (() => void) | null }) {
  const { t } = useTranslation();
  const present = useNow();
  const inbox = useDesk((state) => state.inboxes[delivery.inbox]);
  const trace = traceOf(delivery, inbox?.can.receipts ?? noReceipts, present);
  if (trace.wrong) return <WentWrong delivery={delivery} steps={trace.steps} />;
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
        {trace.cannotTell ? <span>{t(`delivery.cannotTell.${trace.cannotTell}`)}</span> : null}
        {onUndo && undoUntil([delivery], present) ? (
          <button type="button" className="min-h-6 text-accent underline underline-offset-4" onClick={onUndo}>
            {t('action.undo')}
          </button>
        ) : null}
      </p>
      {delivery.problem && trace.steps.some((step) => step.what === 'accepted') ? <Shortcoming problem={delivery.problem} /> : null}
    </>
  );
}

/** It went, and yet not everything did: somebody who was to get a copy got none. */
function Shortcoming({ problem }: { readonly problem: NonNullable<DeliveryView['problem']> }) {
  return (
    <div className="mt-1.5 flex gap-2 rounded-md border border-line bg-warn-wash px-2.5 py-1.5">
      <TriangleAlert size={15} className="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
      <Problem problem={problem} detail="open" />
    </div>
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

/** In red: its reason, what was kept, and Retry. */
function WentWrong({ delivery, steps }: { readonly delivery: DeliveryView; readonly steps: readonly Step[] }) {
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
