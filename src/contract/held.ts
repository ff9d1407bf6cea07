// Replies that wait for a decision since a backup was restored (docs/decisions/0014).
import { z } from 'zod';
import { id, instant } from './views.ts';

export const heldDeliveryView = z.object({
  /** Of the delivery. */
  id,
  conversation: id,
  number: z.int(),
  message: id,
  contact: z.string().nullable(),
  recipient: z.string(),
  via: z.string(),
  inbox: id,
  author: z.object({ kind: z.enum(['contact', 'agent', 'automation']), id: z.string() }),
  writtenAt: instant,
  /** How the reply begins, on one line; empty where it is files only. */
  start: z.string(),
}).meta({ id: 'HeldDelivery' });

/** `deliveries`: only these, and those of them that are still held; absent: all. */
export const settleHeldBody = z.object({ decision: z.enum(['send', 'drop']), deliveries: z.array(id).min(1).max(100).optional() });

/** `held`: how many in all, on this page and the others. */
export const heldReply = z.object({ held: z.int(), deliveries: z.array(heldDeliveryView), next: z.string().nullable() });

export type HeldDeliveryView = z.infer<typeof heldDeliveryView>;
export type HeldReply = z.infer<typeof heldReply>;
