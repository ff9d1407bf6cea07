import { clsx } from 'clsx';
import type { Draft } from './drafts.ts';
import { useTranslation } from '../wording/use-translation.ts';

const kinds = ['reply', 'note'] as const;

export function ComposerTabs({ kind, onKind }: { readonly kind: Draft['kind']; onKind(kind: Draft['kind']): void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('composer.kind')} className="flex gap-1 border-b border-line px-2 pt-1">
      {kinds.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={kind === one}
          onClick={() => onKind(one)}
          className={clsx(
            '-mb-px rounded-none border-b-2 px-2 py-1 text-sm',
            kind === one ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-faint hover:text-ink',
          )}
        >
          {t(`composer.${one}`)}
        </button>
      ))}
    </div>
  );
}
