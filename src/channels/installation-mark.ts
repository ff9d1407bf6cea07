// The header by which this installation knows its own notifications again when they come back into one of its inboxes.
// Everything that sends mail to agents (notifications, invitations) adds it; the e-mail channel passes such mail over.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const installationHeader = 'X-Attune-Installation';

/** The Message-ID of a notification, without its brackets. An absence message brings nothing of it back but this. */
export const noticeId = (id: string, domain: string): string => `notice-${id}@${domain}`;

export const isNoticeId = (messageId: string): boolean => /^notice-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@/i.test(messageId);

export const installationMark = (secret: string): string => createHmac('sha256', secret).update('attune installation').digest('hex').slice(0, 40);

export function isInstallationMark(value: string, secret: string): boolean {
  const given = Buffer.from(value.trim().toLowerCase());
  const expected = Buffer.from(installationMark(secret));
  return secret !== '' && given.length === expected.length && timingSafeEqual(given, expected);
}
