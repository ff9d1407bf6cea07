// How an inbox's connection is, told to its page whenever it changes.
import type { Problem, Reconciliation } from '../channels/channel.ts';
import { findInbox, lockInbox, saveInboxChange } from '../store/inbox.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';

type Health = { readonly is: 'connected' } | { readonly is: 'failing'; readonly problem: Problem };

export async function recordHealth(desk: Desk, workspace: string, inbox: string, health: Health): Promise<void> {
  await change(desk, { workspace, actor: automation }, async (within) => {
    if (!(await lockInbox(within.db, workspace, inbox))) return;
    const before = (await findInbox(within.db, workspace, inbox))?.health;
    const same = before?.is === health.is && (health.is === 'connected' || before.problem?.code === health.problem.code);
    await saveInboxChange(within.db, workspace, inbox, { health, health_at: within.now });
    if (!same) within.record('inbox-health-changed', { data: { inbox, is: health.is, ...(health.is === 'failing' ? { code: health.problem.code } : {}) } });
  });
}

export async function recordReconciliation(desk: Desk, workspace: string, inbox: string, counts: Reconciliation): Promise<void> {
  await saveInboxChange(desk.db, workspace, inbox, { reconciliation: counts });
}
