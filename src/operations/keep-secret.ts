// Replaces one secret of an inbox that the other side has rotated (an OAuth2 refresh token).
import { findInbox, lockInbox, saveInboxChange } from '../store/inbox.ts';
import { seal } from '../store/sealed.ts';
import type { Desk } from './desk.ts';
import { openSecrets } from './inbox-account.ts';

export async function keepSecret(desk: Desk, workspace: string, inbox: string, path: string, value: string): Promise<void> {
  await desk.db.transaction().execute(async (db) => {
    if (!(await lockInbox(db, workspace, inbox))) return;
    const row = await findInbox(db, workspace, inbox);
    if (!row) return;
    await saveInboxChange(db, workspace, inbox, { secrets: seal(desk.key, inbox, { ...openSecrets(desk, row), [path]: value }) });
  });
}
