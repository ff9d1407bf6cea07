// A webhook that is sent nothing more, because its address said that it is gone or has failed for days; administrators are told.
import { listAgents } from '../store/agent.ts';
import { saveNotification } from '../store/notification.ts';
import type { WebhookRow } from '../store/webhook.ts';
import { lockWebhook, saveWebhookChange } from '../store/webhook.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';

export async function switchWebhookOff(desk: Desk, { workspace, id }: Pick<WebhookRow, 'workspace' | 'id'>, because: 'gone' | 'failing'): Promise<void> {
  await change(desk, { workspace, actor: automation }, async (within) => {
    const row = await lockWebhook(within.db, workspace, id);
    if (!row || row.off_at !== null) return;
    await saveWebhookChange(within.db, workspace, id, { off: { at: within.now, because } });
    within.record('webhook-changed', { data: { webhook: id, because } });
    for (const agent of await listAgents(within.db, workspace)) {
      if (!agent.active || agent.role !== 'administrator') continue;
      const notification = desk.newId();
      await saveNotification(within.db, workspace, { id: notification, agent: agent.id, kind: 'webhook-off', conversation: null, message: null, data: { webhook: id, name: row.name, because }, at: within.now });
      within.record('notification-added', { onlyAgent: agent.id, data: { notification } });
    }
  });
}
