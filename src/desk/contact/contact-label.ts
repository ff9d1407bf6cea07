import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../contract/views.ts';

/** What to call a contact; a visitor of a chat who has not said a name is told apart by a number. */
export function useContactLabel(): (conversation: Pick<ConversationView, 'contact' | 'channel' | 'number'>) => string {
  const { t } = useTranslation();
  return ({ contact, channel, number }) => {
    if (contact.name) return contact.name;
    return channel === 'web-chat' ? t('contact.visitorNumber', { number }) : t('contact.nameless');
  };
}
