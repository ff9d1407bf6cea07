// One conversation in the list: who, where, when; the last words; quiet marks. Always the same height.
import { clsx } from 'clsx';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { ConversationMarks } from '../conversation/conversation-marks.tsx';
import { channelName } from '../kit/channel.ts';
import { initials } from '../kit/face.tsx';
import { Moment } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useUnread } from './unread.ts';
import type { ViewName } from './views.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type RowProps = { readonly conversation: ConversationView; readonly view: ViewName; readonly chosen: boolean; readonly selected: boolean; readonly roving: boolean };

export const Row = memo(function Row({ conversation, view, chosen, selected, roving }: RowProps) {
  const { t } = useTranslation();
  const unread = useUnread(conversation);
  const label = useContactLabel(conversation);
  const { last } = conversation;
  return (
    <Link
      to="/inbox/$view/$conversation"
      params={{ view, conversation: conversation.id }}
      data-conversation={conversation.id}
      aria-current={chosen ? 'page' : undefined}
      tabIndex={roving ? 0 : -1}
      className={clsx(
        'flex h-full flex-col justify-center gap-0.5 border-s-2 ps-6.5 pe-3.5 compact:gap-0',
        chosen ? 'border-accent bg-accent-wash' : clsx('border-transparent', selected ? 'bg-accent-wash' : 'hover:bg-sunken'),
      )}
    >
      <span className="flex items-baseline gap-2">
        {unread ? (
          <span className="size-1.5 shrink-0 -translate-y-px rounded-full bg-accent">
            <span className="sr-only">{t('list.unread')}</span>
          </span>
        ) : null}
        <span className={clsx('min-w-0 flex-1 truncate', unread && 'font-semibold')} dir="auto">
          {label}
        </span>
        <span className="shrink-0 text-xs text-ink-faint">{channelName(t, conversation.channel)}</span>
        <Moment at={last.at} ago className="shrink-0 text-xs text-ink-faint" />
      </span>
      <span className={clsx('truncate text-sm', unread ? 'text-ink' : 'text-ink-soft')} dir="auto">
        {last.direction === 'in' ? null : <span className="text-ink-faint">{t(`list.${last.direction}`)} </span>}
        {conversation.subject ? (
          <>
            <span className={unread ? 'font-medium' : ''}>{conversation.subject}</span>
            <span className="text-ink-faint"> — </span>
          </>
        ) : null}
        {last.text}
      </span>
      <span className="@container flex h-[1.1rem] gap-x-2.5 text-xs text-ink-faint">
        {/* A mark that has no room wraps out of sight as a whole; half a word would say something else. */}
        <span className="flex min-w-0 flex-1 flex-wrap content-start gap-x-2.5 overflow-hidden">
          <ConversationMarks conversation={conversation} withWaiting />
        </span>
        <Whose conversation={conversation} view={view} />
      </span>
    </Link>
  );
});

/** In my own list everything is mine; elsewhere it matters. Where there is little room, a promise with its feeling needs it more than a whole name. */
function Whose({ conversation, view }: { readonly conversation: ConversationView; readonly view: ViewName }) {
  const name = useDesk((state) => (conversation.assignee ? state.agents[conversation.assignee]?.name : undefined));
  if (view === 'mine' || !name) return null;
  const whole = conversation.commitmentDue === null;
  return (
    <span className="max-w-28 shrink-0 truncate" dir="auto">
      <span className={whole ? undefined : '@max-sm:sr-only'}>{name}</span>
      {whole ? null : (
        <span className="@sm:hidden" aria-hidden="true" title={name}>
          {initials(name)}
        </span>
      )}
    </span>
  );
}
