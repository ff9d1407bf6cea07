// What the server finds, a moment after typing pauses. Nothing waits for it. Words that give nothing are asked once more as they
// would read in the other keyboard layout.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { SearchReply } from '../../../contract/finding.ts';
import { finding } from '../../finding/finding-api.ts';
import type { Entry, Offered } from '../entry.ts';
import { otherLayout } from '../../keys/other-layout.ts';
import { contactEntry, conversationEntry } from './found-entries.ts';
import { useTranslation } from '../../wording/use-translation.ts';

const typingMs = 140;
const most = 6;
type Answer = { readonly words: string; readonly reply: SearchReply | null };

const isEmpty = (reply: SearchReply) => reply.results.length === 0 && reply.contacts.length === 0 && reply.numbered === null;

async function ask(words: string, signal: AbortSignal): Promise<SearchReply> {
  const reply = await finding.search({ q: words, limit: String(most) }, null, signal);
  const other = isEmpty(reply) ? otherLayout(words) : null;
  return other === null ? reply : finding.search({ q: other, limit: String(most) }, null, signal);
}

export function useServerEntries(typed: string): Offered {
  const { t } = useTranslation('keys');
  const { t: desk } = useTranslation();
  const navigate = useNavigate();
  const words = typed.trim();
  const asked = words.length >= 2 || /[\p{Script=Han}\d]/u.test(words);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (!asked) return undefined;
    const stopping = new AbortController();
    const put = (reply: SearchReply | null) => {
      if (!stopping.signal.aborted) setAnswer({ words, reply });
    };
    const timer = setTimeout(() => void ask(words, stopping.signal).then(put, () => put(null)), typingMs);
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [asked, words]);
  if (words === '') return { entries: [] };
  const current = answer?.words === words ? answer : null;
  const everywhere: Entry = { id: 'find-everywhere', group: 'conversations', label: t('palette.everywhere', { words }), action: 'search', run: () => void navigate({ to: '/find', search: { q: words } }) };
  const entries = current?.reply ? entriesOf(current.reply, { nameless: desk('contact.nameless'), number: (number) => t('palette.number', { number }), navigate }) : [];
  return { entries: [], found: [...entries, everywhere], waiting: asked && current === null, failed: current !== null && current.reply === null };
}

type Said = { readonly nameless: string; number(number: number): string; readonly navigate: ReturnType<typeof useNavigate> };

function entriesOf(reply: SearchReply, { nameless, number, navigate }: Said): Entry[] {
  const people = reply.contacts.map((contact) => contactEntry({ id: contact.id, label: contact.name ?? nameless, about: contact.found.find(({ kind }) => kind !== 'name')?.snippet.text ?? '' }, navigate));
  const numbered = reply.numbered ? [conversationEntry(reply.numbered, reply.numbered.contact.name ?? nameless, number, navigate)] : [];
  const matters = reply.results.map(({ conversation, hits }) => conversationEntry(conversation, conversation.contact.name ?? nameless, number, navigate, hits[0]?.snippet.text ?? conversation.last.text));
  return [...people, ...numbered, ...matters];
}
