import { Button } from './button.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** The last row of a form in a dialog: the way out, and the one thing that the dialog is for. */
export function DialogEnd({ label, disabled = false, onCancel }: { readonly label: string; readonly disabled?: boolean; onCancel(): void }) {
  const { t } = useTranslation();
  return (
    <div className="flex justify-end gap-2 pt-1">
      <Button look="quiet" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button look="main" type="submit" disabled={disabled}>
        {label}
      </Button>
    </div>
  );
}
