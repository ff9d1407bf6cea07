import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { NotificationView } from '../../contract/views.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Moment } from '../kit/moment.tsx';
import { Empty } from '../kit/state.tsx';
import { notifications as api } from '../live/desk-api.ts';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { notificationWords } from './notification-words.ts';
import { useTranslation } from '../wording/use-translation.ts';

const most = 100;

export function Notifications({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const store = useStore();
  const list = useDesk(
    (state) =>
      Object.values(state.notifications)
        .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
        .slice(0, most),
    sameList,
  );
  // Which were new stays to be seen while the list is open, although they count as seen from now on.
  const fresh = useRef(new Set(list.filter((notification) => notification.seenAt === null).map((notification) => notification.id)));
  useEffect(() => {
    const ids = [...fresh.current];
    if (ids.length === 0) return;
    const at = new Date().toISOString();
    const underway = store.begin((state) => ({
      ...state,
      notifications: Object.fromEntries(
        Object.entries(state.notifications).map(([id, one]) => [id, fresh.current.has(id) && one.seenAt === null ? { ...one, seenAt: at } : one]),
      ),
    }));
    const seen = list.filter((notification) => fresh.current.has(notification.id)).map((notification) => ({ ...notification, seenAt: at }));
    api
      .seen(ids)
      .then(() => underway.settle({ notifications: seen }))
      .catch(() => underway.undo());
    // Only what was unseen when the list was opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store]);
  return (
    <Dialog title={t('notifications.title')} onClose={onClose}>
      {list.length === 0 ? <Empty title={t('notifications.none')}>{t('notifications.noneAbout')}</Empty> : null}
      <ul className="-mx-2">
        {list.map((notification) => (
          <li key={notification.id}>
            <Line notification={notification} fresh={fresh.current.has(notification.id)} onGo={onClose} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ notification, fresh, onGo }: { readonly notification: NotificationView; readonly fresh: boolean; onGo(): void }) {
  const { t } = useTranslation();
  const agents = useDesk((state) => state.agents);
  const subject = useDesk((state) => (notification.conversation ? state.conversations[notification.conversation]?.contact.name : undefined));
  const words = (
    <>
      <span className="flex justify-between gap-3">
        <span className={fresh ? 'font-medium' : ''}>{notificationWords(t, notification, agents)}</span>
        <Moment at={notification.createdAt} ago className="shrink-0 text-ink-faint" />
      </span>
      <span className="block truncate text-ink-soft" dir="auto">
        {[notification.data['name'] ?? subject, notification.data['promise'] ?? notification.data['subject']].filter(Boolean).join(' · ')}
      </span>
    </>
  );
  const webhook = notification.kind === 'webhook-off' ? notification.data['webhook'] : undefined;
  if (webhook) {
    return (
      <Link to="/settings/webhooks/$webhook" params={{ webhook }} onClick={onGo} className="block rounded-md px-2 py-1.5 text-sm hover:bg-sunken">
        {words}
      </Link>
    );
  }
  if (!notification.conversation) return <div className="px-2 py-1.5 text-sm">{words}</div>;
  return (
    <Link
      to="/inbox/$view/$conversation"
      params={{ view: 'all', conversation: notification.conversation }}
      onClick={onGo}
      className="block rounded-md px-2 py-1.5 text-sm hover:bg-sunken"
    >
      {words}
    </Link>
  );
}
