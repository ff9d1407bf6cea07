// By which inbox an answer goes, and to whom else: what is usual, and what the agent chose instead.
import { useMemo } from 'react';
import type { ContactView, ConversationView, InboxView, MessageView } from '../../contract/views.ts';
import { usualCopies, usualSender, type Exchanged } from '../../domain/conversation/usual-addresses.ts';
import { sameList, useDesk } from '../live/use-desk.ts';
import { writeAddresses } from './addresses.ts';
import type { Draft } from './drafts.ts';

export function useReplyWay(conversation: ConversationView, messages: readonly MessageView[], draft: Draft) {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const inboxes = useDesk((state) => state.inboxes);
  const select = useMemo(() => {
    const channels = new Set(contact?.identities.map((identity) => identity.channel));
    return (state: { readonly inboxes: Readonly<Record<string, InboxView>> }) =>
      Object.values(state.inboxes).filter(
        (inbox) => inbox.archivedAt === null && (inbox.id === conversation.inbox || (channels.has(inbox.channel) && inbox.can.startsConversations)),
      );
  }, [contact, conversation.inbox]);
  const ways = useDesk(select, sameList);
  const inbox = inboxes[draft.inbox ?? conversation.inbox];
  const usual = useMemo(() => usualWay(inbox, contact, messages), [contact, inbox, messages]);
  return { contact, inbox, ways, to: usual.to, sender: draft.sender ?? usual.sender, copy: draft.copy ?? usual.copy };
}

/** What the server would choose where the agent chooses nothing; shown beforehand. */
function usualWay(inbox: InboxView | undefined, contact: ContactView | undefined, messages: readonly MessageView[]) {
  const exchanged = messages.filter((message) => message.direction !== 'note' && message.inbox === inbox?.id) as readonly (MessageView & Exchanged)[];
  const wroteFrom = exchanged.findLast((message) => message.direction === 'in')?.sender?.address;
  const to = wroteFrom ?? contact?.identities.find((identity) => identity.channel === inbox?.channel)?.externalId ?? null;
  if (!inbox) return { to, sender: null, copy: '' };
  const ourselves = inbox.senders.map((sender) => sender.address);
  const copies = inbox.can.copies ? usualCopies(exchanged.at(-1)?.recipients, to === null ? ourselves : [...ourselves, to]) : [];
  return { to, sender: usualSender(inbox.senders, exchanged)?.address ?? null, copy: writeAddresses(copies) };
}
