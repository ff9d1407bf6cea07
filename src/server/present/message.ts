// Messages as the contract shows them, put together from their parts.
import type { HeldDeliveryView } from '../../contract/held.ts';
import type { DeliveryView, MessageView, ReadingView, RecipientsView } from '../../contract/views.ts';
import type { HeldRow } from '../../store/held-delivery.ts';
import type { MessageParts, MessageRow, ShownDeliveryRow } from '../../store/message-row.ts';
import { presentAttachment } from './attachment.ts';
import { iso, isoOrNull } from './conversation.ts';
import { presentCorrections } from './correction.ts';

export function presentMessages(parts: MessageParts): MessageView[] {
  const attachments = Map.groupBy(parts.attachments, (one) => one.message);
  const deliveries = Map.groupBy(parts.deliveries, (one) => one.message);
  const readings = new Map(parts.readings.map((reading) => [reading.message, reading]));
  return parts.rows.map((row) => ({
    ...presentRow(row),
    attachments: (attachments.get(row.id) ?? []).map(presentAttachment),
    reading: (readings.get(row.id)?.value as ReadingView | undefined) ?? null,
    corrections: presentCorrections(readings.get(row.id)?.corrections ?? null),
    deliveries: (deliveries.get(row.id) ?? []).map(presentDelivery),
  }));
}

function presentRow(row: MessageRow): Omit<MessageView, 'attachments' | 'reading' | 'corrections' | 'deliveries'> {
  return {
    id: row.id,
    conversation: row.conversation,
    home: row.home,
    inbox: row.inbox,
    direction: row.direction,
    author: { kind: row.author_kind, id: row.author, name: row.author_name },
    subject: row.subject,
    text: row.text,
    formatted: row.formatted,
    recipients: row.recipients as RecipientsView,
    sender: row.sender as MessageView['sender'],
    language: row.language,
    machineSent: row.machine_sent,
    sentAt: iso(row.sent_at),
    createdAt: iso(row.created_at),
    editedAt: isoOrNull(row.edited_at),
    removedAt: isoOrNull(row.removed_at),
    source: row.raw_input !== null,
    notices: [...(row.notices as MessageView['notices'])],
    page: row.page as MessageView['page'],
    ownWords: row.own_words === null ? null : [...row.own_words],
    mentions: [...row.mentions],
    answers: row.answers,
  };
}

export function presentDelivery(row: ShownDeliveryRow): DeliveryView {
  return {
    id: row.id,
    via: row.via,
    inbox: row.inbox,
    recipient: row.recipient,
    step: row.step,
    state: row.state,
    attempts: row.attempts,
    at: { queued: iso(row.queued_at), accepted: isoOrNull(row.accepted_at), delivered: isoOrNull(row.delivered_at), read: isoOrNull(row.read_at), failed: isoOrNull(row.failed_at) },
    due: isoOrNull(row.due_at),
    problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? '' },
    together: [...row.together],
  };
}

export function presentHeld(row: HeldRow): HeldDeliveryView {
  return {
    id: row.id, conversation: row.conversation, number: row.number, message: row.message, contact: row.contact, recipient: row.recipient, via: row.via, inbox: row.inbox,
    author: { kind: row.author_kind, id: row.author }, writtenAt: iso(row.written_at), start: row.start.replaceAll(/\s+/g, ' ').trim(),
  };
}
