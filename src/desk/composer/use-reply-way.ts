// By which inbox an answer goes, and to whom else: what is usual, and what the agent chose instead.
import { useMemo } from 'react';
import type { ConversationView, InboxView, MessageView } from '../../contract/views.ts';
import { sameList, useDesk } from '../live/use-desk.ts';
import { usualCopies, writeAddresses } from './addresses.ts';
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
  const usual = useMemo(() => {
    if (!inbox?.can.copies) return '';
    const last = messages.findLast((message) => message.direction !== 'note' && message.inbox === inbox.id);
    const customer = contact?.identities.map((identity) => identity.externalId) ?? [];
    const ourselves = inbox.senders.map((sender) => sender.address);
    return writeAddresses(usualCopies(last?.recipients, customer, ourselves));
  }, [contact, inbox, messages]);
  return { contact, inbox, ways, copy: draft.copy ?? usual };
}
