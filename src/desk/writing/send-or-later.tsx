// At the foot of a window with a letter: send it now, or at a time; what is planned can be taken back until then.
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Slot } from '../kit/slot.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

const LaterMenu = lazy(() => import('./later-menu.tsx').then((module) => ({ default: module.LaterMenu })));
const PlanDialog = lazy(() => import('./plan-dialog.tsx').then((module) => ({ default: module.PlanDialog })));

type SendOrLaterProps = { readonly label: string; readonly disabled: boolean; onPlan(sendAt: string): void; onCancel(): void };

export function SendOrLater({ label, disabled, onPlan, onCancel }: SendOrLaterProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const timeZone = useDesk((state) => state.workspace?.timeZone) ?? 'UTC';
  const anchor = (
    <Button look="main" aria-label={t('start.later')} className="rounded-s-none border-s-accent-ink/25! px-1.5" disabled={disabled} onClick={() => setOpen(true)}>
      <ChevronDown size={16} />
    </Button>
  );
  return (
    <div className="ms-auto flex justify-end gap-2">
      <Button look="quiet" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <span className="flex">
        <Button look="main" type="submit" className="rounded-e-none" disabled={disabled}>
          {label}
        </Button>
        <Slot wanted={open} anchor={anchor}>
          <LaterMenu anchor={anchor} open={open} onOpen={setOpen} plan={{ timeZone, onPlan, onOther: () => setChoosing(true) }} />
        </Slot>
      </span>
      {choosing ? (
        <Suspense fallback={null}>
          <PlanDialog
            first={null}
            onClose={() => setChoosing(false)}
            onChoose={(sendAt) => {
              setChoosing(false);
              onPlan(sendAt);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
