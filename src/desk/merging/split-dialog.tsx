// What the chosen messages become: about what, whose, and who gets answers on either side.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SplitPreview } from '../../contract/merge.ts';
import type { ConversationView } from '../../contract/views.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { newId } from '../kit/new-id.ts';
import { tell, usualStay } from '../kit/notices.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { merging } from './merging-api.ts';
import { peopleOf, undoMerge, untilUndone } from './undo-merge.ts';
import { usePreview } from './use-preview.ts';
import { endSplit } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

type SplitProps = { readonly conversation: ConversationView; readonly messages: readonly string[]; onClose(): void };

export function SplitDialog({ conversation, messages, onClose }: SplitProps) {
  const { t } = useTranslation('merging');
  const [subject, setSubject] = useState(conversation.subject ?? '');
  const [contact, setContact] = useState<string | null>(null);
  const preview = usePreview(`${messages.join(' ')} ${contact ?? ''}`, () => merging.splitPreview(conversation.id, messages, contact ?? undefined));
  const run = useRun(conversation.id);
  const mistakes = useFieldMistakes(run.failed);
  const { value } = preview;
  return (
    <Dialog title={t('split.title')} about={t('split.about')} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (value && !run.busy) run.split({ messages, contact: value.contact, subject: subject.trim() === '' ? null : subject.trim() });
        }}
      >
        {preview.failed ? <Trouble error={preview.failed} onRetry={preview.again} /> : null}
        {run.failed ? <Trouble error={run.failed} /> : null}
        <TextField label={t('split.subject')} value={subject} maxLength={500} dir="auto" autoFocus mistake={mistakes('subject')} onChange={(event) => setSubject(event.target.value)} />
        {value && value.contacts.length > 1 ? (
          <SelectField
            label={t('split.contact')}
            value={contact ?? value.contact}
            choices={value.contacts.map((one) => ({ value: one.id, label: one.name ?? t('contact.nameless') }))}
            onChange={(event) => setContact(event.target.value)}
          />
        ) : null}
        {value ? <Sentences preview={value} /> : preview.failed ? null : <Skeleton className="h-20 w-full" />}
        <DialogEnd label={t(run.busy ? 'split.confirming' : 'split.confirm')} disabled={!value || run.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function Sentences({ preview }: { readonly preview: SplitPreview }) {
  const { t } = useTranslation('merging');
  const { messages, promises, answers } = preview;
  const sentences = [
    t('split.messages', { count: messages }),
    ...(promises > 0 ? [t('split.promises', { count: promises })] : []),
    answers.split ? t('split.answers', { people: peopleOf(answers.split) }) : t('split.answersNobody'),
    ...(answers.stays ? [t('split.stays', { people: peopleOf(answers.stays) })] : []),
    t('split.later'),
  ];
  return (
    <div className="text-sm">
      <ul className="list-disc space-y-1 ps-5 text-ink-soft marker:text-ink-faint">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-faint">{t('what.undo')}</p>
    </div>
  );
}

function useRun(from: string) {
  const { t } = useTranslation('merging');
  const navigate = useNavigate();
  const { view = 'all' } = useParams({ strict: false });
  const [ids] = useState(() => ({ id: newId(), conversation: newId() }));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const run = async (wish: { readonly messages: readonly string[]; readonly contact: string; readonly subject: string | null }) => {
    setBusy(true);
    setFailed(null);
    try {
      const made = await merging.split(from, { ...ids, ...wish });
      endSplit();
      await navigate({ to: '/inbox/$view/$conversation', params: { view, conversation: ids.conversation } });
      tell({
        text: t('split.done', { number: made.parts[0]?.name?.replace('#', '') ?? '' }), until: Date.now() + usualStay * 2,
        undo: async () => {
          if (await undoMerge(ids.id, t('split.undone'))) await navigate({ to: '/inbox/$view/$conversation', params: { view, conversation: from } });
        },
        stands: untilUndone(ids.id),
      });
    } catch (error) {
      setBusy(false);
      setFailed(error);
    }
  };
  return { busy, failed, split: (wish: Parameters<typeof run>[0]) => void run(wish) };
}
