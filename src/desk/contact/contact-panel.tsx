// Everything about the person on one narrow page: who, how to reach them, what was promised, what else there was.
import { X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ContactView, ConversationView } from '../../contract/views.ts';
import { IconButton } from '../kit/button.tsx';
import { channelName } from '../kit/channel.ts';
import { Face } from '../kit/face.tsx';
import { useNow, zoneClock } from '../kit/moment.tsx';
import { Skeleton } from '../kit/state.tsx';
import { useDesk } from '../live/use-desk.ts';
import { ContactMerges } from '../merging/contact-merges.tsx';
import { Attributes } from './attributes.tsx';
import { languageName } from './contact-label.ts';
import { ContactName } from './contact-name.tsx';
import { Moods } from './moods.tsx';
import { OtherConversations } from './other-conversations.tsx';
import { PreferencesOf } from './preferences.tsx';
import { Promises } from './promises.tsx';
import { Section } from './section.tsx';
import { useContactChange } from './use-contact-change.ts';
import { useLocale } from '../wording/locale.ts';
import { useTranslation } from '../wording/use-translation.ts';

const Invitations = lazy(() => import('./invitations.tsx').then((module) => ({ default: module.Invitations })));
const BlockDialog = lazy(() => import('./block-dialog.tsx').then((module) => ({ default: module.BlockDialog })));

export function ContactPanel({ conversation, onClose }: { readonly conversation: ConversationView; onClose(): void }) {
  const { t } = useTranslation();
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  return (
    <aside aria-label={t('contact.title')} className="flex h-full min-h-0 w-full flex-col overflow-y-auto bg-paper px-4 pb-8">
      <div className="sticky top-0 z-10 flex justify-end bg-paper pt-2">
        <IconButton label={t('action.close')} action="contact" side="left" onClick={onClose}>
          <X size={17} />
        </IconButton>
      </div>
      {contact ? (
        <Card key={contact.id} contact={contact} conversation={conversation} />
      ) : (
        <div className="space-y-3">
          <Skeleton className="size-11 rounded-full" />
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-4 w-56" />
        </div>
      )}
    </aside>
  );
}

/** By which ways they can be reached, and by which they could be invited. */
function Identities({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const invites = useDesk((state) => Object.values(state.inboxes).some((inbox) => inbox.archivedAt === null && inbox.can.links && !contact.identities.some(({ channel }) => channel === inbox.channel)));
  return (
    <Section title={t('contact.identities')}>
      <ul className="space-y-1">
        {contact.identities.map((identity) => (
          <li key={`${identity.channel} ${identity.externalId}`} className="text-sm">
            <span className="text-ink-faint">{channelName(t, identity.channel)}</span>{' '}
            <span className="break-all" dir="auto">
              {identity.channel === 'web-chat' ? (identity.name ?? t('contact.visitor')) : identity.externalId}
            </span>
            {identity.verified ? null : <span className="ms-1 text-ink-faint">{t('contact.claimed')}</span>}
            {identity.unreachableSince ? (
              <span className="block text-warn">{t('contact.unreachable', { when: new Date(identity.unreachableSince).toLocaleDateString(locale, { dateStyle: 'medium' }) })}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {invites ? (
        <Suspense>
          <Invitations contact={contact} />
        </Suspense>
      ) : null}
    </Section>
  );
}

function Card({ contact, conversation }: { readonly contact: ContactView; readonly conversation: ConversationView }) {
  const { t } = useTranslation();
  const [blocking, setBlocking] = useState(false);
  const change = useContactChange(contact);
  return (
    <>
      <Face name={contact.name ?? '?'} size="large" />
      <ContactName contact={contact} onName={(name) => void change.save({ name })} />
      <Facts contact={contact} />
      {contact.blockedAt ? (
        <p className="mt-3 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
          {t('contact.blocked')}{' '}
          <button type="button" className="text-accent underline underline-offset-4" onClick={() => void change.unblock()}>
            {t('contact.unblock')}
          </button>
        </p>
      ) : null}
      <Identities contact={contact} />
      <PreferencesOf contact={contact} />
      <Moods contact={contact.id} current={conversation.id} />
      <Promises conversation={conversation.id} contact={contact.id} />
      <OtherConversations contact={contact.id} current={conversation.id} />
      <Attributes contact={contact} onSave={(attributes) => change.save({ attributes })} />
      <ContactMerges contact={contact} />
      {contact.blockedAt ? null : (
        <p className="mt-6">
          <button
            type="button"
            className="text-sm text-ink-faint underline decoration-line underline-offset-4 hover:text-danger"
            onClick={() => setBlocking(true)}
          >
            {t('action.block')}
          </button>
        </p>
      )}
      {blocking ? (
        <Suspense>
          <BlockDialog contact={contact} onClose={() => setBlocking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Facts({ contact }: { readonly contact: ContactView }) {
  const { t, language } = useTranslation();
  const now = useNow();
  const parts = [
    contact.language ? languageName(contact.language, language) : null,
    contact.timeZone ? t('contact.localTime', { clock: zoneClock(now, contact.timeZone, language) }) : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? <p className="figures mt-0.5 text-sm text-ink-soft">{parts.join(' · ')}</p> : null;
}
