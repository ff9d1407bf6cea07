import { useTranslation } from 'react-i18next';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';

type SureProps = { readonly count: number | null; readonly said: (done: number) => string; onSure(): void; onClose(): void };

/** So many are asked about first: what will be said when it is done, and that all of it can be taken back. */
export function SureDialog({ count, said, onSure, onClose }: SureProps) {
  const { t } = useTranslation('many');
  return (
    <Dialog title={t('sure', { count: count ?? 0 })} about={t('sureAbout')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSure();
        }}
      >
        <p className="mb-4">{said(count ?? 0)}</p>
        <DialogEnd label={t('go')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
