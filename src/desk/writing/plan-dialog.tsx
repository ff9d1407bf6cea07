// Another time for an answer, in the agent's own clock.
import { useState } from 'react';
import { localInput } from '../conversation/menus/snooze-times.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { useNow } from '../kit/moment.tsx';
import { usePart } from './use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

const farthest = 366 * 86_400_000;

export function PlanDialog({ first, onChoose, onClose }: { readonly first: string | null; onChoose(sendAt: string): void; onClose(): void }) {
  const ready = usePart('writing');
  const { t } = useTranslation('writing');
  const now = useNow();
  const [value, setValue] = useState(() => localInput(first === null ? new Date(now + 7_200_000) : new Date(first)));
  if (!ready) return null;
  const at = new Date(value).getTime();
  const mistake = Number.isNaN(at) ? t('plan.noTime') : at <= now ? t('plan.past') : at - now > farthest ? t('plan.far') : undefined;
  return (
    <Dialog title={t('plan.choose')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!mistake) onChoose(new Date(at).toISOString());
        }}
      >
        <TextField label={t('plan.when')} type="datetime-local" value={value} min={localInput(new Date(now))} mistake={mistake} onChange={(event) => setValue(event.target.value)} />
        <div className="mt-3">
          <DialogEnd label={t('plan.send')} disabled={mistake !== undefined} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}
