import { Link } from '@tanstack/react-router';
import { Undo2, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ActionKey, Button, IconButton } from './button.tsx';
import { current, subscribe, undoLast, withdraw, type Notice } from './notices.ts';
import { Trouble } from './state.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function NoticeBar() {
  const notice = useSyncExternalStore(subscribe, current);
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(1rem+var(--beneath-list,0px))] z-60 flex justify-center px-3 max-md:top-2 max-md:bottom-auto max-md:items-start md:justify-start md:ps-18 xl:ps-56"
    >
      {notice ? <Line key={notice.id} notice={notice} /> : null}
    </div>
  );
}

function Line({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const left = useSecondsLeft(notice);
  const [held, setHeld] = useState(false);
  const over = left <= 0 && !notice.trouble && !held;
  useEffect(() => {
    if (over) withdraw(notice.id);
  }, [notice.id, over]);
  if (notice.trouble) {
    return (
      <div className="floating pointer-events-auto flex max-w-lg items-start gap-1 p-1">
        <Trouble error={notice.trouble}>{notice.text}</Trouble>
        <IconButton label={t('action.close')} side="top" onClick={() => withdraw(notice.id)}>
          <X size={16} />
        </IconButton>
      </div>
    );
  }
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="floating appear pointer-events-auto flex max-w-full items-center gap-3 py-1.5 ps-4 pe-1.5 text-sm"
    >
      <span className="min-w-0">
        {notice.question ? <span className="block text-base font-medium">{notice.question}</span> : null}
        <span className="block truncate">{notice.text}</span>
      </span>
      {notice.counts ? <span className="figures text-ink-faint">{t('time.seconds', { count: Math.max(left, 0) })}</span> : null}
      {notice.undo ? (
        <Button small look="quiet" className="text-accent!" onClick={() => undoLast()}>
          <Undo2 size={15} aria-hidden="true" />
          {t('action.undo')}
          <ActionKey action="undo" className="pointer-coarse:hidden" />
        </Button>
      ) : null}
      {notice.conversation ? (
        <Link
          to="/inbox/$view/$conversation"
          params={{ view: 'all', conversation: notice.conversation }}
          onClick={() => withdraw(notice.id)}
          className="shrink-0 rounded-md px-2 py-1 font-medium text-accent hover:bg-sunken"
        >
          {t('notifications.look')}
        </Link>
      ) : null}
    </div>
  );
}

function useSecondsLeft(notice: Notice): number {
  const [left, setLeft] = useState(() => Math.ceil((notice.until - Date.now()) / 1_000));
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((notice.until - Date.now()) / 1_000)), 250);
    return () => clearInterval(timer);
  }, [notice.until]);
  return left;
}
