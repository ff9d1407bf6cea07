import { Pencil } from 'lucide-react';
import type { ContactView } from '../../contract/views.ts';
import { EditInPlace } from '../kit/edit-in-place.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function ContactName({ contact, onName }: { readonly contact: ContactView; onName(name: string | null): void }) {
  const { t } = useTranslation();
  return (
    <h2 className="mt-2 text-lg font-semibold">
      <EditInPlace
        value={contact.name ?? ''}
        label={t('contact.name')}
        action={t('contact.rename')}
        longest={200}
        className="group/name inline-flex items-baseline gap-1.5"
        onSave={onName}
      >
        <span className="line-clamp-3 min-w-0" dir="auto">
          {contact.name ?? t('contact.nameless')}
        </span>
        <Pencil size={13} aria-hidden="true" className="invisible shrink-0 text-ink-faint group-hover/name:visible group-focus-visible/name:visible" />
      </EditInPlace>
    </h2>
  );
}
