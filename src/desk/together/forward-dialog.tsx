// A letter to somebody who is not the customer: whom, in whose words, what of the conversation goes along. Kept as it is typed.
import { Paperclip, X } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { MeanwhileLine } from '../composer/meanwhile-line.tsx';
import { useFileSize } from '../conversation/attachments.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../kit/field.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { messages as api } from '../live/desk-api.ts';
import { SendOrLater } from '../writing/send-or-later.tsx';
import { usePart } from '../writing/use-part.ts';
import { useForward, type Forward, type ForwardParts } from './use-forward.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ForwardDialog(props: ForwardParts) {
  const ready = usePart('together');
  if (!ready)
    return (
      <Dialog wide title="…" onClose={props.onClose}>
        <Skeleton className="h-64 w-full" />
      </Dialog>
    );
  return <Letter {...props} />;
}

function Letter(props: ForwardParts) {
  const { t } = useTranslation('together');
  const { messages, wish, onClose } = props;
  const forward = useForward(props);
  const answered = messages.find((message) => message.id === wish.answers);
  const title = answered ? t('forward.answerTitle', { name: answered.author.name ?? answered.author.id }) : t('forward.title');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void forward.send();
  };
  if (forward.letters.length === 0)
    return (
      <Dialog title={title} onClose={onClose}>
        <p>{t('forward.noInbox')}</p>
      </Dialog>
    );
  return (
    <Dialog wide title={title} about={t('forward.about')} onClose={onClose}>
      <form
        className="space-y-4"
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      >
        <div className="-mx-5 empty:hidden">
          <MeanwhileLine messages={forward.meanwhile} refused={forward.refused} onSeen={forward.seen} onAnyway={() => void forward.send(true)} />
        </div>
        <Envelope {...forward} answering={answered !== undefined} />
        <Words {...forward} answering={answered !== undefined} />
        <Files {...forward} />
        <CheckField label={t('forward.waits')} hint={t('forward.waitsHint')} checked={forward.draft.waits} onChange={(event) => forward.change({ waits: event.target.checked })} />
        {forward.error ? <Trouble error={forward.error} /> : null}
        <div className="flex flex-wrap items-end justify-between gap-2">
          <Button look="quiet" onClick={forward.discard}>
            {t('forward.discard')}
          </Button>
          <SendOrLater label={t(answered ? 'forward.sendAnswer' : 'forward.send')} disabled={forward.busy} onPlan={(sendAt) => void forward.plan(sendAt)} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}

type Part = Forward & { readonly answering?: boolean };

function Envelope({ draft, change, mistakes, inbox, letters, answering = false }: Part) {
  const { t } = useTranslation('together');
  const { t: desk } = useTranslation();
  const address = { inputMode: 'email', autoComplete: 'off', dir: 'auto' } as const;
  return (
    <>
      <TextField label={t('forward.to')} autoFocus={!answering} {...address} value={draft.to} mistake={mistakes.to} onChange={(event) => change({ to: event.target.value })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('forward.copy')} optional={desk('action.optional')} {...address} value={draft.copy} mistake={mistakes.copy} onChange={(event) => change({ copy: event.target.value })} />
        <TextField label={t('forward.blindCopy')} optional={desk('action.optional')} {...address} value={draft.blindCopy} mistake={mistakes.blindCopy} onChange={(event) => change({ blindCopy: event.target.value })} />
      </div>
      <div className={letters.length > 1 ? 'grid gap-4 sm:grid-cols-2' : undefined}>
        <TextField label={t('forward.subject')} maxLength={500} dir="auto" value={draft.subject} onChange={(event) => change({ subject: event.target.value })} />
        {letters.length > 1 ? <SelectField label={t('forward.inbox')} value={inbox?.id} choices={letters.map((one) => ({ value: one.id, label: one.name }))} onChange={(event) => change({ inbox: event.target.value })} /> : null}
      </div>
    </>
  );
}

function Words({ draft, change, mistakes, answering = false }: Part) {
  const { t } = useTranslation('together');
  return (
    <>
      <AreaField label={t('forward.text')} rows={5} dir="auto" autoFocus={answering} value={draft.text} mistake={mistakes.text} onChange={(event) => change({ text: event.target.value })} />
      <AreaField label={t('forward.quoted')} hint={t('forward.quotedHint')} rows={7} dir="auto" value={draft.quoted} onChange={(event) => change({ quoted: event.target.value })} className="[&_textarea]:text-ink-soft" />
    </>
  );
}

/** Those of the conversation are chosen, others uploaded. */
function Files({ draft, change, files }: Part) {
  const { t } = useTranslation('together');
  const size = useFileSize();
  const picker = useRef<HTMLInputElement>(null);
  const upload = useUpload((attachment) => change({ attachments: [...draft.attachments, attachment] }));
  const toggle = (id: string, on: boolean) => change({ include: on ? [...draft.include, id] : draft.include.filter((one) => one !== id) });
  return (
    <fieldset className="min-w-0">
      {files.length > 0 ? <legend className="label">{t('forward.files')}</legend> : null}
      <div className="grid max-h-40 gap-1 overflow-y-auto">
        {files.map((file) => (
          <CheckField key={file.id} label={`${file.name} · ${size(file.bytes)}`} checked={draft.include.includes(file.id)} onChange={(event) => toggle(file.id, event.target.checked)} />
        ))}
      </div>
      <ul className="mt-1 space-y-1">
        {draft.attachments.map((file) => (
          <li key={file.id} className="flex items-center gap-2 text-sm">
            <Paperclip size={14} className="shrink-0 text-ink-faint" aria-hidden="true" />
            <span className="min-w-0 truncate" dir="auto">{`${file.name} · ${size(file.bytes)}`}</span>
            <IconButton label={t('forward.remove', { name: file.name })} side="left" onClick={() => change({ attachments: draft.attachments.filter((one) => one.id !== file.id) })}>
              <X size={15} />
            </IconButton>
          </li>
        ))}
        {upload.name ? <li className="text-sm text-ink-faint">{t('forward.uploading', { name: upload.name })}</li> : null}
      </ul>
      {upload.error ? <Trouble error={upload.error} /> : null}
      <Button small look="quiet" onClick={() => picker.current?.click()}>
        <Paperclip size={15} aria-hidden="true" />
        {t('forward.attach')}
      </Button>
      <input ref={picker} type="file" hidden onChange={(event) => void upload.take(event)} />
    </fieldset>
  );
}

function useUpload(onDone: (attachment: Awaited<ReturnType<typeof api.attach>>) => void) {
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const take = async (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    setName(file.name);
    setError(null);
    try {
      onDone(await api.attach(file));
    } catch (problem) {
      setError(problem);
    }
    setName(null);
  };
  return { name, error, take };
}
