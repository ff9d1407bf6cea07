// What else this person has written about.
import { useCallback, useEffect, useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { ConversationView } from '../../contract/views.ts';
import { ConversationMarks } from '../conversation/conversation-marks.tsx';
import { Button } from '../kit/button.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton } from '../kit/state.tsx';
import { contacts } from '../live/desk-api.ts';
import { sameList, useDesk, useGeneration, useStore } from '../live/use-desk.ts';
import { Section } from './section.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** As many as one page of the server's. */
const page = 20;

export function OtherConversations({ contact, current }: { readonly contact: string; readonly current: string }) {
  const { t } = useTranslation();
  const store = useStore();
  const generation = useGeneration();
  const [loaded, setLoaded] = useState<{ readonly pages: number; readonly next: string | null; readonly failed: boolean }>({ pages: 0, next: null, failed: false });
  const load = useCallback(
    (cursor?: string) => {
      const asked = store.cursor();
      contacts.conversations(contact, cursor).then(
        (reply) => {
          if (store.generation() !== generation) return;
          store.take({ conversations: reply.conversations }, asked);
          setLoaded(({ pages }) => ({ pages: cursor === undefined ? 1 : pages + 1, next: reply.next, failed: false }));
        },
        // What is held already stays.
        () => setLoaded((before) => ({ ...before, pages: Math.max(before.pages, 1), failed: true })),
      );
    },
    [contact, generation, store],
  );
  useEffect(() => load(), [load]);
  const others = useDesk(
    (state) =>
      Object.values(state.conversations)
        .filter((conversation) => conversation.contact.id === contact && conversation.id !== current)
        .sort((one, other) => (one.last.at < other.last.at ? 1 : -1)),
    sameList,
  );
  return (
    <Section title={t('contact.conversations')}>
      {others.length === 0 ? loaded.pages > 0 ? <p className="hint">{t('contact.noOthers')}</p> : <Skeleton className="h-8 w-full" /> : null}
      <ul className="space-y-0.5">
        {others.slice(0, Math.max(loaded.pages, 1) * page).map((conversation) => (
          <Line key={conversation.id} conversation={conversation} />
        ))}
      </ul>
      {loaded.next || loaded.failed ? (
        <Button small look="quiet" className="-ms-2" onClick={() => load(loaded.next ?? undefined)}>
          {t(loaded.failed ? 'action.retry' : 'contact.moreConversations')}
        </Button>
      ) : null}
    </Section>
  );
}

function Line({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link
        to="/inbox/$view/$conversation"
        params={{ view: 'all', conversation: conversation.id }}
        className="-mx-2 block rounded-md px-2 py-1 text-sm hover:bg-sunken"
      >
        <span className="flex justify-between gap-2">
          <span className="truncate" dir="auto">
            {conversation.subject ?? conversation.last.text}
          </span>
          <Moment at={conversation.last.at} className="shrink-0 text-ink-faint" />
        </span>
        <span className="flex flex-wrap gap-x-2 text-xs text-ink-faint">
          <span>{t(`state.short.${conversation.state.is}`)}</span>
          <ConversationMarks conversation={conversation} />
        </span>
      </Link>
    </li>
  );
}
