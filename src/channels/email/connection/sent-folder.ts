// Puts a copy of what we sent into the mailbox's folder of sent mail, after the send and never in its way.
import type { ChannelIo, OutgoingAttachment } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import type { Composed } from '../outgoing/compose.ts';
import MailComposer from 'nodemailer/lib/mail-composer';
import { openImap, problemOf } from './imap.ts';

const underWay = new Set<Promise<void>>();

/** A copy that fails is logged and not tried again: the message itself was sent, and the desk holds it. */
export function keepCopy(composed: Composed, attachments: readonly OutgoingAttachment[], config: EmailConfig, io: ChannelIo): void {
  const copying = append(composed, attachments, config, io)
    .catch((error: unknown) => io.log('warn', 'no copy in the folder of sent mail', { code: problemOf(error, config).code }))
    .finally(() => underWay.delete(copying));
  underWay.add(copying);
}

/** For tests and for a process that stops: resolves when no copy is under way. */
export const copiesKept = async (): Promise<void> => void (await Promise.all(underWay));

async function append(composed: Composed, attachments: readonly OutgoingAttachment[], config: EmailConfig, io: ChannelIo): Promise<void> {
  const files = await Promise.all(attachments.map(async ({ name, mediaType, contentId, hash }) => ({ filename: name, contentType: mediaType, content: await io.openBlob(hash), ...(contentId === null ? {} : { cid: contentId }) })));
  const source = await new MailComposer({ ...composed.mail, attachments: files }).compile().build();
  const client = await openImap(config, io, io.signal);
  try {
    await client.append(config.sentFolder!, source, ['\\Seen'], composed.mail.date);
  } finally {
    await client.logout().catch(() => client.close());
  }
}
