// A conversation that was found: who, where, when; and the words in it that were asked for, or its last ones.
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { FileText, Paperclip, Users } from 'lucide-react';
import type { SearchHit, SearchResult } from '../../contract/finding.ts';
import type { ConversationView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { ConversationMarks } from '../conversation/conversation-marks.tsx';
import { channelName } from '../kit/channel.ts';
import { Moment } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import type { Asked } from './asked.ts';
import { Snippet } from './snippet.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type ResultRowProps = { readonly result: Pick<SearchResult, 'conversation' | 'hits' | 'count'>; readonly asked: Asked; readonly chosen: boolean; readonly selected: boolean; readonly roving: boolean };

export function ResultRow({ result, asked, chosen, selected, roving }: ResultRowProps) {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  // Events may know more than the answer did.
  const conversation = useDesk((state) => newest(state.conversations[result.conversation.id], result.conversation));
  const label = useContactLabel(conversation);
  const { hits, count } = result;
  return (
    <Link
      to="/find/$conversation"
      params={{ conversation: conversation.id }}
      search={asked}
      data-conversation={conversation.id}
      aria-current={chosen ? 'page' : undefined}
      tabIndex={roving ? 0 : -1}
      className={clsx('block space-y-0.5 border-s-2 py-2 ps-6.5 pe-3.5', chosen ? 'border-accent bg-accent-wash' : clsx('border-transparent', selected ? 'bg-accent-wash' : 'hover:bg-sunken'))}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
          {label}
        </span>
        <span className="figures shrink-0 text-xs text-ink-faint">{desk('conversation.number', { number: conversation.number })}</span>
        <span className="shrink-0 text-xs text-ink-faint">{channelName(desk, conversation.channel)}</span>
        <Moment at={conversation.last.at} ago className="shrink-0 text-xs text-ink-faint" />
      </span>
      {conversation.subject && hits[0]?.in !== 'subject' ? (
        <span className="block truncate text-sm text-ink-soft" dir="auto">
          {conversation.subject}
        </span>
      ) : null}
      {hits.length === 0 ? (
        <span className="block truncate text-sm text-ink-soft" dir="auto">
          {conversation.last.text}
        </span>
      ) : (
        hits.map((hit) => <Hit key={`${hit.message ?? 'subject'} ${hit.attachment ?? ''}`} hit={hit} />)
      )}
      <span className="flex h-[1.1rem] gap-x-2.5 text-xs text-ink-faint">
        <span className="flex min-w-0 flex-1 flex-wrap content-start gap-x-2.5 overflow-hidden">
          <span>{desk(`state.short.${conversation.state.is}`)}</span>
          <ConversationMarks conversation={conversation} withWaiting />
        </span>
        {count > hits.length ? <span className="figures shrink-0">{t('result.more', { count: count - hits.length })}</span> : null}
      </span>
    </Link>
  );
}

function newest(held: ConversationView | undefined, found: ConversationView): ConversationView {
  return held && held.version >= found.version ? held : found;
}

const signs = { attachment: Paperclip, people: Users, subject: FileText, text: null } as const;

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  const Sign = signs[hit.in];
  const who = hit.direction === 'note' ? t('result.note', { author: hit.author ?? '' }) : hit.direction === 'out' ? t('result.out', { author: hit.author ?? '' }) : hit.direction === null || hit.direction === 'in' ? null : desk(`message.label.${hit.direction}`, { author: hit.author ?? '' });
  return (
    <span className="line-clamp-2 text-sm text-ink-soft">
      {Sign ? <Sign size={12} className="me-1 inline-block align-[-1px] text-ink-faint" aria-hidden="true" /> : null}
      {hit.in === 'text' ? null : <span className="sr-only">{t(`result.in.${hit.in}`)} </span>}
      {who ? <span className="text-ink-faint">{who} </span> : null}
      <Snippet snippet={hit.snippet} />
    </span>
  );
}
