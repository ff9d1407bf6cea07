// Outgoing webhooks and their log, as the contract shows them.
import type { EventGroup } from '../../contract/event-groups.ts';
import type { WebhookDeliveryView, WebhookProblem, WebhookView } from '../../contract/webhook.ts';
import type { WebhookDeliveryRow } from '../../store/webhook-delivery.ts';
import type { WebhookRow } from '../../store/webhook.ts';
import { iso, isoOrNull } from './conversation.ts';

export function presentWebhook(row: WebhookRow): WebhookView {
  return {
    id: row.id, name: row.name, address: row.address, groups: row.groups as EventGroup[], kinds: [...row.kinds],
    on: row.off_at === null, off: row.off_at && row.off_because ? { at: iso(row.off_at), because: row.off_because } : null,
    failures: row.failures, failingSince: isoOrNull(row.failing_since), nextTry: isoOrNull(row.due_at),
    deliveredAt: isoOrNull(row.delivered_at), createdAt: iso(row.created_at),
  };
}

export function presentWebhookDelivery(row: WebhookDeliveryRow): WebhookDeliveryView {
  return {
    id: row.id, webhook: row.webhook, event: row.event, kind: row.kind, eventAt: iso(row.event_at), state: row.state,
    attempts: row.attempts, firstAt: iso(row.first_at), lastAt: isoOrNull(row.last_at), nextTry: isoOrNull(row.due_at),
    durationMs: row.duration_ms, status: row.status, problem: row.problem as WebhookProblem | null, answer: row.answer,
  };
}
