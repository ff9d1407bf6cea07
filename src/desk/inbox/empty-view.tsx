import { Link } from '@tanstack/react-router';
import { Empty } from '../kit/state.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import type { ViewName } from './views.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function EmptyView({ view }: { readonly view: ViewName }) {
  const { t } = useTranslation();
  const me = useMe();
  const noInbox = useDesk((state) => Object.values(state.inboxes).every((inbox) => inbox.archivedAt !== null));
  if (noInbox) {
    return (
      <Empty
        title={t('empty.noInbox')}
        {...(me.role === 'administrator'
          ? {
              action: (
                <Link
                  to="/settings/inboxes"
                  className="rounded-md border border-accent bg-accent px-3 py-1.5 text-sm font-medium text-accent-ink hover:bg-accent-strong"
                >
                  {t('empty.addInbox')}
                </Link>
              ),
            }
          : {})}
      >
        {me.role === 'administrator' ? t('empty.noInboxAbout') : t('empty.noInboxAgent')}
      </Empty>
    );
  }
  return <Empty title={t(`empty.${view}.title`)}>{t(`empty.${view}.about`)}</Empty>;
}
