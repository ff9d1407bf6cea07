// Above the messages: what it is about, how it stands, and what can be done with it.
import { clsx } from 'clsx';
import { ArrowLeft, PanelRight } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { IconButton } from '../kit/button.tsx';
import { EditInPlace } from '../kit/edit-in-place.tsx';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { useContactLabel } from '../contact/contact-label.ts';
import { ActionBar, type OpenMenu } from './action-bar.tsx';
import type { Actions } from './actions.ts';
import { ConversationMarks } from './conversation-marks.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const MoodStrip = lazy(() => import('./mood-strip.tsx').then((module) => ({ default: module.MoodStrip })));

export type HeaderProps = {
  readonly conversation: ConversationView;
  readonly actions: Actions;
  readonly menu: OpenMenu;
  readonly contactShown: boolean;
  onMenu(menu: OpenMenu): void;
  onBack(): void;
  onContact(): void;
};

export function Header({ conversation, actions, menu, contactShown, onMenu, onBack, onContact }: HeaderProps) {
  const { t } = useTranslation();
  const label = useContactLabel(conversation);
  return (
    <header className="border-b border-line bg-paper px-3 pt-2 pb-2 sm:px-6">
      <div className="flex items-start gap-1 max-lg:flex-wrap">
        <IconButton label={t('action.back')} onClick={onBack} className="-ms-1 md:hidden">
          <ArrowLeft size={19} className="rtl:rotate-180" />
        </IconButton>
        <Subject conversation={conversation} actions={actions} />
        {conversation.messageCount > 1 ? (
          <Suspense fallback={null}>
            <MoodStrip conversation={conversation} />
          </Suspense>
        ) : null}
        <IconButton label={t('contact.toggle')} action="contact" side="left" aria-expanded={contactShown} onClick={onContact} className="-me-1">
          <PanelRight size={18} />
        </IconButton>
      </div>
      <div className="mt-0.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm text-ink-soft">
          {conversation.subject ? (
            <span className="max-w-56 truncate" dir="auto">
              {label}
            </span>
          ) : null}
          <span className="figures text-ink-faint">{t('conversation.number', { number: conversation.number })}</span>
          <StateWords conversation={conversation} />
          <ConversationMarks conversation={conversation} />
        </p>
        <ActionBar conversation={conversation} actions={actions} menu={menu} onMenu={onMenu} />
      </div>
      <Tags conversation={conversation} actions={actions} />
    </header>
  );
}

function Subject({ conversation, actions }: { readonly conversation: ConversationView; readonly actions: Actions }) {
  const { t } = useTranslation();
  const label = useContactLabel(conversation);
  return (
    <h1 className="min-w-0 flex-1 text-lg leading-8 font-semibold">
      <EditInPlace
        value={conversation.subject ?? ''}
        label={t('conversation.subject')}
        action={t('conversation.rename')}
        longest={500}
        className="line-clamp-2 sm:line-clamp-1"
        fieldClassName="h-8 min-h-8! text-lg"
        onSave={(subject) => void actions.rename(conversation, subject)}
      >
        <span dir="auto">{conversation.subject ?? label}</span>
      </EditInPlace>
    </h1>
  );
}

function StateWords({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation();
  const due = useDueTime();
  useNow();
  const { state } = conversation;
  if (state.is === 'open') return null;
  const words = {
    waiting: () => (state.is === 'waiting' && state.for === 'third party' ? t('state.waitingThird') : t('state.waitingCustomer')),
    snoozed: () => t('state.snoozed', { when: state.is === 'snoozed' ? due(state.until) : '' }),
    closed: () => (state.is === 'closed' && state.because === 'spam' ? t('state.spam') : t('state.closed')),
  };
  return <span className="rounded-sm border border-line px-1.5">{words[state.is]()}</span>;
}

const fewTags = 8;
/** On a phone. */
const fewest = 3;

function Tags({ conversation, actions }: { readonly conversation: ConversationView; readonly actions: Actions }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { tags } = conversation;
  if (tags.length === 0) return null;
  const shown = all ? tags : tags.slice(0, fewTags);
  return (
    <ul aria-label={t('tags.title')} className={clsx('mt-1.5 flex flex-wrap gap-1 overflow-y-auto', all ? 'max-h-24' : 'max-h-14')}>
      {shown.map((tag, index) => (
        <li key={tag} className={clsx('flex items-center rounded-sm bg-sunken text-sm text-ink-soft', index >= fewest && !all && 'max-sm:hidden')}>
          <span className="max-w-48 truncate ps-2" dir="auto">
            {tag}
          </span>
          <button
            type="button"
            aria-label={t('tags.remove', { tag })}
            onClick={() => void actions.tag(conversation, tag, false)}
            className="inline-flex size-6 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
          >
            ×
          </button>
        </li>
      ))}
      {[fewTags, fewest].map((few) => tags.length > few && !all ? (
        <li key={few} className={few === fewest ? 'sm:hidden' : 'max-sm:hidden'}>
          <button type="button" onClick={() => setAll(true)} className="h-6 px-1.5 text-sm text-accent underline underline-offset-4">
            {t('tags.more', { count: tags.length - few })}
          </button>
        </li>
      ) : null)}
    </ul>
  );
}
