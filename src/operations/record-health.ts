// How an inbox's connection is, inwards and outwards, told to its page whenever it changes.
import type { Problem, Reconciliation } from '../channels/channel.ts';
import { hurryDeliveries } from '../store/delivery.ts';
import type { InboxRow } from '../store/inbox.ts';
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

/**
 * Whether the last webhook came from where it says: a secret that was changed on one side only would otherwise show in nothing but
 * silence. Asked with every webhook, so what is known already costs nothing.
 */
export async function recordWebhook(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id' | 'health'>, problem: Problem | null): Promise<void> {
  const was = inbox.health.is === 'failing' ? inbox.health.problem?.code : null;
  if (problem ? was === problem.code : inbox.health.is === 'connected') return;
  await recordHealth(desk, inbox.workspace, inbox.id, problem ? { is: 'failing', problem } : { is: 'connected' });
}

/** What a send has shown about the inbox itself; null: it can send. What waited because of it goes at once. */
export async function recordSending(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id' | 'sending_problem'>, problem: Problem | null): Promise<void> {
  if (inbox.sending_problem?.code === problem?.code) return;
  await change(desk, { workspace: inbox.workspace, actor: automation }, async (within) => {
    const row = (await lockInbox(within.db, inbox.workspace, inbox.id)) ? await findInbox(within.db, inbox.workspace, inbox.id) : null;
    if (!row || row.sending_problem?.code === problem?.code) return;
    await saveInboxChange(within.db, inbox.workspace, inbox.id, { sending_problem: problem && { code: problem.code, detail: problem.detail, at: within.now } });
    if (row.sending_problem && !problem) await hurryDeliveries(within.db, inbox.workspace, inbox.id, row.sending_problem.code, within.now);
    within.record('inbox-health-changed', { data: { inbox: inbox.id, is: problem ? 'failing' : row.health.is, ...(problem ? { code: problem.code } : {}) } });
    if (!problem) within.wakeWorker('outgoing');
  });
}

export async function recordReconciliation(desk: Desk, workspace: string, inbox: string, counts: Reconciliation): Promise<void> {
  await saveInboxChange(desk.db, workspace, inbox, { reconciliation: counts });
}
