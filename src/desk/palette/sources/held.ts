// People and conversations that this page holds: found at once, before the server has been asked.
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { addressOf } from '../../contact/contact-label.ts';
import { useDesk } from '../../live/use-desk.ts';
import type { Offered } from '../entry.ts';
import { contactEntry, conversationEntry } from './found-entries.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function useHeldEntries(typed: string): Offered {
  const { t } = useTranslation();
  const { t: words } = useTranslation('keys');
  const navigate = useNavigate();
  const conversations = useDesk((state) => state.conversations);
  const contacts = useDesk((state) => state.contacts);
  const sought = typed.trim() !== '';
  return useMemo(() => {
    if (!sought) return { entries: [] };
    const said = { nameless: t('contact.nameless'), number: (number: number) => words('palette.number', { number }) };
    const people = Object.values(contacts).flatMap((contact) => {
      const address = addressOf(contact);
      return contact.name || address ? [contactEntry({ id: contact.id, label: contact.name ?? address!, about: contact.name ? (address ?? '') : '' }, navigate)] : [];
    });
    const matters = Object.values(conversations).sort((one, other) => (one.last.at < other.last.at ? 1 : -1))
      .map((conversation) => conversationEntry(conversation, conversation.contact.name ?? addressOf(contacts[conversation.contact.id]) ?? said.nameless, said.number, navigate));
    return { entries: [...people, ...matters] };
  }, [contacts, conversations, navigate, sought, t, words]);
}
