// The inbox by which the desk sends its own mail where no server is set for it: the first one whose channel can.
import type { Db } from '../store/open.ts';
import { listInboxes } from '../store/inbox.ts';
import { findFirstWorkspace } from '../store/workspace.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { openAccount } from './inbox-account.ts';

/** `workspace` null: the first workspace, where nobody is known yet. */
export async function findNoticeInbox(desk: Desk, db: Db, workspace: string | null): Promise<InboxAccount | null> {
  const where = workspace ?? (await findFirstWorkspace(db))?.id;
  if (where === undefined) return null;
  const rows = (await listInboxes(db, where)).filter((inbox) => inbox.archived_at === null && desk.channels.get(inbox.channel)?.notify !== undefined);
  return rows.map((row) => openAccount(desk, row)).find(({ channel, config }) => channel.sends?.(config) ?? true) ?? null;
}
