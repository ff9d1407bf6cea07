// Deliveries: trying again to send what did not arrive.
import { deliveryView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { retryDelivery } from '../../operations/retry-delivery.ts';
import { findDelivery } from '../../store/delivery.ts';
import { presentDelivery } from '../present/message.ts';
import type { Route } from '../route.ts';
import { route } from '../route.ts';

export const deliveryRoutes: readonly Route[] = [
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
