import type { ContactView, ConversationView } from '../../contract/views.ts';
import { useDesk } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Named = Pick<ConversationView, 'contact' | 'channel' | 'number'>;

/** What to call a contact: by name, else by the address they write from; a visitor of a chat has none and is told apart by a number. */
export function useContactLabel(conversation: Named): string {
  const { t } = useTranslation();
  const address = useDesk((state) => (conversation.contact.name ? null : addressOf(state.contacts[conversation.contact.id])));
  if (conversation.contact.name) return conversation.contact.name;
  if (address) return address;
  return conversation.channel === 'web-chat' ? t('contact.visitorNumber', { number: conversation.number }) : t('contact.nameless');
}

/** An e-mail address or a phone number says something to people; the ids that other channels give do not. */
export function addressOf(contact: Pick<ContactView, 'identities'> | undefined): string | null {
  return contact?.identities.find(({ externalId }) => /^[^@\s]+@[^@\s]+$|^\+?\d{5,}$/.test(externalId))?.externalId ?? null;
}

export function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
