// The desk's own mail to the people who work here: an invitation, a link for a new password, that a second factor was removed.
// Written in the transaction that gives the reason for it, sent by a worker (worker/send-notices.ts).
import { createHmac } from 'node:crypto';
import { seal, unseal } from '../store/sealed.ts';
import type { Db } from '../store/open.ts';
import type { Payload } from '../jobs/tasks.ts';
import type { Desk } from './desk.ts';

export type Notice = {
  readonly kind: 'invitation' | 'password-reset' | 'second-factor-removed';
  readonly to: string;
  readonly language: string;
  /** The workspace's name. */
  readonly workspace: string;
  /** The name of the agent who invites, or who did what is told; null where a machine did. */
  readonly invitedBy: string | null;
  readonly link: string;
  readonly expiresAt: string;
};

export async function sendNotice(desk: Desk, db: Db, workspace: string, notice: Notice): Promise<void> {
  const sealed = seal(desk.key, sealedFor(notice.kind, workspace), notice).toString('base64');
  await desk.jobs.add(db, 'send-notice', { notice: notice.kind, workspace, sealed });
}

/** Throws where it was sealed with another key: its link could not be believed either. */
export function openNotice(key: Buffer, { notice, workspace, sealed }: Payload<'send-notice'>): Notice {
  return unseal(key, sealedFor(notice, workspace), Buffer.from(sealed, 'base64')) as Notice;
}

function sealedFor(kind: string, workspace: string): string {
  return `notice ${kind} ${workspace}`;
}

/** What `installationMark` (channels/installation-mark.ts) is made with: notices carry it, and e-mail inboxes know it as `installationSecret`. */
export function installationSecret(key: Buffer): string {
  return createHmac('sha256', key).update('installation').digest('hex');
}
