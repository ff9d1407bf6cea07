// Contacts that were joined to this one, each with its way back; and the way to join another.
import { Undo2, UsersRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { MergeView } from '../../contract/merge.ts';
import type { ContactView } from '../../contract/views.ts';
import { Section } from '../contact/section.tsx';
import { IconButton } from '../kit/button.tsx';
import { usePart } from '../writing/use-part.ts';
import { contactMerging } from './merging-api.ts';
import { undoMerge } from './undo-merge.ts';
import { useLast, usePreview } from './use-preview.ts';
import { useTranslation } from '../wording/use-translation.ts';

const ContactMergeDialog = lazy(() => import('./contact-merge-dialog.tsx').then((module) => ({ default: module.ContactMergeDialog })));

export function ContactMerges({ contact }: { readonly contact: ContactView }) {
  const ready = usePart('merging');
  return ready ? <Shown contact={contact} /> : null;
}

function Shown({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation('merging');
  const [joining, setJoining] = useState(false);
  const merges = useMerges(contact);
  return (
    <>
      {merges.length > 0 ? (
        <Section title={t('contact.joined')}>
          <ul className="space-y-1 text-sm">
            {merges.map((merge) => (
              <Joined key={merge.id} merge={merge} />
            ))}
          </ul>
        </Section>
      ) : null}
      <p className="mt-6">
        <button type="button" className="inline-flex items-center gap-1.5 text-sm text-ink-faint underline decoration-line underline-offset-4 hover:text-ink" onClick={() => setJoining(true)}>
          <UsersRound size={14} aria-hidden="true" />
          {t('contact.merge')}
        </button>
      </p>
      {joining ? (
        <Suspense>
          <ContactMergeDialog contact={contact} onClose={() => setJoining(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Joined({ merge }: { readonly merge: MergeView }) {
  const { t } = useTranslation('merging');
  const name = merge.parts.map((part) => part.name ?? t('contact.nameless')).join(', ');
  return (
    <li className="flex items-center gap-2">
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {name}
      </span>
      <IconButton label={merge.undoable ? t('contact.undoLabel', { name }) : t('contact.newer')} side="left" disabled={!merge.undoable} onClick={() => void undoMerge(merge.id, t('contact.undone'))}>
        <Undo2 size={15} />
      </IconButton>
    </li>
  );
}

/** Asked again whenever the contact changed: joining and parting change it. Failing here costs a list at the side. */
function useMerges({ id, version }: ContactView): readonly MergeView[] {
  return useLast(usePreview(`${id} ${version}`, () => contactMerging.merges(id)).value)?.merges ?? [];
}
