// By which inbox an answer goes, and to whom else: what is usual, and what the agent chose instead.
import { useMemo } from 'react';
import type { ContactView, ConversationView, InboxView, MessageView } from '../../contract/views.ts';
import { usualCopies, usualSender, type Exchanged } from '../../domain/conversation/usual-addresses.ts';
import { windowUntil } from '../../domain/conversation/reply-window.ts';
import { useNow } from '../kit/moment.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { writeAddresses } from './addresses.ts';
import type { Draft } from './drafts.ts';
import { preferredWay } from './preferred-way.ts';

export function useReplyWay(conversation: ConversationView, messages: readonly MessageView[], draft: Draft) {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const inboxes = useDesk((state) => state.inboxes);
  const select = useMemo(() => {
    const channels = new Set(contact?.identities.flatMap((identity) => (identity.unreachableSince ? [] : [identity.channel])));
    return (state: { readonly inboxes: Readonly<Record<string, InboxView>> }) =>
      Object.values(state.inboxes).filter(
        (inbox) => inbox.archivedAt === null && (inbox.id === conversation.inbox || (channels.has(inbox.channel) && inbox.can.reachesKnown)),
      );
  }, [contact, conversation.inbox]);
  const ways = useDesk(select, sameList);
  const now = useNow();
  const preferred = useMemo(() => preferredWay(conversation, contact, ways, messages, now), [contact, conversation, messages, now, ways]);
  /** What is not the conversation's own way must be said to the server. */
  const chosen = draft.inbox ?? preferred;
  const inbox = inboxes[chosen ?? conversation.inbox];
  const usual = useMemo(() => usualWay(inbox, contact, messages), [contact, inbox, messages]);
  return { contact, inbox, chosen, ways, until: windowOf(inbox, messages), to: usual.to, toName: usual.toName, sender: draft.sender ?? usual.sender, copy: draft.copy ?? usual.copy };
}

function thirdPartiesIn(messages: readonly MessageView[]): readonly string[] {
  return messages.flatMap((message) => (message.direction === 'from third party' ? [message.author.id] : message.direction === 'to third party' ? [...message.recipients.to, ...message.recipients.copy].map((one) => one.address) : []));
}

/** As far as this conversation shows; the server knows what they wrote elsewhere too. */
function windowOf(inbox: InboxView | undefined, messages: readonly MessageView[]): string | null {
  if (!inbox || inbox.can.replyWindow === null) return null;
  return windowUntil(inbox.can.replyWindow, messages.findLast((message) => message.direction === 'in' && message.inbox === inbox.id)?.sentAt ?? null);
}

/** What the server would choose where the agent chooses nothing; shown beforehand. */
function usualWay(inbox: InboxView | undefined, contact: ContactView | undefined, messages: readonly MessageView[]) {
  const exchanged = messages.filter((message) => (message.direction === 'in' || message.direction === 'out') && message.inbox === inbox?.id) as readonly (MessageView & Exchanged)[];
  const wrote = exchanged.findLast((message) => message.direction === 'in');
  const wroteFrom = wrote?.sender?.address;
  // Somebody else than the contact wrote last (a copied colleague, the other person of two merged conversations): the answer goes to them.
  const toName = wrote !== undefined && wrote.author.id !== contact?.id ? (wrote.author.name ?? (wroteFrom?.includes('@') ? wroteFrom : null)) : null;
  const to = wroteFrom ?? contact?.identities.find((identity) => identity.channel === inbox?.channel)?.externalId ?? null;
  if (!inbox) return { to, toName, sender: null, copy: '' };
  // Third parties who got into the customer's thread get no copy unless somebody wants it.
  const ourselves = [...inbox.senders.map((sender) => sender.address), ...thirdPartiesIn(messages)];
  const copies = inbox.can.copies ? usualCopies(exchanged.at(-1)?.recipients, to === null ? ourselves : [...ourselves, to]) : [];
  return { to, toName, sender: usualSender(inbox.senders, exchanged)?.address ?? null, copy: writeAddresses(copies) };
}
