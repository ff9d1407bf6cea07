import type { Translate } from '../wording/interface.ts';
import type { NotificationView } from '../../contract/views.ts';

export function notificationWords(t: Translate<'desk'>, { kind, data }: Pick<NotificationView, 'kind' | 'data'>): string {
  if (kind === 'plan-returned' && data['for'] === 'third party') return t('notifications.letterReturned');
  return kind === 'delivery-failed' && data['code'] === 'copy-not-delivered' ? t('notifications.copyMissed') : kind === 'conversations-assigned' ? t('notifications.conversations-assigned', { count: Number(data['count']) }) : t(`notifications.${kind}`);
}
