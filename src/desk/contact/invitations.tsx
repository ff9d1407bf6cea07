// Links by which this contact opens a chat with us on a channel where we cannot write first: who opens one is known to be them.
import { useQuery } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ContactView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { channelName } from '../kit/channel.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { contacts as api } from '../live/desk-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function Invitations({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="mt-2 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-ink-soft hover:text-ink">{t('contact.invite')}</summary>
      <p className="hint mt-1">{t('contact.inviteAbout')}</p>
      {open ? <Links contact={contact} /> : null}
    </details>
  );
}

function Links({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation();
  // A link says until when it holds: asked for anew whenever somebody looks.
  const query = useQuery({ queryKey: ['contact-links', contact.id, contact.version], queryFn: () => api.links(contact.id), gcTime: 0 });
  const [copied, setCopied] = useState<string | null>(null);
  if (query.isPending) return <Skeleton className="mt-2 h-8" />;
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <ul className="mt-1.5 space-y-1.5">
      {query.data.links.map(({ inbox, channel, link }) => (
        <li key={inbox} className="flex items-center gap-2">
          <a href={link} target="_blank" rel="noreferrer" className="min-w-0 flex-1 truncate text-accent underline underline-offset-4">
            {channelName(t, channel)}
          </a>
          <Button small onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(inbox))}>
            {copied === inbox ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
            {t(copied === inbox ? 'contact.inviteCopied' : 'contact.inviteCopy')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
