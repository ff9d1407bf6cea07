// What a trial sign-in said, both ways.
import { CircleCheck, CircleX } from 'lucide-react';
import { Problem } from '../kit/problem.tsx';
import type { CheckReply } from './settings-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function CheckResult({ reply }: { readonly reply: CheckReply }) {
  const { t } = useTranslation('settings');
  if (reply.ok)
    return (
      <p role="status" className="flex items-center gap-2 text-sm">
        <CircleCheck size={17} className="text-accent" aria-hidden="true" />
        {t('inbox.checkGood')}
      </p>
    );
  return (
    <div role="alert" className="rounded-md border border-danger/40 bg-danger-wash px-3 py-2.5 text-sm">
      <p className="font-medium text-danger">{t('inbox.checkBad')}</p>
      <ul className="mt-1 space-y-1">
        {reply.problems.map((problem) => (
          <li key={`${problem.code} ${problem.detail}`} className="flex gap-2">
            <CircleX size={16} className="mt-0.5 shrink-0 text-danger" aria-hidden="true" />
            <Problem problem={problem} withSide className="min-w-0" />
          </li>
        ))}
      </ul>
    </div>
  );
}
