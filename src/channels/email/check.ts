// Tries an inbox's settings for real: signs in both ways, opens the folder, sends nothing.
import { createTransport } from 'nodemailer';
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import type { EmailConfig } from './config.ts';
import { openImap, problemOf } from './connection/imap.ts';
import { smtpOptions } from './connection/smtp.ts';
import { failureOf } from './outgoing/outcome.ts';

export async function check(config: EmailConfig, io: ChannelIo): Promise<CheckResult> {
  const problems = (await Promise.all([checkImap(config, io), checkSmtp(config, io)])).filter((problem) => problem !== null);
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

async function checkImap(config: EmailConfig, io: ChannelIo): Promise<Problem | null> {
  if (!config.imap) return { code: 'email.not-connected', detail: 'IMAP: no server is set' };
  try {
    const client = await openImap(config, io, io.signal);
    try {
      await client.mailboxOpen(config.folder, { readOnly: true });
    } finally {
      await client.logout().catch(() => client.close());
    }
    return null;
  } catch (error) {
    return inbound(problemOf(error, config));
  }
}

async function checkSmtp(config: EmailConfig, io: ChannelIo): Promise<Problem | null> {
  if (!config.smtp) return { code: 'email.not-connected', detail: 'SMTP: no server is set' };
  const transport = createTransport(smtpOptions(config, io));
  try {
    await transport.verify();
    return null;
  } catch (error) {
    const { code, reason } = failureOf(error, false);
    return { code, detail: reason.startsWith('SMTP: ') ? reason : `SMTP: ${reason}` };
  } finally {
    transport.close();
  }
}

const inbound = ({ code, detail }: Problem): Problem => ({ code, detail: `IMAP: ${detail}` });
