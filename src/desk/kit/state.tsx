// What stands where there is nothing yet, nothing at all, or nothing that could be fetched.
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRefusalWords } from '../wording/refusal-words.ts';
import { Button } from './button.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** What this place is for, and the one thing to do next. */
export function Empty({ title, children, action }: { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-12 text-center">
      <p className="font-medium text-ink">{title}</p>
      {children ? <p className="mt-1.5 text-sm text-balance text-ink-soft">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}

/** What happened, what was kept, what to do. */
export function Trouble({ error, onRetry, children }: { readonly error: unknown; readonly children?: ReactNode; onRetry?(): void }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const { sentence, whatToDo } = words(error);
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-md border border-danger/40 bg-danger-wash px-3 py-2.5 text-sm">
      <CircleAlert size={17} className="mt-0.5 shrink-0 text-danger" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-danger">{sentence}</p>
        <p className="text-ink-soft">{whatToDo}</p>
        {children}
      </div>
      {onRetry ? (
        <Button small onClick={onRetry}>
          {t('action.retry')}
        </Button>
      ) : null}
    </div>
  );
}

export function Skeleton({ className }: { readonly className: string }) {
  return <div aria-hidden="true" className={`skeleton ${className}`} />;
}
