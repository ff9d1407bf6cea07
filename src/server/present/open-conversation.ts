// A conversation as it is opened: its newest messages and what else happened, its contact and its promises, and the cursor to go on from.
import type { z } from 'zod';
import { entryKinds, entryOf } from '../../contract/history.ts';
import type { historyReply, messagesReply, OpenReply } from '../../contract/requests.ts';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { listConversationCommitments } from '../../store/commitment.ts';
import { findContactOf } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import { getCursor } from '../../store/event.ts';
import { listHistory } from '../../store/history.ts';
import { findMessages, listMessages } from '../../store/message-row.ts';
import type { Db } from '../../store/open.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import type { PageEnd } from '../page-cursor.ts';
import { cursorOf } from '../page-cursor.ts';
import { iso, presentCommitment, presentContact, presentConversation } from './conversation.ts';
import { presentMessages } from './message.ts';

const atOnce = 100;

export async function openConversation(desk: Desk, workspace: string, id: string): Promise<OpenReply> {
  const [cursor, [row], { contacts, identities }, page, history, commitments] = await readTogether(desk.db, (db) => Promise.all([
    // Read before the rest: what changes in between comes again by its event, and applying it twice is harmless.
    getCursor(db, workspace), findConversationRows(db, workspace, [id]), findContactOf(db, workspace, id), pageBefore(db, workspace, id, null), historyBefore(db, workspace, id, null),
    listConversationCommitments(db, workspace, id),
  ]));
  if (!row) throw new Refusal('not-found');
  return { conversation: presentConversation(row), contact: presentContact(contacts[0]!, identities), ...page, history, commitments: commitments.map(presentCommitment), cursor };
}

export async function messagesBefore(db: Db, workspace: string, conversation: string, before: PageEnd | null): Promise<z.infer<typeof messagesReply>> {
  return readTogether(db, (together) => pageBefore(together, workspace, conversation, before));
}

async function pageBefore(db: Db, workspace: string, conversation: string, before: PageEnd | null): Promise<z.infer<typeof messagesReply>> {
  const parts = await listMessages(db, workspace, conversation, before, atOnce + 1);
  const more = parts.rows.length > atOnce;
  const rows = more ? parts.rows.slice(1) : parts.rows;
  const first = rows[0];
  return { messages: presentMessages({ ...parts, rows }), earlier: more && first ? cursorOf({ at: first.created_at, id: first.id }) : null };
}

export async function historyBefore(db: Db, workspace: string, conversation: string, before: number | null): Promise<z.infer<typeof historyReply>> {
  const { events, earlier } = await listHistory(db, workspace, conversation, entryKinds, before);
  return { entries: events.flatMap((event) => entryOf({ ...event, at: iso(event.at), actor: { kind: event.actor_kind, id: event.actor } }) ?? []), earlier };
}

export async function showConversation(desk: Desk, workspace: string, id: string): Promise<ConversationView> {
  const [row] = await findConversationRows(desk.db, workspace, [id]);
  if (!row) throw new Refusal('not-found');
  return presentConversation(row);
}

export async function showMessage(desk: Desk, workspace: string, id: string): Promise<MessageView> {
  const [view] = presentMessages(await readTogether(desk.db, (db) => findMessages(db, workspace, [id])));
  if (!view) throw new Refusal('not-found');
  return view;
}
