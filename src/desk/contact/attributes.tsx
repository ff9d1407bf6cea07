// What the team knows about a contact beside names and addresses: pairs of words, written by hand or by other systems.
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ContactView } from '../../contract/views.ts';
import { noted } from '../../domain/contact/known.ts';
import { Button } from '../kit/button.tsx';
import { Section } from './section.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function Attributes({ contact, onSave }: { readonly contact: ContactView; onSave(attributes: Record<string, string>): Promise<boolean> }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const entries = Object.entries(contact.attributes);
  const remove = (name: string) => void onSave(Object.fromEntries(entries.filter(([key]) => key !== name)));
  return (
    <Section
      title={t('contact.attributes')}
      action={
        <button
          type="button"
          aria-label={t('contact.addAttribute')}
          title={t('contact.addAttribute')}
          className="inline-flex size-7 items-center justify-center rounded-sm hover:bg-sunken"
          onClick={() => setAdding(true)}
        >
          <Plus size={15} aria-hidden="true" />
        </button>
      }
    >
      {entries.length === 0 && !adding ? <p className="hint">{t('contact.noAttributes')}</p> : null}
      <dl className="space-y-1 text-sm">
        {entries.map(([name, value]) => (
          <div key={name} className="group/pair flex items-baseline gap-2">
            <dt className="max-w-28 shrink-0 truncate text-ink-faint" dir="auto">
              {/* What a joined contact knew differently (domain/contact/known.ts). */}
              {name.startsWith(noted) ? t('contact.also', { name: name.slice(noted.length) }) : name}
            </dt>
            <dd className="min-w-0 flex-1 break-words" dir="auto">
              {value}
            </dd>
            <button
              type="button"
              aria-label={t('contact.removeAttribute', { name })}
              onClick={() => remove(name)}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint opacity-0 group-hover/pair:opacity-100 hover:text-ink focus-visible:opacity-100"
            >
              <X size={13} aria-hidden="true" />
            </button>
          </div>
        ))}
      </dl>
      {adding ? (
        <AddForm
          onClose={() => setAdding(false)}
          onAdd={async (name, value) => {
            if (await onSave({ ...contact.attributes, [name]: value })) setAdding(false);
          }}
        />
      ) : null}
    </Section>
  );
}

function AddForm({ onAdd, onClose }: { onAdd(name: string, value: string): Promise<void>; onClose(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  return (
    <form
      className="mt-2 space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && value.trim() !== '') void onAdd(name.trim(), value.trim());
      }}
    >
      <input
        className="field"
        aria-label={t('contact.attributeName')}
        placeholder={t('contact.attributeName')}
        maxLength={100}
        dir="auto"
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <input
        className="field"
        aria-label={t('contact.attributeValue')}
        placeholder={t('contact.attributeValue')}
        maxLength={2_000}
        dir="auto"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button small look="quiet" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button small type="submit" disabled={name.trim() === '' || value.trim() === ''}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
