// At the foot of a window with a letter: send it now, or at a time; what is planned can be taken back until then.
import { Button } from '../kit/button.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';
import { LaterButton } from './later-button.tsx';

type SendOrLaterProps = { readonly label: string; readonly disabled: boolean; onPlan(sendAt: string): void; onCancel(): void };

export function SendOrLater({ label, disabled, onPlan, onCancel }: SendOrLaterProps) {
  const { t } = useTranslation();
  const timeZone = useDesk((state) => state.workspace?.timeZone) ?? 'UTC';
  return (
    <div className="ms-auto flex justify-end gap-2">
      <Button look="quiet" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <span className="flex">
        <Button look="main" type="submit" className="rounded-e-none" disabled={disabled}>
          {label}
        </Button>
        <LaterButton label={t('start.later')} disabled={disabled} timeZone={timeZone} onPlan={onPlan} />
      </span>
    </div>
  );
}
