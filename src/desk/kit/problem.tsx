// What went wrong with something, in words: what happened and was kept, what to do. What a machine said word for word stays folded.
import { clsx } from 'clsx';
import { useProblemWords } from '../wording/problem-words.ts';
import { Skeleton } from './state.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export type ProblemProps = {
  readonly problem: { readonly code: string; readonly detail: string };
  /** Says which of a mailbox's two servers it was. */ readonly withSide?: boolean;
  /** What a machine said: folded as a rule, left out where the whole is a link, open where it names somebody. */ readonly detail?: 'folded' | 'open' | 'none';
  readonly className?: string;
};

const sides = { IMAP: 'incoming', SMTP: 'outgoing' } as const;

export function Problem({ problem, withSide = false, detail = 'folded', className }: ProblemProps) {
  const { t } = useTranslation();
  const side = withSide ? /^(IMAP|SMTP):/.exec(problem.detail)?.[1] : undefined;
  const told = useProblemWords()(problem.code);
  if (told === 'loading') return <Skeleton className="my-1 h-4 w-72 max-w-full" />;
  return (
    <div className={clsx('text-sm', className)}>
      <p className="text-ink">
        {side ? <span className="font-medium">{t(`problem.${sides[side as keyof typeof sides]}`)} </span> : null}
        {told?.happened ?? t('problem.unknown')}
      </p>
      {told ? <p className="text-ink-soft">{told.whatToDo}</p> : null}
      {detail !== 'none' && problem.detail ? (
        <details open={detail === 'open'} className="text-ink-faint">
          <summary className="w-fit">{t('problem.said')}</summary>
          <p className="font-mono text-xs wrap-anywhere" dir="auto">
            {problem.detail}
          </p>
        </details>
      ) : null}
    </div>
  );
}
