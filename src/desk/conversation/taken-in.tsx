// How a message came in: what a reader must know about it (cut, too large, encrypted), and the page where a visitor wrote it.
import { Globe, Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../contract/views.ts';
import { Problem } from '../kit/problem.tsx';

export function TakenIn({ notices, page }: Pick<MessageView, 'notices' | 'page'>) {
  const { t } = useTranslation();
  return (
    <>
      {notices.length > 0 ? (
        <ul aria-label={t('message.notices')} className="mt-2 max-w-2xl space-y-1">
          {notices.map((code) => (
            <li key={code} className="flex gap-2 rounded-md border border-line bg-sunken px-2.5 py-1.5">
              <Info size={15} className="mt-0.5 shrink-0 text-ink-faint" aria-hidden="true" />
              <Problem problem={{ code, detail: '' }} />
            </li>
          ))}
        </ul>
      ) : null}
      {page ? (
        <p className="mt-1.5 flex items-center gap-1.5 text-xs text-ink-faint">
          <Globe size={13} className="shrink-0" aria-hidden="true" />
          <span className="shrink-0">{t('message.page')}</span>
          <a
            href={page.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            title={page.url}
            className="min-w-0 truncate underline decoration-line underline-offset-4 hover:text-ink"
            dir="auto"
          >
            {page.title.trim() || page.url.replace(/^https?:\/\//iu, '')}
          </a>
        </p>
      ) : null}
    </>
  );
}
