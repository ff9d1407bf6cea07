// A stored reply as its channel gets it.
import type { Outgoing } from '../channels/channel.ts';
import type { RecipientsView } from '../contract/views.ts';
import type { Address } from '../domain/conversation/content.ts';
import { isMarked } from '../domain/formatting/marks.ts';
import { htmlOfMarks, plainText } from '../domain/formatting/rendered.ts';
import { listMessageAttachments } from '../store/attachment.ts';
import { listAnswerable } from '../store/conversation.ts';
import type { Db } from '../store/open.ts';
import type { TakenDelivery } from '../store/delivery.ts';
import { getOutgoing } from '../store/outgoing.ts';
import { givenId } from '../store/receive.ts';
import type { InboxAccount } from './inbox-account.ts';

/** How many earlier messages a reply refers to; mail programs thread by the nearest ones. */
const references = 20;

export async function composeOutgoing(db: Db, account: InboxAccount, delivery: TakenDelivery): Promise<Outgoing> {
  const { workspace } = delivery;
  const message = await getOutgoing(db, workspace, delivery.message);
  const attachments = await listMessageAttachments(db, workspace, delivery.message);
  const answered = await listAnswerable(db, workspace, message.conversation, delivery.inbox, references + 1);
  const sender = delivery.step === 0 ? (message.sender as Address | null) : (account.row.senders[0] ?? null);
  const signature = account.row.senders.find((one) => one.address.toLowerCase() === sender?.address.toLowerCase())?.signature ?? '';
  const marked = isMarked(message.text);
  return {
    message: {
      id: message.id,
      // A chat has no subject; a letter needs one.
      subject: message.subject ?? (account.channel.can.copies ? (message.conversation_subject ?? account.row.name) : null),
      text: withSignature(marked ? plainText(message.text) : message.text, signature, message.agent_signature, account.channel.can.copies),
      html: message.html ?? (marked && account.channel.can.formats.includes('html') ? htmlOfMarks(message.text) : null),
      attachments: attachments.map((one) => ({ name: one.name, mediaType: one.media_type, bytes: one.bytes, contentId: one.content_id, hash: one.hash })),
      sentAt: message.sent_at.toISOString(),
      machineSent: message.machine_sent,
    },
    to: delivery.recipient,
    // On another way than it was written for, it goes to the contact alone, from that inbox's own sender.
    recipients: delivery.step === 0 ? (message.recipients as RecipientsView) : { to: [{ name: null, address: delivery.recipient }], copy: [], blindCopy: [] },
    from: sender,
    conversation: { id: message.conversation, number: message.number, key: message.key },
    inReplyTo: answered.map((one) => one.external_id).filter((id) => id !== message.external_id).map(givenId).slice(-references),
    idempotencyKey: delivery.id,
  };
}

/** Signatures belong to letters: a channel that knows no copies (a chat, a messenger) gets none. */
function withSignature(text: string, ofSender: string, ofAgent: string, letter: boolean): string {
  if (!letter) return text;
  const signature = [ofAgent, ofSender].map((one) => one.trim()).filter((one) => one !== '').join('\n');
  return signature === '' ? text : `${text.trimEnd()}\n\n-- \n${signature}`;
}
