// The messages of a conversation and what happened between them, oldest first. It opens at the newest and stays there while new ones arrive, unless
// the agent is reading further up.
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/state.tsx';
import { useSplit } from '../merging/wishes.ts';
import { Lines } from './history/lines.tsx';
import { timelineOf, type Item } from './history/timeline.ts';
import { Message } from './message.tsx';
import { useEntries, type OpenState } from './use-conversation.ts';

const Selectable = lazy(() => import('../merging/split-mode.tsx').then((module) => ({ default: module.Selectable })));

const nearEnd = 120;

type ThreadProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly open: OpenState };

export function Thread({ conversation, messages, open }: ThreadProps) {
  const { t } = useTranslation();
  const entries = useEntries(conversation.id);
  const items = useMemo(() => timelineOf(messages, entries, open.earlier), [entries, messages, open.earlier]);
  const { box, onScroll, letGo } = useStayAtEnd(items);
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
      onScroll={onScroll}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
    >
      <div className="mx-auto max-w-3xl pt-2 pb-16">
        {open.earlier ? <EarlierButton open={open} onAsk={letGo} /> : null}
        {messages.length === 0 && !open.loaded ? (
          <ThreadSkeleton />
        ) : (
          items.map((item) =>
            item.is === 'message' ? (
              <MaybeChosen key={item.message.id} message={item.message} name={name} splitting={splitting}>
                <Message message={item.message} page={item.page} contactName={name} />
              </MaybeChosen>
            ) : (
              <Lines key={item.entries[0]!.number} entries={item.entries} />
            ),
          )
        )}
      </div>
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

function useStayAtEnd(items: readonly Item[]) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef<{ readonly oldest: string | undefined; readonly height: number }>({ oldest: undefined, height: 0 });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const oldest = items.find((item) => item.is === 'message')?.message.id;
    // Earlier messages were put above: what is being read keeps its place.
    const grewAbove = before.current.oldest !== undefined && before.current.oldest !== oldest;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else if (grewAbove) element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { oldest, height: element.scrollHeight };
  }, [items]);
  // The composer grows and shrinks below: whoever reads the newest message goes on reading it.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const onScroll = useCallback(({ currentTarget }: UIEvent<HTMLElement>) => {
    atEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < nearEnd;
  }, []);
  const letGo = useCallback(() => {
    atEnd.current = false;
  }, []);
  return { box, onScroll, letGo };
}

function EarlierButton({ open, onAsk }: { readonly open: OpenState; onAsk(): void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    onAsk();
    await open.loadEarlier().catch(() => undefined);
    setAsking(false);
  };
  return (
    <p className="py-2 text-center">
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
