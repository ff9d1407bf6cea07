// How a person and a conversation stand in the palette, wherever they were found.
import type { useNavigate } from '@tanstack/react-router';
import type { ConversationView } from '../../../contract/views.ts';
import type { Entry } from '../entry.ts';

type Navigate = ReturnType<typeof useNavigate>;

/** Leads to everything of theirs. */
export function contactEntry({ id, label, about }: { readonly id: string; readonly label: string; readonly about: string }, navigate: Navigate): Entry {
  return { id: `contact:${id}`, group: 'contacts', label, about, run: () => void navigate({ to: '/find', search: { contact: id } }) };
}

export function conversationEntry(conversation: ConversationView, name: string, numbered: (number: number) => string, navigate: Navigate, about = conversation.last.text): Entry {
  const { id, number, subject } = conversation;
  return {
    id: `conversation:${id}`, group: 'conversations', label: subject ? `${name} — ${subject}` : name, also: `${number} #${number} ${numbered(number)}`, about,
    run: () => void navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: id } }),
  };
}
