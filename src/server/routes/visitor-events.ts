// The desk's events as one visitor sees them, and everything from the beginning for a widget that holds nothing.
import { webChat } from '../../channels/registry.ts';
import type { EventsReply, VisitorEvent, VisitorMessage } from '../../contract/visitor.ts';
import type { Desk } from '../../operations/desk.ts';
import { getCursor, type EventRow } from '../../store/event.ts';
import {
  listAnswerTimes, listVisitorAttachments, listVisitorEvents, listVisitorMessages, type VisitorMessageRow, type VisitorScope,
} from '../../store/visitor.ts';
import { plainText } from '../../domain/formatting/rendered.ts';
import type { KnownVisitor } from './visitor-account.ts';

export const visitorEventKinds = ['message-received', 'message-edited', 'message-removed', 'delivery-changed', 'conversation-closed'] as const;

/** A widget that opens anew shows so many messages. */
const mostFresh = 200;
const atOnce = 200;
/** Own messages that one answer marks as read; those before were marked by the answer before. */
const mostRead = 20;

export async function visitorEvents(desk: Desk, asker: KnownVisitor, since: string | undefined): Promise<EventsReply> {
  // Read first: what happens in between comes again with the next question, and taking it twice changes nothing.
  const cursor = await getCursor(desk.db, asker.scope.workspace);
  const after = since !== undefined && /^\d{1,15}$/.test(since) ? Number(since) : Number.POSITIVE_INFINITY;
  if (after > cursor) return everything(desk, asker, String(cursor));
  const rows = await listVisitorEvents(desk.db, asker.scope, visitorEventKinds, after, atOnce);
  const complete = rows.length < atOnce;
  return { events: await presentEvents(desk, asker, rows), cursor: String(complete ? cursor : rows.at(-1)!.number), complete, fresh: false };
}

async function everything(desk: Desk, asker: KnownVisitor, cursor: string): Promise<EventsReply> {
  const { db } = desk;
  const rows = (await listVisitorMessages(db, asker.scope, mostFresh)).filter((row) => row.removed_at === null).toReversed();
  const messages = (await presentRows(desk, asker, rows)).map((message): VisitorEvent => ({ kind: 'message', cursor, message }));
  const first = rows[0]?.created_at ?? null;
  const shown = new Set(rows.map((row) => row.conversation));
  const closings = first === null ? [] : (await listVisitorEvents(db, asker.scope, ['conversation-closed'], 0, atOnce))
    .filter((event) => event.at >= first && shown.has(event.conversation ?? '') && isToldClosing(event)).map(closing);
  const at = (event: VisitorEvent) => (event.kind === 'message' ? event.message.at : event.kind === 'conversation-closed' ? event.at : '');
  return { events: [...messages, ...closings].sort((one, other) => (at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : 0)), cursor, complete: true, fresh: true };
}

/** Of these events, what the visitor is told, in their order. */
export async function presentEvents(desk: Desk, asker: KnownVisitor, events: readonly EventRow[]): Promise<VisitorEvent[]> {
  const ids = [...new Set(events.flatMap(messageOf))];
  const rows = ids.length === 0 ? [] : await listVisitorMessages(desk.db, asker.scope, ids.length, { messages: ids });
  const messages = new Map((await presentRows(desk, asker, rows)).map((message, at) => [rows[at]!.id, message]));
  const told: VisitorEvent[] = [];
  for (const event of events) {
    const cursor = String(event.number);
    const row = rows.find((one) => one.id === messageOf(event)[0]);
    const message = row && messages.get(row.id);
    if (event.kind === 'conversation-closed' && isToldClosing(event) && (await isChat(desk, asker.scope, event))) told.push(closing(event));
    if (!row || !message) continue;
    if (row.removed_at !== null) told.push({ kind: 'message-removed', cursor, id: message.id });
    else told.push({ kind: event.kind === 'message-edited' ? 'message-edited' : 'message', cursor, message });
    if (event.data['state'] === 'accepted' && row.author_kind === 'agent') told.push(...(await readBefore(desk, asker.scope, row)).map((id): VisitorEvent => ({ kind: 'receipt', cursor, id, state: 'read' })));
  }
  return told;
}

function messageOf(event: EventRow): readonly string[] {
  const { message, state } = event.data;
  // Until a channel accepted it, an answer can still be taken back.
  const notYet = event.kind === 'delivery-changed' && !['accepted', 'delivered', 'read'].includes(String(state));
  return typeof message === 'string' && !notYet ? [message] : [];
}

/** An answer is written against what was there before it, so that has been read. */
async function readBefore(desk: Desk, scope: VisitorScope, answer: VisitorMessageRow): Promise<readonly string[]> {
  const rows = await listVisitorMessages(desk.db, scope, mostRead, { conversation: answer.conversation, before: answer.created_at });
  return rows.filter((row) => row.direction === 'in').map(visitorId);
}

async function presentRows(desk: Desk, { row: inbox, config, scope }: KnownVisitor, rows: readonly VisitorMessageRow[]): Promise<readonly VisitorMessage[]> {
  const own = rows.filter((row) => row.direction === 'in');
  const [attachments, answered] = await Promise.all([
    listVisitorAttachments(desk.db, scope.workspace, rows.map((row) => row.id)),
    listAnswerTimes(desk.db, scope.workspace, [...new Set(own.map((row) => row.conversation))]),
  ]);
  const byMessage = Map.groupBy(attachments, (one) => one.message);
  const stateOf = (row: VisitorMessageRow): VisitorMessage['state'] => {
    if (row.direction === 'in') return (answered.get(row.conversation)?.getTime() ?? 0) > row.created_at.getTime() ? 'read' : 'delivered';
    return row.read_at ? 'read' : row.delivered_at ? 'delivered' : 'accepted';
  };
  return rows.map((row) => ({
    id: visitorId(row),
    author: { kind: row.author_kind === 'contact' ? 'visitor' : row.author_kind, name: row.author_name },
    text: row.direction === 'in' ? row.text : plainText(row.text),
    attachments: (byMessage.get(row.id) ?? []).map((one) => ({
      name: one.name, mediaType: one.media_type, bytes: one.bytes,
      path: `/chat/${inbox.token}/attachments/${one.id}?proof=${webChat.fileProof(one.id, config)}`,
    })),
    at: row.created_at.toISOString(),
    edited: row.edited_at !== null,
    state: stateOf(row),
  }));
}

/** Of a visitor's own message the id that the widget made, which ends the external id; of any other the desk's. */
function visitorId({ id, direction, external_id: external }: VisitorMessageRow): string {
  return direction === 'in' && external !== null ? external.slice(external.lastIndexOf('/') + 1) : id;
}

/** The same contact may have other conversations, by mail for instance, of which this visitor is told nothing. */
async function isChat(desk: Desk, scope: VisitorScope, { conversation, at }: EventRow): Promise<boolean> {
  return conversation !== null && (await listVisitorMessages(desk.db, scope, 1, { conversation, before: at })).length > 0;
}

/** That somebody takes their message for spam is not said to their face. */
function isToldClosing(event: EventRow): boolean {
  return event.data['because'] !== 'spam';
}

function closing(event: EventRow): VisitorEvent {
  return { kind: 'conversation-closed', cursor: String(event.number), at: event.at.toISOString() };
}
