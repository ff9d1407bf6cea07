// Contacts that were found: choosing one shows all of their conversations.
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import type { SearchContact } from '../../contract/finding.ts';
import { Snippet } from './snippet.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const few = 3;

export function PeopleFound({ contacts, onChoose }: { readonly contacts: readonly SearchContact[]; onChoose(contact: SearchContact): void }) {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  const [all, setAll] = useState(false);
  if (contacts.length === 0) return null;
  const shown = all ? contacts : contacts.slice(0, few);
  return (
    <section aria-label={t('people.title')} className="border-b border-line pb-1.5">
      <h2 className="px-3.5 pt-2 text-xs font-medium text-ink-faint">{t('people.title')}</h2>
      <ul>
        {shown.map((contact) => {
          const name = contact.found.find((found) => found.kind === 'name');
          const besides = contact.found.filter((found) => found !== name)[0];
          return (
            <li key={contact.id}>
              <button type="button" data-found="" className="flex min-h-9 w-full items-center gap-2 px-3.5 text-start text-sm hover:bg-sunken" onClick={() => onChoose(contact)}>
                <UserRound size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
                <span className="shrink-0 font-medium">{name ? <Snippet snippet={name.snippet} /> : (contact.name ?? desk('contact.nameless'))}</span>
                {besides ? (
                  <span className="truncate text-ink-soft">
                    {besides.kind === 'attribute' && besides.label ? `${besides.label}: ` : ''}
                    <Snippet snippet={besides.snippet} />
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
      {contacts.length > shown.length ? (
        <button type="button" className="px-3.5 py-1 text-xs text-accent hover:underline" onClick={() => setAll(true)}>
          {t('people.more', { count: contacts.length - shown.length })}
        </button>
      ) : null}
    </section>
  );
}
