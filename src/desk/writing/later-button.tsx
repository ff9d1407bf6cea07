// The other half of a button that sends: at a time instead, and what becomes of the conversation then.
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Slot } from '../kit/slot.tsx';
import type { Afterwards } from './later-menu.tsx';

const LaterMenu = lazy(() => import('./later-menu.tsx').then((module) => ({ default: module.LaterMenu })));
const PlanDialog = lazy(() => import('./plan-dialog.tsx').then((module) => ({ default: module.PlanDialog })));

type LaterButtonProps = {
  readonly label: string;
  readonly disabled: boolean;
  /** By whose clock a morning is one. */
  readonly timeZone: string;
  readonly after?: Afterwards;
  onPlan(sendAt: string): void;
};

export function LaterButton({ label, disabled, timeZone, after, onPlan }: LaterButtonProps) {
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const anchor = (
    <Button look="main" aria-label={label} className="rounded-s-none border-s-accent-ink/25! px-1.5" disabled={disabled} onClick={() => setOpen(true)}>
      <ChevronDown size={16} />
    </Button>
  );
  return (
    <>
      <Slot wanted={open} anchor={anchor}>
        <LaterMenu anchor={anchor} open={open} onOpen={setOpen} after={after} plan={{ timeZone, onPlan, onOther: () => setChoosing(true) }} />
      </Slot>
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
    </>
  );
}
