// Name, address and events of a webhook: whole groups, or kinds one by one.
import { useState, type FormEvent } from 'react';
import { eventGroups, kindsInGroup, type EventGroup } from '../../contract/event-groups.ts';
import { CheckField, TextField } from '../kit/field.tsx';
import { Refused } from '../live/request.ts';
import { SaveRow } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { useFieldMistakes, useRefusalWords } from '../wording/refusal-words.ts';
import type { WebhookWanted } from './machines-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export const emptyWebhook: WebhookWanted = { name: '', address: '', groups: ['messages', 'conversations'], kinds: [] };

export function WebhookForm({ given, label, onSave }: { readonly given: WebhookWanted; readonly label?: string; onSave(wanted: WebhookWanted): Promise<unknown> }) {
  const { t } = useTranslation('machines');
  const [wanted, setWanted] = useState(given);
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const told = useRefusalWords();
  const ofAddress = save.error instanceof Refused && save.error.body.code.startsWith('webhook-address-') ? told(save.error).sentence : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save.run(() => onSave({ ...wanted, name: wanted.name.trim(), address: wanted.address.trim() }));
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <TextField
        label={t('webhook.name')}
        hint={t('webhook.nameHint')}
        required
        maxLength={200}
        value={wanted.name}
        mistake={mistake('name')}
        onChange={({ target }) => setWanted({ ...wanted, name: target.value })}
      />
      <TextField
        label={t('webhook.address')}
        hint={t('webhook.addressHint')}
        required
        type="url"
        maxLength={2_000}
        value={wanted.address}
        mistake={ofAddress ?? mistake('address')}
        onChange={({ target }) => setWanted({ ...wanted, address: target.value })}
      />
      <Events wanted={wanted} onChange={(events) => setWanted({ ...wanted, ...events })} />
      <SaveRow {...save} {...(label ? { label } : {})} />
    </form>
  );
}

type Chosen = Pick<WebhookWanted, 'groups' | 'kinds'>;

function Events({ wanted, onChange }: { readonly wanted: Chosen; onChange(chosen: Chosen): void }) {
  const { t } = useTranslation('machines');
  const { groups, kinds } = wanted;
  return (
    <fieldset className="space-y-2">
      <legend className="label">{t('webhook.events')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {eventGroups.map((group) => (
          <CheckField
            key={group}
            label={t(`group.${group}`)}
            hint={t(`groupAbout.${group}`)}
            checked={groups.includes(group)}
            onChange={({ target }) => onChange({ groups: eventGroups.filter((one) => (one === group ? target.checked : groups.includes(one))), kinds })}
          />
        ))}
      </div>
      <details className="text-sm" open={kinds.length > 0}>
        <summary className="cursor-pointer py-1 text-ink-soft">{t('webhook.singly')}</summary>
        {eventGroups.filter((group) => !groups.includes(group)).map((group) => (
          <Kinds key={group} group={group} kinds={kinds} onChange={(next) => onChange({ groups, kinds: next })} />
        ))}
      </details>
      {groups.length + kinds.length === 0 ? (
        <p role="status" className="text-sm text-ink-soft">
          {t('webhook.eventsMissing')}
        </p>
      ) : null}
    </fieldset>
  );
}

/** By the names that the program will read. */
function Kinds({ group, kinds, onChange }: { readonly group: EventGroup; readonly kinds: readonly string[]; onChange(kinds: readonly string[]): void }) {
  const { t } = useTranslation('machines');
  return (
    <fieldset className="py-1">
      <legend className="text-ink-soft">{t(`group.${group}`)}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {kindsInGroup(group).map((kind) => (
          <label key={kind} className="flex min-h-6 items-center gap-2 font-mono text-xs max-md:min-h-9">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={kinds.includes(kind)}
              onChange={({ target }) => onChange(target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
            />
            {kind}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
