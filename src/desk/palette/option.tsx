import { clsx } from 'clsx';
import { Check, ChevronRight } from 'lucide-react';
import { Caps } from '../keys/caps.tsx';
import type { Entry } from './entry.ts';
import { useTranslation } from '../wording/use-translation.ts';

type OptionProps = { readonly id: string; readonly entry: Entry; readonly chosen: boolean; onPoint(): void; onChoose(): void };

/** One line: its name, what tells it apart, and its key. */
export function Option({ id, entry, chosen, onPoint, onChoose }: OptionProps) {
  const { t } = useTranslation('keys');
  const deeper = typeof entry.run !== 'function';
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onChoose}
      className={clsx('flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 py-1 text-sm max-md:min-h-11', chosen && 'bg-accent-wash')}
    >
      <span className="min-w-0 flex-1 truncate" dir="auto">
        <span>{entry.label}</span>
        {entry.about ? <span className="ms-2 text-xs text-ink-faint">{entry.about.replaceAll(/\s+/g, ' ').slice(0, 120)}</span> : null}
      </span>
      {entry.chosen ? (
        <>
          <Check size={15} className="shrink-0 text-accent" aria-hidden="true" />
          <span className="sr-only">{t('palette.has')}</span>
        </>
      ) : null}
      {entry.action ? (
        <span className="shrink-0 max-md:hidden">
          <Caps action={entry.action} most={1} />
        </span>
      ) : null}
      {deeper ? <ChevronRight size={15} className="shrink-0 text-ink-faint" aria-label={t('palette.more')} /> : null}
    </div>
  );
}
