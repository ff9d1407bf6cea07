// To whom, on which way, as whom. Copies open when they are wanted or when there are some already.
import { useState } from 'react';
import type { ConversationView, InboxView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { channelName } from '../kit/channel.ts';
import { readAddresses } from './addresses.ts';
import type { Draft } from './drafts.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type RecipientsProps = {
  readonly conversation: ConversationView;
  readonly inbox: InboxView | undefined;
  /** Inboxes by which this contact can be reached. */
  readonly ways: readonly InboxView[];
  readonly draft: Draft;
  /** The address it goes to, and the one of ours that it comes from. */
  readonly to: string | null;
  /** Whose it is, where that is somebody else than the contact. */
  readonly toName: string | null;
  readonly sender: string | null;
  readonly copy: string;
  onChange(change: Partial<Draft>): void;
};

const small = 'rounded-sm border border-transparent bg-transparent py-0.5 text-sm text-ink hover:border-line';

export function RecipientsLine({ conversation, inbox, ways, draft, to, toName, sender, copy, onChange }: RecipientsProps) {
  const { t } = useTranslation();
  const contactLabel = useContactLabel(conversation);
  const label = toName ?? contactLabel;
  const [open, setOpen] = useState(false);
  const shown = open || copy.trim() !== '' || draft.blindCopy.trim() !== '';
  return (
    <div className="border-b border-line px-3 py-1 text-sm text-ink-soft">
      <div className="flex flex-wrap items-center gap-x-2">
        <span>{t('composer.to')}</span>
        <span className="max-w-64 truncate font-medium text-ink" dir="auto">
          {label}
        </span>
        {/* A visitor's id on a chat says nothing to anybody; an address does. */}
        {to?.includes('@') && to !== label ? (
          <span className="max-w-64 truncate max-md:hidden" dir="auto">
            {to}
          </span>
        ) : null}
        <Way inbox={inbox} ways={ways} onChange={onChange} />
        <Sender inbox={inbox} sender={sender} onChange={onChange} />
        {inbox?.can.copies && !shown ? (
          <button type="button" className="ms-auto rounded-sm px-1.5 text-ink-faint hover:text-ink" onClick={() => setOpen(true)}>
            {t('composer.copy')}
          </button>
        ) : null}
      </div>
      {inbox?.can.copies && shown ? (
        <div className="mt-0.5 space-y-0.5">
          <AddressInput label={t('composer.copy')} value={copy} onChange={(value) => onChange({ copy: value })} />
          <AddressInput label={t('composer.blindCopy')} value={draft.blindCopy} onChange={(value) => onChange({ blindCopy: value })} />
        </div>
      ) : null}
    </div>
  );
}

type Change = Pick<RecipientsProps, 'onChange'>;

function Way({ inbox, ways, onChange }: Pick<RecipientsProps, 'inbox' | 'ways'> & Change) {
  const { t } = useTranslation();
  if (ways.length > 1) {
    return (
      <select
        aria-label={t('composer.way')}
        className={small}
        value={inbox?.id ?? ''}
        onChange={(event) => onChange({ inbox: event.target.value, sender: null })}
      >
        {ways.map((way) => (
          <option key={way.id} value={way.id}>
            {t('composer.wayName', { channel: channelName(t, way.channel), inbox: way.name })}
          </option>
        ))}
      </select>
    );
  }
  return inbox ? <span className="truncate">{channelName(t, inbox.channel)}</span> : null;
}

function Sender({ inbox, sender, onChange }: Pick<RecipientsProps, 'inbox' | 'sender'> & Change) {
  const { t } = useTranslation();
  if (!inbox || inbox.senders.length < 2) return null;
  return (
    <select
      aria-label={t('composer.sender')}
      className={small}
      value={sender ?? ''}
      onChange={(event) => onChange({ sender: event.target.value })}
    >
      {inbox.senders.map(({ name, address }) => (
        <option key={address} value={address}>
          {t('composer.as', { sender: name ? `${name} <${address}>` : address })}
        </option>
      ))}
    </select>
  );
}

function AddressInput({ label, value, onChange }: { readonly label: string; readonly value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const { wrong } = readAddresses(value);
  const told = left && wrong.length > 0;
  return (
    <div>
      <label className="flex items-center gap-2">
        <span className="shrink-0">{label}</span>
        <input
          type="text"
          inputMode="email"
          autoComplete="off"
          value={value}
          aria-invalid={told || undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => setLeft(true)}
          className="min-h-7 min-w-0 flex-1 rounded-sm bg-transparent px-1 text-ink"
        />
      </label>
      {told ? (
        <p role="alert" className="text-danger">
          {t('composer.wrongAddress', { address: wrong.join(', ') })}
        </p>
      ) : null}
    </div>
  );
}
