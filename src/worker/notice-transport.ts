// By which way the desk's own mail goes out: the server that is set for it, or else an inbox whose channel can carry it.
import { createTransport } from 'nodemailer';
import type { OutgoingNotice } from '../channels/channel.ts';
import { noticeId } from '../channels/installation-mark.ts';
import { Hopeless } from '../jobs/open.ts';
import type { Desk } from '../operations/desk.ts';
import { findNoticeInbox } from '../operations/find-notice-inbox.ts';
import type { InboxAccount } from '../operations/inbox-account.ts';
import { recordSending } from '../operations/record-health.ts';
import { channelIo } from './channel-io.ts';

export type NoticeSettings = { readonly smtpUrl: string | null; readonly mailFrom: string | null };

export interface NoticeTransport {
  /** Throws {@link Hopeless} where trying again cannot help, any other error where it may. */
  send(mail: OutgoingNotice): Promise<void>;
}

/** null: there is no way yet. `workspace` null: whichever is the first, where nobody is known yet. */
export async function noticeTransport(desk: Desk, settings: NoticeSettings, workspace: string | null = null): Promise<NoticeTransport | null> {
  const { smtpUrl, mailFrom } = settings;
  if (smtpUrl !== null) return { send: async (mail) => throughServer(desk, smtpUrl, mailFrom, mail) };
  const account = await findNoticeInbox(desk, desk.db, workspace);
  return account && { send: async (mail) => throughInbox(desk, account, mail) };
}

async function throughInbox(desk: Desk, account: InboxAccount, mail: OutgoingNotice): Promise<void> {
  const stopping = new AbortController();
  try {
    const sent = await account.channel.notify!(mail, account.config, channelIo(desk, account, stopping.signal));
    if (sent.ok) await recordSending(desk, account.row, null);
    else if (sent.ofInbox) await recordSending(desk, account.row, { code: sent.code, detail: sent.reason });
    if (!sent.ok) throw sent.retry === 'never' ? new Hopeless(sent.reason) : new Error(sent.reason);
  } finally {
    stopping.abort();
  }
}

/** Each mail on a connection of its own: they are few, and a kept one would be stale by the next. */
async function throughServer(desk: Desk, url: string, mailFrom: string | null, mail: OutgoingNotice): Promise<void> {
  const host = new URL(desk.publicAddress).hostname;
  const transport = createTransport({ url, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail({
      from: mailFrom ?? `attune@${host}`, to: mail.to, subject: mail.subject, text: mail.text, html: mail.html, headers: { ...mail.headers }, messageId: `<${noticeId(mail.id, host)}>`,
    });
  } catch (error) {
    throw isRefused(error) ? new Hopeless(reasonOf(error)) : new Error(reasonOf(error));
  } finally {
    transport.close();
  }
}

/** A permanent answer about this mail; a refused sign-in is a setting that can be mended. */
function isRefused(error: unknown): boolean {
  const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
  return code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500;
}

/** What is kept of a failure: the kind and the server's answer, never the mail. */
function reasonOf(error: unknown): string {
  const { code, response, message } = error as { readonly code?: string; readonly response?: string; readonly message?: string };
  return `${code ?? 'failed'}: ${response ?? message ?? ''}`.slice(0, 500);
}
