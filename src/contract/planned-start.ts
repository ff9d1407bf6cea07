// First letters that are to be sent at a time. There is no conversation before: nobody was written to yet.
import { z } from 'zod';
import { startBody } from './requests.ts';
import { attachmentView, id, instant } from './views.ts';

export const planStartBody = startBody.omit({ undoSeconds: true }).extend({ sendAt: instant });

export const plannedStartView = startBody.pick({ to: true, copy: true, blindCopy: true, subject: true, text: true, sender: true }).extend({
  /** The message will have the same. */
  id,
  /** What the conversation will have. */
  conversation: id,
  /** Who wrote it, and keeps what it promises. */
  agent: id,
  inbox: id,
  sendAt: instant,
  attachments: z.array(attachmentView),
  version: z.int(),
  createdAt: instant,
}).meta({ id: 'PlannedStart' });
export const plannedStartsReply = z.object({ planned: z.array(plannedStartView) });

export type PlanStartBody = z.infer<typeof planStartBody>;
/** As a caller writes it. */
export type PlanStartInput = z.input<typeof planStartBody>;
export type PlannedStartView = z.infer<typeof plannedStartView>;
