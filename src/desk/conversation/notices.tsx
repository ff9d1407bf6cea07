import { Info } from 'lucide-react';
import { Problem } from '../kit/problem.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** @param codes of the error catalogue: the message was cut, is encrypted, was too large */
export function Notices({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('message.notices')} className="mt-2 max-w-2xl space-y-1">
      {codes.map((code) => (
        <li key={code} className="flex gap-2 rounded-md border border-line bg-sunken px-2.5 py-1.5">
          <Info size={15} className="mt-0.5 shrink-0 text-ink-faint" aria-hidden="true" />
          <Problem problem={{ code, detail: '' }} />
        </li>
      ))}
    </ul>
  );
}
