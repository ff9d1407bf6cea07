// One message: who, when, on which way; the words; what was read in them; whether an answer arrived.
import { clsx } from 'clsx';
import { Bot, FileCode2, Forward, StickyNote } from 'lucide-react';
import { lazy, memo, Suspense, useMemo, useState } from 'react';
import type { MessageView } from '../../contract/views.ts';
import { Face } from '../kit/face.tsx';
import { Moment } from '../kit/moment.tsx';
import { messages as api } from '../live/desk-api.ts';
import { takeBack } from '../composer/taking-back.ts';
import { useDesk, useMe, useStore } from '../live/use-desk.ts';
import { withCalledNames } from '../together/called-names.ts';
import { askToForward } from '../together/wishes.ts';
import { Attachments } from './attachments.tsx';
import { DeliveryTrace } from './delivery-trace.tsx';
import { MarkedText } from './marked-text.tsx';
import { MessageText } from './message-text.tsx';
import { ReadingLine } from './reading-line.tsx';
import { TakenIn } from './taken-in.tsx';
import { marksOf, type Mark } from './reading-marks.ts';
import { useTranslation } from '../wording/use-translation.ts';

const FormattedFrame = lazy(() => import('./formatted-frame.tsx').then((module) => ({ default: module.FormattedFrame })));
const ThirdPartyFoot = lazy(() => import('../together/third-party-foot.tsx').then((module) => ({ default: module.ThirdPartyFoot })));
const nothing: readonly never[] = [];

export type MessageProps = {
  readonly message: MessageView;
  /** To be told beside it: where the visitor was. */ readonly page: MessageView['page'];
  readonly contactName: string;
};

export const Message = memo(function Message({ message, page, contactName }: MessageProps) {
  const { t } = useTranslation();
  const [mark, setMark] = useState<Mark | null>(null);
  const [formatted, setFormatted] = useState(false);
  const marks = useMemo(() => (message.reading ? marksOf(message.reading, message.corrections) : nothing), [message.corrections, message.reading]);
  const author = useAuthor(message, contactName);
  const { direction } = message;
  return (
    <article
      aria-label={t(`message.label.${direction}`, { author })}
      id={`message-${message.id}`}
      className={clsx(
        'relative px-4 py-4 sm:px-6',
        direction === 'note' && 'mx-3 my-1 rounded-md border border-note-line bg-note px-3! sm:mx-4',
        direction === 'out' && 'border-s-2 border-line',
        // Neither the customer's words nor words to them: set apart from both.
        direction === 'to third party' && 'ms-3 border-s-2 border-dashed border-line-strong sm:ms-4',
        direction === 'from third party' && 'mx-3 my-1 rounded-md border border-dashed border-line-strong bg-sunken px-3! sm:mx-4',
      )}
    >
      <Head message={message} author={author} />
      <Body message={message} mark={mark} formatted={formatted} />
      {message.formatted && !message.removedAt ? (
        <button
          type="button"
          aria-pressed={formatted}
          onClick={() => setFormatted(!formatted)}
          className="mt-1.5 text-sm text-ink-faint underline decoration-line underline-offset-4 hover:text-ink"
        >
          {formatted ? t('message.showPlain') : t('message.showFormatted')}
        </button>
      ) : null}
      <Attachments attachments={message.attachments} />
      <TakenIn notices={message.notices} page={page} />
      <ReadingLine message={message} marks={marks} onMark={setMark} />
      <Deliveries message={message} />
      {direction === 'from third party' ? (
        <Suspense fallback={<div className="mt-2 h-7" />}>
          <ThirdPartyFoot message={message} />
        </Suspense>
      ) : null}
    </article>
  );
});

function Deliveries({ message }: { readonly message: MessageView }) {
  const store = useStore();
  const me = useMe().id;
  const own = message.author.kind === 'agent' && message.author.id === me;
  // What has gone on one way cannot be taken back on another.
  const onUndo = own && message.deliveries.length === 1 ? () => void takeBack(store, message) : null;
  return message.deliveries.map((delivery) => <DeliveryTrace key={delivery.id} delivery={delivery} onUndo={onUndo} />);
}

