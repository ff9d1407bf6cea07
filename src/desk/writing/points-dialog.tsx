// The key points of the conversation, each with where it comes from: some left out, the words changed, put in where one writes.
import { useMemo, useState } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { keyPointsOf } from '../../domain/key-points/key-points.ts';
import { pointsForCustomer } from '../../domain/key-points/words.ts';
import { formsOf } from '../../domain/template/library.ts';
import { goToMessage } from '../conversation/go-to-message.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField } from '../kit/field.tsx';
import { useNow } from '../kit/moment.tsx';
import { Skeleton } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { afterClosing, insertWords } from './caret.ts';
import { usePart } from './use-part.ts';
import { pointLines, useNoteWords, type PointLine } from './point-lines.ts';
import { useTemplates } from './use-templates.ts';
import { useTranslation } from '../wording/use-translation.ts';

type DialogProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; onClose(): void };

export function PointsDialog(props: DialogProps) {
  const ready = usePart('writing');
  const { t } = useTranslation('writing');
  const { forms, templates } = useTemplates();
  if (!ready) return null;
  return (
    <Dialog wide title={t('points.title')} about={t('points.about')} onClose={props.onClose}>
      {templates === null ? <Skeleton className="h-40" /> : <Shown {...props} forms={forms} />}
    </Dialog>
  );
}

function Shown({ conversation, messages, forms, onClose }: DialogProps & Pick<ReturnType<typeof useTemplates>, 'forms'>) {
  const { t } = useTranslation('writing');
  const commitments = useDesk((state) => Object.values(state.commitments).filter((one) => one.conversation === conversation.id), sameList);
  const points = useMemo(() => keyPointsOf({ messages, commitments }), [commitments, messages]);
  const lines = pointLines(points);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [kind, setKind] = useState<'reply' | 'note'>('reply');
  const [typed, setTyped] = useState<string | null>(null);
  const customer = useCustomerWords(conversation, forms);
  const note = useNoteWords();
  const made = kind === 'reply' ? pointsForCustomer(points, left, customer.given) : note(points, left);
  const words = typed ?? made;
  if (lines.length === 0) return <p className="text-ink-soft">{t('points.nothing')}</p>;
  const toggle = (key: string) => setLeft((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        afterClosing(() => insertWords(conversation.id, kind, { text: words.trim(), gaps: [], hints: [] }));
      }}
    >
      <Lines
        lines={lines}
        left={left}
        onToggle={toggle}
        onGo={(message) => {
          onClose();
          goToMessage(conversation.id, message);
        }}
      />
      {messages.length < conversation.messageCount ? <p className="hint">{t('points.partial')}</p> : null}
      <ForWhom
        kind={kind}
        onKind={(next) => {
          setKind(next);
          setTyped(null);
        }}
      />
      <AreaField label={t('points.text')} hint={kind === 'reply' ? t('points.customerIn', { language: customer.name }) : undefined} rows={9} dir="auto" lang={kind === 'reply' ? customer.language : undefined} value={words} onChange={(event) => setTyped(event.target.value)} />
      {typed !== null && typed !== made ? (
        <p className="hint flex flex-wrap items-center gap-2">
          {t('points.changed')}
          <Button small look="quiet" onClick={() => setTyped(null)}>
            {t('points.again')}
          </Button>
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button look="main" type="submit" disabled={words.trim() === ''}>
          {t(kind === 'reply' ? 'points.insert' : 'points.insertNote')}
        </Button>
      </div>
    </form>
  );
}

function ForWhom({ kind, onKind }: { readonly kind: 'reply' | 'note'; onKind(kind: 'reply' | 'note'): void }) {
  const { t } = useTranslation('writing');
  return (
    <fieldset className="flex flex-wrap gap-x-4 text-sm">
      <legend className="label">{t('points.for')}</legend>
      {(['reply', 'note'] as const).map((one) => (
        <label key={one} className="flex min-h-7 items-center gap-1.5">
          <input type="radio" name="for" className="accent-accent" checked={kind === one} onChange={() => onKind(one)} />
          {t(one === 'reply' ? 'points.customer' : 'points.team')}
        </label>
      ))}
    </fieldset>
  );
}

/** The customer's language and clock, or else those of this workspace. */
function useCustomerWords(conversation: ConversationView, forms: Parameters<typeof formsOf>[0]) {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const workspace = useDesk((state) => state.workspace);
  const { language: spoken } = useTranslation();
  const now = useNow();
  const wanted = conversation.language ?? contact?.language ?? workspace?.language ?? 'en';
  // For a language that nobody has written phrases for, those of the workspace.
  const language = forms[wanted] ? wanted : forms[workspace?.language ?? 'en'] ? (workspace?.language ?? 'en') : 'en';
  return { language, name: new Intl.DisplayNames([spoken], { type: 'language', fallback: 'code' }).of(language) ?? language, given: { forms: formsOf(forms, language), now: new Date(now).toISOString(), timeZone: contact?.timeZone ?? workspace?.timeZone ?? 'UTC' } };
}

type LinesProps = { readonly lines: readonly PointLine[]; readonly left: ReadonlySet<string>; onToggle(key: string): void; onGo(message: string): void };

function Lines({ lines, left, onToggle, onGo }: LinesProps) {
  const { t } = useTranslation('writing');
  const { t: words } = useTranslation();
  return (
    <ul aria-label={t('points.list')} className="divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <li key={line.key} className="flex items-start gap-2 py-1 text-sm">
          <label className="flex min-w-0 flex-1 items-start gap-2">
            <input type="checkbox" className="mt-1 size-4 accent-accent" checked={!left.has(line.key)} onChange={() => onToggle(line.key)} />
            <span className="min-w-0">
              <span className="text-xs text-ink-faint">{t(`points.${line.kind}`)}</span>{' '}
              {line.mood ? <span>{words(`reading.emotion.${line.mood}`)} </span> : null}
              {line.fact ? <span>{words(`reading.fact.${line.fact}`)} </span> : null}
              <span dir="auto" className="break-words">
                {line.text}
              </span>
            </span>
          </label>
          <Button small look="quiet" className="shrink-0" aria-label={`${t('points.where')}: ${line.text || t(`points.${line.kind}`)}`} onClick={() => onGo(line.message)}>
            {t('points.where')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
