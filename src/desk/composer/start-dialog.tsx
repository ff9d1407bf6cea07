import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { useStart } from './use-start.ts';

export function StartDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const inboxes = useDesk((state) => Object.values(state.inboxes).filter((inbox) => inbox.archivedAt === null && inbox.can.startsConversations), sameList);
  const [inbox, setInbox] = useState(inboxes[0]?.id ?? '');
  const { field, error, send } = useStart(inbox, onClose);
  const copies = inboxes.find((one) => one.id === inbox)?.can.copies === true;
  const address = { inputMode: 'email', autoComplete: 'off' } as const;
  const choices = inboxes.map((one) => ({ value: one.id, label: one.name }));
  return (
    <Dialog wide title={t('start.title')} onClose={onClose}>
      <form
        className="space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={t('start.inbox')} value={inbox} onChange={(event) => setInbox(event.target.value)} choices={choices} />
          <TextField label={t('start.to')} autoFocus {...address} {...field('to')} />
        </div>
        {copies ? <TextField label={t('composer.copy')} optional={t('action.optional')} {...address} {...field('copy')} /> : null}
        <TextField label={t('conversation.subject')} optional={t('action.optional')} maxLength={500} dir="auto" {...field('subject')} />
        <AreaField label={t('start.text')} rows={8} dir="auto" {...field('text')} />
        {error ? <Trouble error={error} /> : null}
        <DialogEnd label={t('start.send')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
