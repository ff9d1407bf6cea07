// Sends the desk's own mail to somebody who works here. It belongs to no conversation: no plus-address, no copy in the sent folder.
import type { ChannelIo, OutgoingNotice, Sent } from '../channel.ts';
import { noticeId } from '../installation-mark.ts';
import type { EmailConfig } from './config.ts';
import { type Progress, smtpPool } from './connection/smtp.ts';
import { addressOf, domainOf } from './mime/address.ts';
import { failureOf } from './outgoing/outcome.ts';
import { notConnected } from './send.ts';

export async function notify(notice: OutgoingNotice, config: EmailConfig, io: ChannelIo): Promise<Sent> {
  if (!config.smtp) return notConnected;
  const [sender] = config.senders;
  if (!sender) return { ok: false, retry: 'never', code: 'email.sender-unknown', reason: 'this inbox has no sender address' };
  if (!addressOf(notice.to)) return { ok: false, retry: 'never', code: 'email.address-unusable', reason: 'the address of the recipient is not a mail address' };
  const { name, address } = sender;
  const messageId = `<${noticeId(notice.id, domainOf(address))}>`;
  const pool = smtpPool(config, io);
  const progress: Progress = { handedOver: false };
  pool.progress.set(messageId, progress);
  try {
    const { response } = await pool.transport.sendMail({
      from: { name, address }, to: notice.to, subject: notice.subject, text: notice.text, html: notice.html, headers: { ...notice.headers }, messageId, signal: io.signal,
    });
    return { ok: true, externalId: messageId.slice(1, -1), detail: response.slice(0, 300) };
  } catch (error) {
    return failureOf(error, progress.handedOver);
  } finally {
    pool.progress.delete(messageId);
  }
}
