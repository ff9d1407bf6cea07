// Addresses that are told of events: made, changed, tested, and what came of each event.
import { z } from 'zod';
import { changeWebhookBody, replayBody, webhookBody, webhookDeliveryView, webhookView } from '../../contract/webhook.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeWebhook, removeWebhook, renewWebhookSecret } from '../../operations/change-webhook.ts';
import { createWebhook } from '../../operations/create-webhook.ts';
import { repeatWebhookDelivery, repeatWebhookSince, testWebhook } from '../../operations/repeat-webhook.ts';
import { listWebhookDeliveries } from '../../store/webhook-delivery.ts';
import { findWebhook, listWebhooks } from '../../store/webhook.ts';
import { pageFields, pageOf, readCursor } from '../page-cursor.ts';
import { pathId } from '../path-id.ts';
import { presentWebhook, presentWebhookDelivery } from '../present/webhook.ts';
import { route } from '../route.ts';

const about = { noun: 'webhooks', who: 'administrator' } as const;
const address = ['webhook-address-wrong', 'webhook-address-private'] as const;
const secret = z.string().meta({ description: 'Signs each request; it is in this answer and nowhere else. docs/webhooks.md tells how to check a signature.' });

export const webhookRoutes = [
  route({
    method: 'GET', path: '/api/webhooks', ...about, summary: 'All outgoing webhooks and how they are doing', reply: z.object({ webhooks: z.array(webhookView) }),
    handle: async ({ desk, workspace }) => ({ webhooks: (await listWebhooks(desk.db, workspace)).map(presentWebhook) }),
  }),
  route({
    method: 'POST', path: '/api/webhooks', ...about, summary: 'Tell an address of events from now on', body: webhookBody, reply: webhookView.extend({ secret }), refuses: address,
    handle: async ({ desk, workspace, actor, body }) => {
      const { webhook, secret: value } = await createWebhook(desk, { workspace, actor }, body);
      return { ...presentWebhook(webhook), secret: value };
    },
  }),
  route({
    method: 'PATCH', path: '/api/webhooks/{webhook}', ...about, summary: 'Another address or other events; on or off. Switched on again, it goes on where it stopped, or from now on.',
    body: changeWebhookBody, reply: webhookView, refuses: ['not-found', ...address],
    handle: async ({ desk, workspace, actor, params, body }) => presentWebhook(await changeWebhook(desk, { workspace, actor }, pathId(params, 'webhook'), body)),
  }),
  route({
    method: 'DELETE', path: '/api/webhooks/{webhook}', ...about, summary: 'Remove a webhook with its log', reply: null, refuses: ['not-found'],
    handle: async ({ desk, workspace, actor, params }) => removeWebhook(desk, { workspace, actor }, pathId(params, 'webhook')),
  }),
  route({
    method: 'POST', path: '/api/webhooks/{webhook}/secret', ...about, summary: 'A new signing secret; the one before signs along for a day', reply: z.object({ secret }), refuses: ['not-found'],
    handle: async ({ desk, workspace, actor, params }) => ({ secret: await renewWebhookSecret(desk, { workspace, actor }, pathId(params, 'webhook')) }),
  }),
  route({
    method: 'POST', path: '/api/webhooks/{webhook}/test', ...about, summary: 'Send an event of the kind `test`; its outcome stands in the log', reply: webhookDeliveryView, refuses: ['not-found', 'webhook-off'],
    handle: async ({ desk, workspace, actor, params }) => presentWebhookDelivery(await testWebhook(desk, { workspace, actor }, pathId(params, 'webhook'))),
  }),
  route({
    method: 'POST', path: '/api/webhooks/{webhook}/replay', ...about, summary: 'Send all its events from a moment on again, in their order and with the ids they had', body: replayBody, reply: null, refuses: ['not-found', 'webhook-off'],
    handle: async ({ desk, workspace, actor, params, body }) => repeatWebhookSince(desk, { workspace, actor }, pathId(params, 'webhook'), body.since),
  }),
  route({
    method: 'GET', path: '/api/webhooks/{webhook}/deliveries', ...about, summary: 'What was sent and what was answered, the newest first; kept for 30 days',
    query: z.object({ state: webhookDeliveryView.shape.state.optional(), ...pageFields }),
    reply: z.object({ deliveries: z.array(webhookDeliveryView), next: z.string().nullable() }), refuses: ['not-found'],
    handle: async ({ desk, workspace, params, query }) => {
      const webhook = pathId(params, 'webhook');
      if (!(await findWebhook(desk.db, workspace, webhook))) throw new Refusal('not-found');
      const rows = await listWebhookDeliveries(desk.db, workspace, webhook, { state: query.state ?? null, before: readCursor(query.cursor, 'cursor'), limit: query.limit + 1 });
      const { page, next } = pageOf(rows, query.limit, (row) => ({ at: row.first_at, id: row.id }));
      return { deliveries: page.map(presentWebhookDelivery), next };
    },
  }),
  route({
    method: 'POST', path: '/api/webhooks/{webhook}/deliveries/{webhookDelivery}/replay', ...about, summary: 'Send one event again, now and by itself', reply: webhookDeliveryView, refuses: ['not-found', 'webhook-off'],
    handle: async ({ desk, workspace, actor, params }) => presentWebhookDelivery(await repeatWebhookDelivery(desk, { workspace, actor }, pathId(params, 'webhook'), pathId(params, 'webhookDelivery'))),
  }),
];
