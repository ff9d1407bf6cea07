// Requests about answers that a restore held back.
import type { HeldReply } from '../../contract/held.ts';
import { request } from '../live/request.ts';

export type Decision = 'send' | 'drop';

export const held = {
  list: (cursor: string | null, limit = 50) => request<HeldReply>('GET', `/deliveries/held?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`),
  /** `deliveries` null: all of them. */
  settle: (decision: Decision, deliveries: readonly string[] | null) =>
    request<{ readonly settled: number }>('POST', '/deliveries/held', { decision, ...(deliveries === null ? {} : { deliveries }) }),
};
