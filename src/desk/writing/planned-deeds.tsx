// What can be done about something that waits for its time: send it now, choose another time, or have it back.
import { lazy, Suspense, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { tell } from '../kit/notices.ts';
import { useTranslation } from '../wording/use-translation.ts';

const PlanDialog = lazy(() => import('./plan-dialog.tsx').then((module) => ({ default: module.PlanDialog })));

type Reply<Planned> = Promise<{ readonly planned: readonly Planned[] }>;
type DeedsProps<Planned> = {
  readonly sendAt: string;
  /** What waits afterwards. */ onPlanned(planned: readonly Planned[]): void;
  send(): Reply<Planned>;
  change(sendAt: string): Reply<Planned>;
  back(): Reply<Planned>;
};

export function PlannedDeeds<Planned>({ sendAt, onPlanned, send, change, back }: DeedsProps<Planned>) {
  const { t } = useTranslation('writing');
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (call: () => Reply<Planned>) => {
    setBusy(true);
    try {
      onPlanned((await call()).planned);
    } catch (trouble) {
      tell({ text: '', trouble });
    }
    setBusy(false);
  };
  return (
    <>
      <div className="mt-1.5 flex flex-wrap gap-1">
        <Button small disabled={busy} onClick={() => void run(send)}>
          {t('plan.now')}
        </Button>
        <Button small look="quiet" disabled={busy} onClick={() => setChoosing(true)}>
          {t('plan.change')}
        </Button>
        <Button small look="quiet" disabled={busy} onClick={() => void run(back)}>
          {t('plan.back')}
        </Button>
      </div>
      {choosing ? (
        <Suspense fallback={null}>
          <PlanDialog
            first={sendAt}
            onClose={() => setChoosing(false)}
            onChoose={(at) => {
              setChoosing(false);
              void run(() => change(at));
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
