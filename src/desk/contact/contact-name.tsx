import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../contract/views.ts';

export function ContactName({ contact, onName }: { readonly contact: ContactView; onName(name: string | null): void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const save = () => {
    if (draft !== null && draft.trim() !== (contact.name ?? '')) onName(draft.trim() || null);
    setDraft(null);
  };
  if (draft !== null) {
    return (
      <input
        className="field mt-2"
        aria-label={t('contact.name')}
        dir="auto"
        autoFocus
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    );
  }
  return (
    <h2 className="mt-2 text-lg font-semibold">
      <button
        type="button"
        className="group/name -mx-1 inline-flex max-w-full items-baseline gap-1.5 rounded-sm px-1 text-start break-words hover:bg-sunken"
        title={t('contact.rename')}
        onClick={() => setDraft(contact.name ?? '')}
      >
        <span className="line-clamp-3 min-w-0" dir="auto">
          {contact.name ?? t('contact.nameless')}
        </span>
        <Pencil size={13} aria-hidden="true" className="invisible shrink-0 text-ink-faint group-hover/name:visible group-focus-visible/name:visible" />
      </button>
    </h2>
  );
}
