import { Link, useNavigate } from '@tanstack/react-router';
import { Mail, MessageCircle, Phone, Plug, Send, Smartphone, Users } from 'lucide-react';
import { useState } from 'react';
import type { InboxView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { channelName } from '../kit/channel.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Empty } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { useChannels, type KnownChannel } from './channel-forms.ts';
import { Health } from './health.tsx';
import { InboxForm } from './inbox-form.tsx';
import { AdministratorsOnly, Page } from './parts.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const signs: Readonly<Record<string, typeof Mail>> = { email: Mail, 'web-chat': MessageCircle, telegram: Send, max: Send, whatsapp: Phone, sms: Smartphone, vk: Users };

/** These have forms of their own, and can be connected before the server has said what else there is. */
const usualChannels: readonly KnownChannel[] = ['email', 'web-chat'].map((name) => ({ name, checks: name === 'email', form: null }));

function useAddLabel(): (channel: string) => string {
  const { t } = useTranslation('settings');
  const { t: named } = useTranslation();
  return (channel) => (channel === 'email' || channel === 'web-chat' ? t(`inboxes.add.${channel}`) : t('inboxes.addOther', { channel: channelName(named, channel) }));
}

export function InboxesPage() {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const [adding, setAdding] = useState<KnownChannel | null>(null);
  const { data: known } = useChannels();
  const addLabel = useAddLabel();
  const inboxes = useDesk(
    (state) =>
      Object.values(state.inboxes).sort(
        (one, other) => Number(one.archivedAt !== null) - Number(other.archivedAt !== null) || one.name.localeCompare(other.name),
      ),
    sameList,
  );
  const actions = (
    <div className="flex flex-wrap justify-center gap-2">
      {(known?.channels ?? usualChannels).map((channel) => {
        const Sign = signs[channel.name] ?? Plug;
        return (
          <Button key={channel.name} onClick={() => setAdding(channel)}>
            <Sign size={16} aria-hidden="true" />
            {addLabel(channel.name)}
          </Button>
        );
      })}
    </div>
  );
  return (
    <AdministratorsOnly>
      <Page title={t('place.inboxes')} about={t('inboxes.about')} action={inboxes.length > 0 ? actions : undefined}>
        {inboxes.length === 0 ? (
          <Empty title={t('inboxes.none')} action={actions}>
            {t('inboxes.noneAbout')}
          </Empty>
        ) : null}
        {inboxes.length > 0 ? (
          <ul className="divide-y divide-line border-y border-line">
            {inboxes.map((inbox) => (
              <Line key={inbox.id} inbox={inbox} />
            ))}
          </ul>
        ) : null}
        {adding ? (
          <Dialog wide title={addLabel(adding.name)} onClose={() => setAdding(null)}>
            <InboxForm
              channel={adding.name}
              form={adding.form}
              onSaved={(inbox) => {
                setAdding(null);
                void navigate({ to: '/settings/inboxes/$inbox', params: { inbox: inbox.id } });
              }}
            />
          </Dialog>
        ) : null}
      </Page>
    </AdministratorsOnly>
  );
}

function Line({ inbox }: { readonly inbox: InboxView }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to="/settings/inboxes/$inbox" params={{ inbox: inbox.id }} className="-mx-2 block rounded-md px-2 py-2.5 hover:bg-sunken">
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium" dir="auto">
            {inbox.name}
          </span>
          <span className="shrink-0 text-sm text-ink-faint">{channelName(t, inbox.channel)}</span>
        </span>
        <Health inbox={inbox} />
      </Link>
    </li>
  );
}
