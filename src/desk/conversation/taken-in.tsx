// How a message came in: what a reader must know about it (cut, too large, encrypted), and the page where a visitor wrote it.
import { Globe } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { MessageView } from '../../contract/views.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Rare, so it is loaded when there is one. */
const Notices = lazy(() => import('./notices.tsx').then((module) => ({ default: module.Notices })));

export function TakenIn({ notices, page }: Pick<MessageView, 'notices' | 'page'>) {
  const { t } = useTranslation();
  return (
    <>
      {notices.length > 0 ? (
        <Suspense>
          <Notices codes={notices} />
        </Suspense>
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
