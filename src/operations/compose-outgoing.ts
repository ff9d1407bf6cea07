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
import { listCarried } from '../store/delivery.ts';
import type { OutgoingRow } from '../store/outgoing.ts';
import { getOutgoing } from '../store/outgoing.ts';
import type { ExchangedWithThird } from '../store/third-party.ts';
import { listWithThirdParties } from '../store/third-party.ts';
import { givenId } from '../store/receive.ts';
import type { InboxAccount } from './inbox-account.ts';

/** How many earlier messages a reply refers to; mail programs thread by the nearest ones. */
const references = 20;

export async function composeOutgoing(db: Db, account: InboxAccount, delivery: TakenDelivery): Promise<Outgoing> {
  const { workspace } = delivery;
  const message = await getOutgoing(db, workspace, delivery.message);
  const carried = await listCarriedMessages(db, delivery, message);
  const attachments = (await Promise.all(carried.map(({ id }) => listMessageAttachments(db, workspace, id)))).flat().filter(isHere);
  const toThirdParty = message.direction === 'to third party';
  const answered = toThirdParty ? await threadWithThirdParty(db, workspace, message) : await listAnswerable(db, workspace, message.conversation, delivery.inbox, references + 1);
  const sender = delivery.step === 0 ? (message.sender as Address | null) : (account.row.senders[0] ?? null);
  const signature = account.row.senders.find((one) => one.address.toLowerCase() === sender?.address.toLowerCase())?.signature ?? '';
  const text = textOf(carried);
  const marked = !toThirdParty && isMarked(text);
  const written = carried.at(-1)!;
  return {
    message: {
      id: message.id,
      // A chat has no subject; a letter needs one.
      subject: message.subject ?? (account.channel.can.copies ? (message.conversation_subject ?? account.row.name) : null),
      ...letterOf({ ...message, text }, (own) => withSignature(own, signature, written.agent_signature, account.channel.can.copies)),
      html: (carried.length > 1 ? null : message.html) ?? (marked && account.channel.can.formats.includes('html') ? htmlOfMarks(text) : null),
      attachments: attachments.map((one) => ({ name: one.name, mediaType: one.media_type, bytes: one.bytes, contentId: one.content_id, hash: one.hash })),
      sentAt: written.sent_at.toISOString(),
      machineSent: carried.every((one) => one.machine_sent),
    },
    to: delivery.recipient,
    // On another way than it was written for, it goes to the contact alone, from that inbox's own sender.
    recipients: delivery.step === 0 ? (message.recipients as RecipientsView) : { to: [{ name: null, address: delivery.recipient }], copy: [], blindCopy: [] },
    from: sender,
    conversation: { id: message.conversation, number: message.number, key: toThirdParty ? message.third_party_key! : message.key },
    inReplyTo: answered.map((one) => one.external_id).filter((id): id is string => id !== null && id !== message.external_id).map(givenId).slice(-references),
    idempotencyKey: delivery.id,
  };
}

/** Of what we send ourselves nothing is ever away; the type does not know it. */
function isHere<One extends { readonly hash: string | null }>(one: One): one is One & { readonly hash: string } {
  return one.hash !== null;
}

/** Those that travel in one letter, in their order; on the way that it was written for, each message goes alone. */
async function listCarriedMessages(db: Db, delivery: TakenDelivery, message: OutgoingRow): Promise<readonly OutgoingRow[]> {
  if (delivery.step === 0) return [message];
  const ids = await listCarried(db, delivery.workspace, delivery.id);
  return ids.length < 2 ? [message] : Promise.all(ids.map((id) => getOutgoing(db, delivery.workspace, id)));
}

/** One after the other as in the chat; where several people wrote, each begins with their name. */
function textOf(carried: readonly OutgoingRow[]): string {
  const several = new Set(carried.map((one) => one.agent_name)).size > 1;
  return carried.map(({ text, agent_name: name }) => (several && name !== null ? `${name}:\n${text.trim()}` : carried.length > 1 ? text.trim() : text)).join('\n\n');
}

/** What is passed on to a third party stands below the signature, not above it. */
function letterOf({ direction, text, own_words: own }: OutgoingRow, signed: (text: string) => string): Pick<Outgoing['message'], 'text' | 'quoted'> {
  const end = own?.at(-1)?.end ?? 0;
  if (direction !== 'to third party') return { text: signed(isMarked(text) ? plainText(text) : text) };
  const quoted = text.slice(end).trim();
  return { text: signed(plainText(text.slice(0, end))), ...(quoted === '' ? {} : { quoted }) };
}

/** What was exchanged with that third party before; nothing where a letter begins anew. The customer's messages are no part of it. */
async function threadWithThirdParty(db: Db, workspace: string, { conversation, answers }: OutgoingRow): Promise<readonly ExchangedWithThird[]> {
  if (answers === null) return [];
  const all = await listWithThirdParties(db, workspace, conversation, references * 2);
  const people = (one: ExchangedWithThird) => (one.direction === 'from third party' ? [one.author] : one.to.map(({ address }) => address.toLowerCase()));
  const answered = all.find((one) => one.id === answers);
  if (!answered) return [];
  const who = people(answered);
  return [...all.filter((one) => one !== answered && people(one).some((address) => who.includes(address))), answered];
}

/** Signatures belong to letters: a channel that knows no copies (a chat, a messenger) gets none. */
function withSignature(text: string, ofSender: string, ofAgent: string, letter: boolean): string {
  if (!letter) return text;
  const signature = [ofAgent, ofSender].map((one) => one.trim()).filter((one) => one !== '').join('\n');
  return signature === '' ? text : `${text.trimEnd()}\n\n-- \n${signature}`;
}
