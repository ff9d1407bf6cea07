// Sends one message over SMTP. Says honestly what is known: sent, to be tried later, refused for ever, or perhaps sent.
import type { Readable } from 'node:stream';
import type { ChannelIo, Outgoing, OutgoingAttachment, Sent } from '../channel.ts';
import type { EmailConfig } from './config.ts';
import { keepCopy } from './connection/sent-folder.ts';
import { type Progress, smtpPool } from './connection/smtp.ts';
import { type Composed, compose, senderOf } from './outgoing/compose.ts';
import { failureOf } from './outgoing/outcome.ts';
import { addressOf } from './mime/address.ts';

/** Nobody said yet by which server this inbox sends. */
export const notConnected: Sent = { ok: false, retry: 'never', code: 'email.not-connected', reason: 'this inbox has no server for outgoing mail' };

export async function send(message: Outgoing, config: EmailConfig, io: ChannelIo): Promise<Sent> {
  if (!config.smtp) return notConnected;
  const sender = senderOf(config, message.from);
  if (!sender) return { ok: false, retry: 'never', code: 'email.sender-unknown', reason: 'the chosen sender address does not belong to this inbox' };
  if (!addressOf(message.to)) return { ok: false, retry: 'never', code: 'email.address-unusable', reason: 'the address of the recipient is not a mail address' };
  const composed = compose(message, config, sender);
  if (composed.envelope.size > config.maxBytes) {
    return { ok: false, retry: 'never', code: 'email.message-too-large', reason: `the mail would have ${composed.envelope.size} bytes, the limit of this inbox is ${config.maxBytes}` };
  }
  const opened: Readable[] = [];
  try {
    const files = await open(message.message.attachments, io, opened);
    return await hand({ composed, files, message }, config, io);
  } catch (error) {
    return failureOf(error, false);
  } finally {
    for (const stream of opened) stream.destroy();
  }
}

type File = { filename: string; contentType: string; content: Readable; cid?: string; contentDisposition: 'inline' | 'attachment' };

/** Opened before the server is called, so that a missing file stops the message rather than cutting it. */
async function open(attachments: readonly OutgoingAttachment[], io: ChannelIo, opened: Readable[]): Promise<File[]> {
  const files: File[] = [];
  for (const { name, mediaType, contentId, hash } of attachments) {
    const content = await io.openBlob(hash).catch((error: unknown) => {
      throw Object.assign(new Error(`the file ${name} could not be read: ${error instanceof Error ? error.message : 'no reason given'}`), { code: 'ESTREAM' });
    });
    // Until nodemailer listens, an early failure must not end the process; it shows again when the stream is read.
    content.on('error', () => {});
    opened.push(content);
    files.push({ filename: name, contentType: mediaType, content, ...(contentId === null ? {} : { cid: contentId }), contentDisposition: contentId === null ? 'attachment' : 'inline' });
  }
  return files;
}

async function hand({ composed, files, message }: { composed: Composed; files: File[]; message: Outgoing }, config: EmailConfig, io: ChannelIo): Promise<Sent> {
  const pool = smtpPool(config, io);
  const progress: Progress = { handedOver: false };
  pool.progress.set(composed.mail.messageId, progress);
  try {
    const dsn = reportsOn(composed, config);
    const info = await pool.transport.sendMail({ ...composed.mail, attachments: files, ...(dsn ? { dsn } : {}), envelope: composed.envelope, signal: io.signal });
    if (config.sentFolder !== null) keepCopy(composed, message.message.attachments, config, io);
    return sentOf(info.rejected, info.response, composed, message.to);
  } catch (error) {
    return failureOf(error, progress.handedOver);
  } finally {
    pool.progress.delete(composed.mail.messageId);
  }
}

/** RFC 3461: asked for only where a report can come back; our Message-ID is the envelope's id. */
function reportsOn(composed: Composed, config: EmailConfig) {
  if (composed.envelope.from === '') return null;
  return { id: composed.externalId, return: 'headers' as const, notify: ['failure' as const, 'delay' as const, ...(config.deliveryReports ? ['success' as const] : [])] };
}

/** The server took the mail but may have refused some of its recipients. */
function sentOf(rejected: readonly (string | { address: string })[] | undefined, response: string, composed: Composed, to: string): Sent {
  const refused = (rejected ?? []).map((one) => (typeof one === 'string' ? one : one.address));
  if (refused.some((address) => addressOf(address) === addressOf(to))) {
    return { ok: false, retry: 'never', code: 'email.recipient-refused', reason: `${to} was refused; the copies to others were accepted` };
  }
  return { ok: true, externalId: composed.externalId, detail: response.slice(0, 300), ...(refused.length > 0 ? { copiesMissed: refused.join(', ').slice(0, 500) } : {}) };
}
