import type { ConversationView } from '../../contract/views.ts';
import { useDesk } from '../live/use-desk.ts';

/** The customer's language, or else the one this workspace works in. */
export function useCustomerLanguage(conversation: ConversationView): string {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]?.language);
  const workspace = useDesk((state) => state.workspace?.language);
  return conversation.language ?? contact ?? workspace ?? '';
}
