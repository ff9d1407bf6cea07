// A letter that begins a conversation. What stands in it is kept like every draft, also when the window is closed or the page is left.
import { TextQuote } from 'lucide-react';
import { lazy, Suspense, useId, useRef } from 'react';
import type { InboxView } from '../../contract/views.ts';
import { IconButton } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { SendOrLater } from '../writing/send-or-later.tsx';
import { useSlash } from '../writing/use-slash.ts';
import { readAddresses } from './addresses.ts';
import { AttachmentLines } from './attachment-lines.tsx';
import { filesIn, holdsFiles } from './dropped-files.ts';
import { FilePicker } from './file-picker.tsx';
import { SignatureLine } from './signature-line.tsx';
import { useStart } from './use-start.ts';
import { WritingArea } from './writing-area.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const FormatBar = lazy(() => import('./format-bar.tsx').then((module) => ({ default: module.FormatBar })));
const LetterPicker = lazy(() => import('../writing/template-picker.tsx').then((module) => ({ default: module.LetterPicker })));
const PlannedLetters = lazy(() => import('../writing/planned-letters.tsx').then((module) => ({ default: module.PlannedLetters })));

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
          if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
        onDragOver={(event) => {
          if (holdsFiles(event.dataTransfer)) event.preventDefault();
        }}
        onDrop={(event) => {
          if (!holdsFiles(event.dataTransfer)) return;
          event.preventDefault();
          files.add(filesIn(event.dataTransfer));
        }}
      >
        <Suspense>
          <PlannedLetters onEdit={start.reload} />
        </Suspense>
        <Envelope inboxes={inboxes} {...start} />
        <Letter {...start} />
        {start.error ? <Trouble error={start.error} /> : null}
        <SendOrLater label={t('start.send')} disabled={files.busy || start.busy} onPlan={(sendAt) => void start.plan(sendAt)} onCancel={onClose} />
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

function Letter({ inbox, draft, files, field, send, change }: Start) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { value, mistake } = field('text');
  const write = (text: string) => change({ text });
  const slash = useSlash(area, value, write);
  const [to] = readAddresses(draft.begins.to).addresses;
  const known = useDesk((state) => Object.values(state.contacts).find((contact) => contact.identities.some((identity) => identity.externalId === to?.address.toLowerCase())));
  const formats = inbox?.can.formats.includes('html') === true;
  return (
    <div className="relative">
      {slash.open ? (
        <Suspense fallback={null}>
          <LetterPicker person={{ name: to?.name ?? known?.name ?? null, language: known?.language ?? null }} slash={slash} />
        </Suspense>
      ) : null}
      <p className="label">{t('start.text')}</p>
      <div className="rounded-md border border-line bg-raised focus-within:border-line-strong">
        <WritingArea
          label={t('start.text')}
          hint={t('start.hint')}
          value={value}
          findings={none}
          promises={none}
          area={area}
          formats={formats}
          described={mistake ? id : undefined}
          onChange={write}
          onSend={() => void send()}
          onFiles={files.add}
          onKeepPromises={() => undefined}
          search={{ ...slash, list: 'template-picker', active: slash.active === null ? null : `template-picker-${slash.active}` }}
        />
        <div className="flex flex-wrap items-center gap-x-0.5 px-1 pb-1">
          <FilePicker onFiles={files.add} />
          <IconButton label={t('composer.templates')} keys="/" side="top" onMouseDown={(event) => event.preventDefault()} onClick={slash.begin}>
            <TextQuote size={17} />
          </IconButton>
          <Suspense>{formats ? <FormatBar area={area} /> : null}</Suspense>
        </div>
      </div>
      {mistake ? (
        <p id={id} className="mt-1 text-sm text-danger">
          {mistake}
        </p>
      ) : null}
      <div className="-mx-3 mt-1">
        <SignatureLine inbox={inbox} sender={draft.sender} />
        <AttachmentLines attachments={draft.attachments} uploading={files.uploading} onRemove={files.remove} onForget={files.forget} />
      </div>
    </div>
  );
}

const none: readonly never[] = [];

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
