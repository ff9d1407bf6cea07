import type { NotificationView } from '../../contract/views.ts';
import type { DeskState } from '../../contract/state.ts';
import type { Translate } from '../wording/interface.ts';

/** Who did it is named where that is known. */
export function notificationWords(t: Translate, { kind, data }: Pick<NotificationView, 'kind' | 'data'>, agents: DeskState['agents']): string {
  const name = agents[data['by'] ?? '']?.name;
  if (name !== undefined && (kind === 'mentioned' || kind === 'conversation-assigned')) return t(`notifications.by.${kind}`, { name });
  if (kind === 'plan-returned' && data['for'] === 'third party') return t('notifications.letterReturned');
  return kind === 'delivery-failed' && data['code'] === 'copy-not-delivered' ? t('notifications.copyMissed') : kind === 'conversations-assigned' ? t('notifications.conversations-assigned', { count: Number(data['count']) }) : t(`notifications.${kind}`);
}
