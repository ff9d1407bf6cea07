import { mostInBatch } from '../../contract/batch-words.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Trouble } from '../kit/state.tsx';
import type { Total } from './use-total.ts';
import { useTranslation } from '../wording/use-translation.ts';

type SureProps = { readonly total: Total; readonly found: boolean; readonly said: (done: number) => string; onSure(): void; onClose(): void };

/** So many are asked about first: what will be said when it is done, what is meant, and that all of it can be taken back. */
export function SureDialog({ total: { count, tooMany, trouble }, found, said, onSure, onClose }: SureProps) {
  const { t } = useTranslation('many');
  const known = count !== null && !tooMany;
  return (
    <Dialog title={known ? t('sure', { count }) : t('counting')} about={t('sureAbout')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (known) onSure();
        }}
      >
        {trouble ? <Trouble error={trouble} /> : null}
        {tooMany ? <p className="mb-4">{t('tooMany', { most: mostInBatch })}</p> : null}
        {known ? <p className="mb-1">{said(count)}</p> : null}
        {found ? <p className="hint mb-1">{t('foundAbout')}</p> : null}
        <div className="mt-3">
          <DialogEnd label={t('go')} disabled={!known || count === 0} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}
