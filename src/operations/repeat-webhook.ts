// What a person asks of a webhook: a test, one event again, or everything again from a moment on.
import { Refusal } from '../domain/refusal.ts';
import { findCursorBefore, saveWebhookChange } from '../store/webhook.ts';
import type { WebhookDeliveryRow } from '../store/webhook-delivery.ts';
import { findWebhookDelivery, saveForItself } from '../store/webhook-delivery.ts';
import type { Actor } from './change.ts';
import { withWebhook } from './change-webhook.ts';
import type { Desk } from './desk.ts';

type Who = { readonly workspace: string; readonly actor: Actor };

/** Goes out as a delivery does, so that the log tells what would happen to a real one. */
export async function testWebhook(desk: Desk, who: Who, webhook: string): Promise<WebhookDeliveryRow> {
  const id = desk.newId();
  return withWebhook(desk, who, webhook, async ({ db, workspace, now, wakeWorker }, row) => {
    if (row.off_at !== null) throw new Refusal('webhook-off');
    await saveForItself(db, workspace, { id, webhook, event: null, kind: 'test', eventAt: now }, now);
    wakeWorker('webhooks');
    return (await findWebhookDelivery(db, workspace, id))!;
  });
}

export async function repeatWebhookDelivery(desk: Desk, who: Who, webhook: string, delivery: string): Promise<WebhookDeliveryRow> {
  return withWebhook(desk, who, webhook, async ({ db, workspace, now, wakeWorker }, row) => {
    const known = await findWebhookDelivery(db, workspace, delivery);
    if (known?.webhook !== webhook) throw new Refusal('not-found');
    if (row.off_at !== null) throw new Refusal('webhook-off');
    // The next in its turn stays in it, and is tried now.
    if (known.event !== null && known.event > row.cursor && known.state === 'waiting' && !known.aside) await saveWebhookChange(db, workspace, webhook, { cursor: row.cursor });
    else await saveForItself(db, workspace, { id: delivery, webhook, event: known.event, kind: known.kind, eventAt: known.event_at.toISOString() }, now);
    wakeWorker('webhooks');
    return (await findWebhookDelivery(db, workspace, delivery))!;
  });
}

/** Events from then on come again in their order, with the ids they had; what is new comes after them. */
export async function repeatWebhookSince(desk: Desk, who: Who, webhook: string, since: string): Promise<void> {
  await withWebhook(desk, who, webhook, async ({ db, workspace, wakeWorker }, row) => {
    if (row.off_at !== null) throw new Refusal('webhook-off');
    // A moment that has not come lets nothing be passed over.
    await saveWebhookChange(db, workspace, webhook, { cursor: Math.min(await findCursorBefore(db, workspace, since), row.cursor) });
    wakeWorker('webhooks');
  });
}
