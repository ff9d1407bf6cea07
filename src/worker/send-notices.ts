// Sends the desk's own mail: invitations, links for a new password.
import type { OutgoingNotice } from '../channels/channel.ts';
import { installationHeader, installationMark } from '../channels/installation-mark.ts';
import type { JobQueue } from '../jobs/open.ts';
import { Hopeless } from '../jobs/open.ts';
import type { Payload } from '../jobs/tasks.ts';
import type { Desk } from '../operations/desk.ts';
import type { Notice } from '../operations/send-notice.ts';
import { installationSecret, openNotice } from '../operations/send-notice.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { NoticeSettings } from './notice-transport.ts';
import { noticeTransport } from './notice-transport.ts';
import { wordNotice } from './notice-wording.ts';

/** From now on, until the queue is closed. */
export async function sendNotices({ desk, jobs }: { readonly desk: Desk; readonly jobs: JobQueue }, settings: NoticeSettings): Promise<void> {
  await jobs.work('send-notice', async (payload, { id }) => sendOne(desk, settings, payload, id));
}

async function sendOne(desk: Desk, settings: NoticeSettings, payload: Payload<'send-notice'>, id: string): Promise<void> {
  const notice = open(desk, payload);
  if (Date.parse(notice.expiresAt) <= Date.parse(desk.now())) throw new Hopeless('its link had expired before it could be sent');
  const transport = await noticeTransport(desk, settings, payload.workspace);
  if (!transport) throw new Error('there is no e-mail inbox and no ATTUNE_SMTP_URL to send it by');
  const timeZone = (await findWorkspace(desk.db, payload.workspace))?.time_zone ?? 'UTC';
  const mail: OutgoingNotice = {
    id, to: notice.to, ...wordNotice(notice, timeZone),
    // RFC 3834, section 5: nobody's absence should answer this.
    headers: { 'Auto-Submitted': 'auto-generated', [installationHeader]: installationMark(installationSecret(desk.key)) },
  };
  await transport.send(mail);
}

function open(desk: Desk, payload: Payload<'send-notice'>): Notice {
  try {
    return openNotice(desk.key, payload);
  } catch {
    throw new Hopeless('it was written with another ATTUNE_KEY');
  }
}
