// A page of conversations with the cursor of the next one.
import type { z } from 'zod';
import type { listReply } from '../../contract/requests.ts';
import type { Desk } from '../../operations/desk.ts';
import { findContacts } from '../../store/contact.ts';
import type { ListFilter } from '../../store/conversation-row.ts';
import { listConversationRows } from '../../store/conversation-row.ts';
import { cursorOf, readCursor } from '../page-cursor.ts';
import { presentContact, presentConversation } from './conversation.ts';

export async function listConversations(desk: Desk, workspace: string, filter: ListFilter, page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<z.infer<typeof listReply>> {
  const rows = await listConversationRows(desk.db, workspace, filter, readCursor(page.cursor, 'cursor'), page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const { contacts, identities } = await findContacts(desk.db, workspace, [...new Set(shown.filter((row) => row.contact_name === null).map((row) => row.contact))]);
  return {
    conversations: shown.map(presentConversation),
    contacts: contacts.map((contact) => presentContact(contact, identities)),
    next: rows.length > page.limit && last ? cursorOf({ at: last.last_at, id: last.id }) : null,
  };
}
