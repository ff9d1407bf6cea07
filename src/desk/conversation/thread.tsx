// The messages of a conversation and what happened between them, oldest first.
import { clsx } from 'clsx';
import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/state.tsx';
import { useSplit } from '../merging/wishes.ts';
import { Lines } from './history/lines.tsx';
import { timelineOf, type Item } from './history/timeline.ts';
import { Message } from './message.tsx';
import { useEntries, type OpenState } from './use-conversation.ts';
import { useGoToMessage } from './use-go-to-message.ts';
import { useThreadPlace } from './use-thread-place.ts';
import { useTranslation } from '../wording/use-translation.ts';

const Selectable = lazy(() => import('../merging/split-mode.tsx').then((module) => ({ default: module.Selectable })));

/** Above the first message, in pixels: a margin, or the button for earlier ones. */
const edge = 8;
const earlierHeight = 52;

type ThreadProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly open: OpenState };

export function Thread({ conversation, messages, open }: ThreadProps) {
  const { t } = useTranslation();
  const entries = useEntries(conversation.id);
  const items = useMemo(() => timelineOf(messages, entries, open.earlier), [entries, messages, open.earlier]);
  const box = useRef<HTMLDivElement>(null);
  const top = open.earlier ? earlierHeight : edge;
  const virtual = useThreadPlace(items, box, top);
  const pointed = useGoToMessage(conversation.id, items, open, virtual);
  const name = useContactLabel(conversation);
  const splitting = useSplit(conversation.id) !== null;
  return (
    <div
      ref={box}
      tabIndex={0}
      role="log"
      aria-label={t('conversation.messages')}
      aria-live="polite"
      aria-relevant="additions"
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
    >
      <div className="relative mx-auto max-w-3xl" style={{ height: items.length > 0 ? top + virtual.getTotalSize() : undefined }}>
        {open.earlier ? <EarlierButton open={open} /> : null}
        {messages.length === 0 && !open.loaded ? (
          <ThreadSkeleton />
        ) : (
          virtual.getVirtualItems().map(({ key, index, start }) => (
            <div key={key} ref={virtual.measureElement} data-index={index} className="absolute inset-x-0 flow-root" style={{ top: start }}>
              <Drawn item={items[index]!} name={name} splitting={splitting} pointed={pointed} />
            </div>
          ))
        )}
      </div>
    </div>
  );
}

type DrawnProps = { readonly item: Item; readonly name: string; readonly splitting: boolean; readonly pointed: string | null };

function Drawn({ item, name, splitting, pointed }: DrawnProps) {
  if (item.is === 'lines') return <Lines entries={item.entries} />;
  const { message } = item;
  return (
    <div className={clsx('transition-colors duration-700', pointed === message.id && 'bg-accent-wash')}>
      <MaybeChosen message={message} name={name} splitting={splitting}>
        <Message message={message} page={item.page} contactName={name} />
      </MaybeChosen>
    </div>
  );
}

/** While messages are chosen to be split off, each is one thing to choose. */
function MaybeChosen({ message, name, splitting, children }: { readonly message: MessageView; readonly name: string; readonly splitting: boolean; readonly children: ReactNode }) {
  if (!splitting) return children;
  return (
    <Suspense fallback={children}>
      <Selectable message={message} name={name}>
        {children}
      </Selectable>
    </Suspense>
  );
}

function EarlierButton({ open }: { readonly open: OpenState }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await open.loadEarlier().catch(() => undefined);
    setAsking(false);
  };
  return (
    <p className="py-2 text-center" style={{ height: earlierHeight }}>
      <Button small disabled={asking} onClick={() => void ask()}>
        {t('conversation.earlier')}
      </Button>
    </p>
  );
}

function ThreadSkeleton() {
  return (
    <div className="space-y-8 px-6 py-4">
      {[3, 2, 4].map((lines, index) => (
        <div key={index} className="space-y-2">
          <Skeleton className="h-4 w-40" />
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} className={line === lines - 1 ? 'h-4 w-2/5' : 'h-4 w-11/12'} />
          ))}
        </div>
      ))}
    </div>
  );
}
