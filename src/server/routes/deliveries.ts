// Deliveries: trying again to send what did not arrive, and what is held since a restore.
import { z } from 'zod';
import { deliveryView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { retryDelivery } from '../../operations/retry-delivery.ts';
import { settleHeld } from '../../operations/settle-held.ts';
import { countHeld, findDelivery } from '../../store/delivery.ts';
import { presentDelivery } from '../present/message.ts';
import { route } from '../route.ts';

const held = { noun: 'deliveries', who: 'administrator' } as const;

export const deliveryRoutes = [
  route({
    method: 'GET', path: '/api/deliveries/held', ...held, summary: 'How many replies wait for a decision since a backup was restored: they may have been sent before', reply: z.object({ held: z.int() }),
    handle: async ({ desk, workspace }) => ({ held: await countHeld(desk.db, workspace) }),
  }),
  route({
    method: 'POST', path: '/api/deliveries/held', ...held, summary: 'Send all of them, or drop them; one alone is sent by its own Retry', body: z.object({ decision: z.enum(['send', 'drop']) }), reply: z.object({ settled: z.int() }),
    handle: async ({ desk, workspace, actor, body }) => ({ settled: await settleHeld(desk, { workspace, actor }, body.decision) }),
  }),
  route({
    method: 'POST', path: '/api/deliveries/{delivery}/retry', noun: 'deliveries', who: 'agent', sees: 'delivery',
    summary: 'Send again what failed or may not have been sent', reply: deliveryView, refuses: ['delivery-not-failed', 'delivery-already-going'],
    handle: async ({ desk, workspace, actor, params }) => {
      await retryDelivery(desk, { workspace, actor }, params['delivery']!);
      const row = await findDelivery(desk.db, workspace, params['delivery']!);
      if (!row) throw new Refusal('not-found');
      return presentDelivery(row);
    },
  }),
];
