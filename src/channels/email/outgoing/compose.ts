// What we send as a mail: addresses, ids, headers, text, its formatted form and files.
import type { Outgoing } from '../../channel.ts';
import type { Address } from '../../../domain/conversation/content.ts';
import type { EmailConfig, SenderConfig } from '../config.ts';
import { isAnswer } from '../incoming/thread.ts';
import { addressOf, asciiAddress } from '../mime/address.ts';
import { bounceAddress, ownMessageId, plusAddress, threadId } from '../own-id.ts';
import { htmlOfText } from './html-of-text.ts';

export type Composed = {
  readonly externalId: string;
  readonly envelope: { readonly from: string; readonly to: string[]; readonly size: number };
  readonly mail: ReturnType<typeof mailOf>;
};

const longestSubject = 900;

/** null when the wanted sender is not one of the inbox's. */
export function senderOf(config: EmailConfig, from: Address | null): SenderConfig | null {
  if (from === null) return config.senders[0]!;
  const wanted = addressOf(from.address);
  return config.senders.find((sender) => sender.address === wanted) ?? null;
}

export function compose(message: Outgoing, config: EmailConfig, sender: SenderConfig): Composed {
  const externalId = ownMessageId(config, message.message.id, message.conversation.key);
  const to = message.recipients.to.some((one) => addressOf(one.address) === addressOf(message.to)) ? message.recipients.to : [{ name: null, address: message.to }, ...message.recipients.to];
  const everybody = [...to, ...message.recipients.copy, ...message.recipients.blindCopy].map((one) => asciiAddress(one.address));
  const mail = mailOf(message, config, sender, { externalId, to });
  const from = message.message.machineSent ? '' : asciiAddress(bounceAddress(config, message.message.id, message.conversation.key) ?? sender.address);
  return { externalId, envelope: { from, to: [...new Set(everybody)], size: sizeOf(message, mail) }, mail };
}

function mailOf(message: Outgoing, config: EmailConfig, sender: SenderConfig, own: { externalId: string; to: readonly Address[] }) {
  const { key } = message.conversation;
  const answered = message.inReplyTo.filter((id) => /^[^\s<>@]+@[^\s<>@]+$/.test(id));
  const thread = threadId(config, key);
  const references = [...new Set([...(thread ? [thread] : []), ...answered])].slice(-50);
  const answerTo = plusAddress(config, key);
  const signed = withSignature(message.message.text, sender.signature);
  const text = message.message.quoted === undefined ? signed : `${signed.trimEnd()}\n\n${message.message.quoted}`.trimStart();
  return {
    messageId: `<${own.externalId}>`,
    date: new Date(message.message.sentAt),
    from: mailbox({ name: sender.name, address: sender.address }),
    to: own.to.map(mailbox),
    cc: message.recipients.copy.map(mailbox),
    ...(answerTo ? { replyTo: mailbox({ name: sender.name, address: answerTo }) } : {}),
    subject: subjectOf(message, config),
    ...(answered.length > 0 ? { inReplyTo: `<${answered.at(-1)!}>` } : {}),
    ...(references.length > 0 ? { references: references.map((id) => `<${id}>`).join(' ') } : {}),
    headers: {
      'X-Attune-Message': `<${own.externalId}>`,
      ...(message.message.machineSent ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
    text,
    html: message.message.html === null ? htmlOfText(text) : message.message.html + signatureIn(text),
  };
}

/** Display names lose what could end a header or pose as an address. */
const mailbox = ({ name, address }: Address): { name: string; address: string } => ({ name: (name ?? '').replace(/[\p{Cc}<>"\\]+/gu, ' ').trim().slice(0, 200), address: asciiAddress(address) });

function withSignature(text: string, signature: string): string {
  const trimmed = signature.trim();
  return trimmed === '' || text.trimEnd().endsWith(trimmed) ? text : `${text.trimEnd()}\n\n-- \n${trimmed}\n`;
}

/** The signature under the plain form, for the formatted one. */
function signatureIn(text: string): string {
  const at = text.lastIndexOf('\n-- \n');
  return at < 0 ? '' : `<br>${htmlOfText(text.slice(at + 1))}`;
}

function subjectOf(message: Outgoing, config: EmailConfig): string {
  const given = (message.message.subject ?? '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim().slice(0, longestSubject).toWellFormed();
  const mark = `[#${message.conversation.number}]`;
  const numbered = config.numberInSubject && !given.includes(mark) ? `${given} ${mark}`.trim() : given;
  return message.inReplyTo.length > 0 && !isAnswer(numbered) ? `Re: ${numbered}`.trim() : numbered;
}

/** Octets on the wire, slightly above the truth: base64 in lines of 76, twice the text, and the headers. */
function sizeOf(message: Outgoing, mail: { text: string; html: string }): number {
  const files = message.message.attachments.reduce((sum, file) => sum + Math.ceil((Math.ceil(file.bytes / 3) * 4 * 78) / 76) + 500, 0);
  return files + Math.ceil((Buffer.byteLength(mail.text) + Buffer.byteLength(mail.html)) * 1.4) + 4000;
}
