// A letter that begins a conversation. What stands in it is kept like every draft, also when the window is closed or the page is left.
import { useTranslation } from 'react-i18next';
import type { InboxView } from '../../contract/views.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { AttachmentLines } from './attachment-lines.tsx';
import { FilePicker } from './file-picker.tsx';
import { SignatureLine } from './signature-line.tsx';
import { useStart } from './use-start.ts';

export function StartDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const inboxes = useDesk((state) => Object.values(state.inboxes).filter((inbox) => inbox.archivedAt === null && inbox.can.startsConversations), sameList);
  const start = useStart(inboxes, onClose);
  const { files, send } = start;
  return (
    <Dialog wide title={t('start.title')} onClose={onClose}>
      <form
        className="space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
        onPaste={(event) => {
          const pasted = [...event.clipboardData.files];
          if (pasted.length === 0) return;
          event.preventDefault();
          files.add(pasted);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          files.add([...event.dataTransfer.files]);
        }}
      >
        <Envelope inboxes={inboxes} {...start} />
        <Letter {...start} />
        {start.error ? <Trouble error={start.error} /> : null}
        <div className="flex items-center justify-between gap-2">
          <FilePicker onFiles={files.add} />
          <DialogEnd label={t('start.send')} disabled={files.busy || start.busy} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}

type Start = ReturnType<typeof useStart>;

function Envelope({ inboxes, inbox, draft, field, change }: Start & { readonly inboxes: readonly InboxView[] }) {
  const { t } = useTranslation();
  const address = { inputMode: 'email', autoComplete: 'off' } as const;
  const optional = t('action.optional');
  const choices = inboxes.map((one) => ({ value: one.id, label: one.name }));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label={t('start.inbox')} value={inbox?.id} onChange={(event) => change({ inbox: event.target.value, sender: null })} choices={choices} />
        <Sender inbox={inbox} value={draft.sender} onChange={(sender) => change({ sender })} />
      </div>
      <TextField label={t('start.to')} autoFocus {...address} {...field('to')} />
      {inbox?.can.copies ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t('composer.copy')} optional={optional} {...address} {...field('copy')} />
          <TextField label={t('composer.blindCopy')} optional={optional} {...address} {...field('blindCopy')} />
        </div>
      ) : null}
      <TextField label={t('conversation.subject')} optional={optional} maxLength={500} dir="auto" {...field('subject')} />
    </>
  );
}

function Letter({ inbox, draft, files, field }: Start) {
  const { t } = useTranslation();
  return (
    <div>
      <AreaField label={t('start.text')} rows={8} dir="auto" {...field('text')} />
      <div className="-mx-3 mt-1">
        <SignatureLine inbox={inbox} sender={draft.sender} />
        <AttachmentLines attachments={draft.attachments} uploading={files.uploading} onRemove={files.remove} onForget={files.forget} />
      </div>
    </div>
  );
}

/** As whom: a choice only where there is one. */
function Sender({ inbox, value, onChange }: { readonly inbox: InboxView | undefined; readonly value: string | null; onChange(sender: string): void }) {
  const { t } = useTranslation();
  if (!inbox || inbox.senders.length < 2) return null;
  return (
    <SelectField
      label={t('composer.sender')}
      value={value ?? inbox.senders[0]?.address ?? ''}
      onChange={(event) => onChange(event.target.value)}
      choices={inbox.senders.map((sender) => ({ value: sender.address, label: sender.name ? `${sender.name} <${sender.address}>` : sender.address }))}
    />
  );
}
