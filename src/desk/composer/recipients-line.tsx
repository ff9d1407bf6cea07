// To whom, on which way, as whom. Copies open when they are wanted or when there are some already.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView, ConversationView, InboxView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { channelName } from '../kit/channel.ts';
import { readAddresses } from './addresses.ts';
import type { Draft } from './drafts.ts';

export type RecipientsProps = {
  readonly conversation: ConversationView;
  readonly contact: ContactView | undefined;
  readonly inbox: InboxView | undefined;
  /** Inboxes by which this contact can be reached. */
  readonly ways: readonly InboxView[];
  readonly draft: Draft;
  readonly copy: string;
  onChange(change: Partial<Draft>): void;
};

const small = 'rounded-sm border border-transparent bg-transparent py-0.5 text-sm text-ink hover:border-line';

export function RecipientsLine({ conversation, contact, inbox, ways, draft, copy, onChange }: RecipientsProps) {
  const { t } = useTranslation();
  const label = useContactLabel(conversation);
  const [open, setOpen] = useState(false);
  const identity = contact?.identities.find((one) => one.channel === inbox?.channel);
  const shown = open || copy.trim() !== '' || draft.blindCopy.trim() !== '';
  return (
    <div className="border-b border-line px-3 py-1 text-sm text-ink-soft">
      <div className="flex flex-wrap items-center gap-x-2">
        <span>{t('composer.to')}</span>
        <span className="max-w-64 truncate font-medium text-ink" dir="auto">
          {label}
        </span>
        <Way inbox={inbox} ways={ways} address={identity?.externalId} onChange={onChange} />
        <Sender inbox={inbox} draft={draft} onChange={onChange} />
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

function Way({ inbox, ways, address, onChange }: Pick<RecipientsProps, 'inbox' | 'ways'> & Change & { readonly address: string | undefined }) {
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
  // A visitor's id on a chat says nothing to anybody; an address does.
  return inbox ? (
    <span className="truncate">
      {channelName(t, inbox.channel)}
      {address?.includes('@') ? ` · ${address}` : ''}
    </span>
  ) : null;
}

function Sender({ inbox, draft, onChange }: Pick<RecipientsProps, 'inbox' | 'draft'> & Change) {
  const { t } = useTranslation();
  if (!inbox || inbox.senders.length < 2) return null;
  return (
    <select
      aria-label={t('composer.sender')}
      className={small}
      value={draft.sender ?? inbox.senders[0]?.address ?? ''}
      onChange={(event) => onChange({ sender: event.target.value })}
    >
      {inbox.senders.map((sender) => (
        <option key={sender.address} value={sender.address}>
          {t('composer.as', { sender: sender.name ? `${sender.name} <${sender.address}>` : sender.address })}
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
