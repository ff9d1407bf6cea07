import type { ContactView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useContactChange } from './use-contact-change.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function BlockDialog({ contact, onClose }: { readonly contact: ContactView; onClose(): void }) {
  const { t } = useTranslation();
  const { block } = useContactChange(contact);
  return (
    <Dialog title={t('block.title', { name: contact.name ?? t('contact.nameless') })} about={t('block.about')} onClose={onClose}>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            void block();
          }}
        >
          {t('block.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
