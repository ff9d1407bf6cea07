// One conversation as it is chosen among others: whose, what about, the last words.
import { clsx } from 'clsx';
import type { ConversationView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { ConversationMarks } from '../conversation/conversation-marks.tsx';
import { channelName } from '../kit/channel.ts';
import { Moment } from '../kit/moment.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function ConversationCard({ conversation, className }: { readonly conversation: ConversationView; readonly className?: string }) {
  const { t } = useTranslation();
  const label = useContactLabel(conversation);
  return (
    <span className={clsx('block min-w-0 text-start', className)}>
      <span className="flex items-baseline gap-2 text-sm">
        <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
          {label}
        </span>
        <span className="figures shrink-0 text-xs text-ink-faint">{t('conversation.number', { number: conversation.number })}</span>
      </span>
      <span className="block truncate text-sm text-ink-soft" dir="auto">
        {conversation.subject ?? conversation.last.text}
      </span>
      <span className="flex flex-wrap gap-x-2.5 text-xs text-ink-faint">
        <span>{channelName(t, conversation.channel)}</span>
        <span>{t(`state.short.${conversation.state.is}`)}</span>
        <Moment at={conversation.last.at} ago />
        <ConversationMarks conversation={conversation} />
      </span>
    </span>
  );
}