function Head({ message, author }: { readonly message: MessageView; readonly author: string }) {
  const { t } = useTranslation();
  const { direction } = message;
  return (
    <header className="mb-1.5 flex flex-wrap items-center gap-x-2 text-sm">
      <Sign message={message} author={author} />
      <span className="max-w-[min(22rem,60%)] truncate font-medium" dir="auto">
        {author}
      </span>
      {direction === 'note' ? <span className="text-warn">{t('message.onlyTeam')}</span> : null}
      <Aside message={message} />
      {message.machineSent ? <span className="text-ink-faint">{t('message.automatic')}</span> : null}
      <Route message={message} />
      <span className="ms-auto flex items-center gap-1 text-ink-faint">
        {message.editedAt ? <span>{t('message.edited')}</span> : null}
        {direction === 'note' || message.removedAt ? null : (
          <button
            type="button"
            aria-label={t('message.forward')}
            title={t('message.forward')}
            onClick={() => askToForward({ conversation: message.conversation, message: message.id })}
            className="inline-flex size-6 items-center justify-center rounded-sm hover:text-ink"
          >
            <Forward size={14} aria-hidden="true" />
          </button>
        )}
        {message.source ? (
          <a
            href={api.sourceAddress(message.id)}
            target="_blank"
            rel="noreferrer"
            aria-label={t('message.source')}
            title={t('message.source')}
            className="inline-flex size-6 items-center justify-center rounded-sm hover:text-ink"
          >
            <FileCode2 size={14} aria-hidden="true" />
          </a>
        ) : null}
        <Moment at={message.createdAt} clock />
      </span>
    </header>
  );
}

function Body({ message, mark, formatted }: { readonly message: MessageView; readonly mark: Mark | null; readonly formatted: boolean }) {
  const { t } = useTranslation();
  if (message.removedAt) return <p className="text-ink-faint italic">{t('message.removed')}</p>;
  if (formatted)
    return (
      <Suspense fallback={<div className="h-80" />}>
        <FormattedFrame message={message.id} subject={message.subject} />
      </Suspense>
    );
  if (message.text.trim() === '') return message.attachments.length > 0 ? null : <p className="text-ink-faint italic">{t('message.empty')}</p>;
  if (message.direction === 'note' && message.mentions.length > 0) return <CallingNote message={message} />;
  if (message.direction !== 'in' && message.direction !== 'to third party' && message.author.kind === 'agent') return <MarkedText text={message.text} marked={mark?.spans ?? nothing} />;
  return <MessageText text={message.text} own={message.ownWords ?? message.reading?.ownWords ?? null} marked={mark?.spans ?? nothing} />;
}

/** The names of those whom a note calls, as they are now. */
function CallingNote({ message }: { readonly message: MessageView }) {
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  return <MarkedText text={withCalledNames(message, { agents, teams })} marked={nothing} />;
}

/** Whose words they are, or for whom, where that is not the customer. */
function Aside({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation();
  const [to] = message.recipients.to;
  if (message.direction === 'from third party')
    return (
      <span className="min-w-0 truncate text-warn" dir="auto">
        {message.author.name ? `${message.author.id} · ` : ''}
        {t('message.thirdParty')}
      </span>
    );
  if (message.direction !== 'to third party') return null;
  return (
    <span className="min-w-0 truncate text-warn" dir="auto">
      {t('message.toThird', { name: to ? (to.name ? `${to.name} <${to.address}>` : to.address) : '' })}
    </span>
  );
}

function Sign({ message, author }: { readonly message: MessageView; readonly author: string }) {
  if (message.direction === 'note') return <StickyNote size={16} className="text-warn" aria-hidden="true" />;
  return message.author.kind === 'automation' ? <Bot size={16} aria-hidden="true" /> : <Face name={author} size="small" />;
}

/** Copies and the sender are said only where they are more than the obvious. */
function Route({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation();
  const copies = [...message.recipients.copy, ...message.recipients.blindCopy];
  if (copies.length === 0) return null;
  return (
    <span className="max-w-full truncate text-ink-faint" dir="auto">
      {t('message.copies', { addresses: copies.map((one) => one.name ?? one.address).join(', ') })}
    </span>
  );
}

function useAuthor(message: MessageView, contactName: string): string {
  const { t } = useTranslation();
  const agent = useDesk((state) => (message.author.kind === 'agent' ? state.agents[message.author.id] : undefined));
  if (message.author.kind === 'agent') return agent?.name ?? message.author.name ?? t('message.formerAgent');
  if (message.author.kind === 'automation') return message.author.name ?? t('message.automation');
  return message.author.name ?? (message.author.kind === 'third party' ? message.author.id : contactName);
}
