// What just happened to me (a promise comes due, an answer failed) is said once where I am; the bell keeps it.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { NotificationView } from '../../contract/views.ts';
import { tellInPassing } from '../kit/notices.ts';
import { isFocused } from '../conversation/focus.ts';
import { useStore } from '../live/use-desk.ts';
import { notificationWords } from './notification-words.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Long enough to be read and followed without hurry. */
const stay = 15_000;

export function useTellNew(): void {
  const store = useStore();
  const { t } = useTranslation();
  const navigate = useNavigate();
  /** Who looks elsewhere is told by the browser, if they allowed it; what may be named is the workspace's to say. */
  const outside = (notification: NotificationView, title: string) => {
    const { workspace, conversations } = store.state();
    const { promise } = notification.data;
    const name = notification.data['name'] ?? conversations[notification.conversation ?? '']?.contact.name;
    const body = workspace?.pushText ? [name, promise].filter(Boolean).join(': ') : '';
    const go = (conversation: string) => void navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation } });
    void import('../notifying/window-notice.ts').then((module) => module.showInWindow(notification, { title, body }, go));
  };
  const say = useEffectEvent((notification: NotificationView) => {
    const { data, conversation } = notification;
    const what = data['promise'] ?? data['subject'];
    const words = notificationWords(t, notification, store.state().agents);
    if (notification.loud && !document.hasFocus()) outside(notification, words);
    tellInPassing({ text: what ? `${words}: ${what}` : words, until: Date.now() + stay, ...(conversation ? { conversation } : {}) });
  });
  useEffect(() => {
    let last = store.state().notifications;
    return store.subscribe(() => {
      const before = last;
      last = store.state().notifications;
      if (last === before) return;
      const fresh = Object.values(last).filter((one) => one.seenAt === null && before[one.id] === undefined);
      const newest = fresh.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))[0];
      if (newest && !isFocused()) say(newest);
    });
  }, [store]);
}
