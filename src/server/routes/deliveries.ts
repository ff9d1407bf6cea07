// Deliveries: trying again to send what did not arrive, and what is held since a restore.
import { z } from 'zod';
import { heldReply, settleHeldBody } from '../../contract/held.ts';
import { deliveryView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { retryDelivery } from '../../operations/retry-delivery.ts';
import { settleHeld } from '../../operations/settle-held.ts';
import { countHeld, listHeldShown } from '../../store/held-delivery.ts';
import { findShownDelivery } from '../../store/message-row.ts';
import { pageFields, pageOf, readCursor } from '../page-cursor.ts';
import { presentDelivery, presentHeld } from '../present/message.ts';
import { route } from '../route.ts';

const held = { noun: 'deliveries', who: 'administrator' } as const;

export const deliveryRoutes = [
  route({
    method: 'GET', path: '/api/deliveries/held', ...held, summary: 'Replies that wait for a decision since a backup was restored: they may have been sent before. The oldest first',
    query: z.object(pageFields), reply: heldReply,
    handle: async ({ desk, workspace, query }) => {
      const [count, rows] = await Promise.all([countHeld(desk.db, workspace), listHeldShown(desk.db, workspace, readCursor(query.cursor, 'cursor'), query.limit + 1)]);
      const { page, next } = pageOf(rows, query.limit, (row) => ({ at: row.queued_at, id: row.id }));
      return { held: count, deliveries: page.map(presentHeld), next };
    },
  }),
  route({
    method: 'POST', path: '/api/deliveries/held', ...held, summary: 'Send them, or drop them: all, or those that are named and still held', body: settleHeldBody, reply: z.object({ settled: z.int() }),
    handle: async ({ desk, workspace, actor, body }) => ({ settled: await settleHeld(desk, { workspace, actor }, body.decision, body.deliveries ?? null) }),
  }),
  route({
    method: 'POST', path: '/api/deliveries/{delivery}/retry', noun: 'deliveries', who: 'agent', sees: 'delivery',
    summary: 'Send again what failed or may not have been sent', reply: deliveryView, refuses: ['delivery-not-failed', 'delivery-already-going'],
    handle: async ({ desk, workspace, actor, params }) => {
      await retryDelivery(desk, { workspace, actor }, params['delivery']!);
      const row = await findShownDelivery(desk.db, workspace, params['delivery']!);
      if (!row) throw new Refusal('not-found');
      return presentDelivery(row);
    },
  }),
];
