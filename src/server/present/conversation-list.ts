// A page of conversations with the cursor of the next one.
import type { z } from 'zod';
import type { listReply } from '../../contract/requests.ts';
import type { Desk } from '../../operations/desk.ts';
import { findContacts } from '../../store/contact.ts';
import type { ListFilter } from '../../store/conversation-row.ts';
import type { Order } from '../../store/conversation-order.ts';
import { listInOrder } from '../../store/conversation-order.ts';
import { orderedCursorOf, readOrderedCursor } from '../page-cursor.ts';
import { presentContact, presentConversation } from './conversation.ts';

export async function listConversations(desk: Desk, workspace: string, filter: ListFilter, page: { readonly cursor?: string | undefined; readonly limit: number; readonly sort?: Order }): Promise<z.infer<typeof listReply>> {
  const found = await listInOrder(desk.db, workspace, filter, page.sort ?? 'newest', readOrderedCursor(page.cursor, 'cursor'), page.limit + 1);
  const last = found[page.limit - 1];
  const shown = found.slice(0, page.limit).map(({ row }) => row);
  const { contacts, identities } = await findContacts(desk.db, workspace, [...new Set(shown.filter((row) => row.contact_name === null).map((row) => row.contact))]);
  return {
    conversations: shown.map(presentConversation),
    contacts: contacts.map((contact) => presentContact(contact, identities)),
    next: found.length > page.limit && last ? orderedCursorOf(last.position) : null,
  };
}
