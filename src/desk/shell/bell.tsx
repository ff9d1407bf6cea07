// What happened to me while I looked elsewhere. The list itself comes when it is opened.
import { Bell as BellSign } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { IconButton } from '../kit/button.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

const Notifications = lazy(() => import('./notifications.tsx').then((module) => ({ default: module.Notifications })));

export function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const unseen = useDesk((state) => Object.values(state.notifications).filter((notification) => notification.seenAt === null).length);
  return (
    <>
      <IconButton
        label={unseen > 0 ? t('notifications.unseen', { count: unseen }) : t('notifications.title')}
        side="right"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <BellSign size={17} />
        {unseen > 0 ? (
          <span
            aria-hidden="true"
            className="absolute end-0.5 top-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] font-semibold text-accent-ink"
          >
            {unseen > 99 ? '99+' : unseen}
          </span>
        ) : null}
      </IconButton>
      {open ? (
        <Suspense>
          <Notifications onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
