// What else this person has written about.
import { useEffect, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../contract/views.ts';
import { ConversationMarks } from '../conversation/conversation-marks.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton } from '../kit/state.tsx';
import { contacts } from '../live/desk-api.ts';
import { sameList, useDesk, useGeneration, useStore } from '../live/use-desk.ts';
import { Section } from './section.tsx';

export function OtherConversations({ contact, current }: { readonly contact: string; readonly current: string }) {
  const { t } = useTranslation();
  const store = useStore();
  const generation = useGeneration();
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const asked = store.cursor();
    // Failing here costs a list at the side; what is held already stays.
    contacts
      .conversations(contact)
      .then((reply) => {
        if (store.generation() === generation) store.take({ conversations: reply.conversations }, asked);
      })
      .catch(() => undefined)
      .finally(() => setLoaded(true));
  }, [contact, generation, store]);
  const others = useDesk(
    (state) =>
      Object.values(state.conversations)
        .filter((conversation) => conversation.contact.id === contact && conversation.id !== current)
        .sort((one, other) => (one.last.at < other.last.at ? 1 : -1)),
    sameList,
  );
  return (
    <Section title={t('contact.conversations')}>
      {others.length === 0 ? loaded ? <p className="hint">{t('contact.noOthers')}</p> : <Skeleton className="h-8 w-full" /> : null}
      <ul className="space-y-0.5">
        {others.slice(0, 20).map((conversation) => (
          <Line key={conversation.id} conversation={conversation} />
        ))}
      </ul>
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
