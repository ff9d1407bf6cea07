// What this person would like of us: by which way, when not, how they are addressed. It has effect where one writes.
import { lazy, Suspense, useState } from 'react';
import { Pencil } from 'lucide-react';
import type { ContactView } from '../../contract/views.ts';
import { channelName } from '../kit/channel.ts';
import { usePart } from '../writing/use-part.ts';
import { Section } from './section.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const PreferencesDialog = lazy(() => import('./preferences-dialog.tsx').then((module) => ({ default: module.PreferencesDialog })));

export function PreferencesOf({ contact }: { readonly contact: ContactView }) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const { t: desk } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!ready) return null;
  const { channel, quiet, address, title } = contact.preferences;
  const lines: readonly (readonly [string, string])[] = [
    ...(channel ? [[t('contact.channel'), channelName(desk, channel)] as const] : []),
    ...(quiet ? [[t('contact.quiet'), t('contact.quietLine', { from: quiet.from, to: quiet.to })] as const] : []),
    ...(address ? [[t('contact.address'), t(`contact.${address}`)] as const] : []),
    ...(title ? [[t('contact.titleField'), title] as const] : []),
  ];
  return (
    <Section
      title={t('contact.preferences')}
      action={
        <button
          type="button"
          aria-label={t('contact.change')}
          title={t('contact.change')}
          className="inline-flex size-7 items-center justify-center rounded-sm hover:bg-sunken"
          onClick={() => setOpen(true)}
        >
          <Pencil size={14} aria-hidden="true" />
        </button>
      }
    >
      {lines.length === 0 ? <p className="hint">{t('contact.none')}</p> : null}
      <dl className="space-y-1 text-sm">
        {lines.map(([name, value]) => (
          <div key={name} className="flex items-baseline gap-2">
            <dt className="max-w-32 shrink-0 truncate text-ink-faint">{name}</dt>
            <dd className="min-w-0 flex-1 break-words" dir="auto">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {open ? (
        <Suspense>
          <PreferencesDialog contact={contact} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}
