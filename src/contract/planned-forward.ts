// Letters to third parties that are to be sent at a time.
import { z } from 'zod';
import { forwardBody } from './forward.ts';
import { attachmentView, id, instant } from './views.ts';

export const planForwardBody = forwardBody.omit({ undoSeconds: true }).extend({
  sendAt: instant,
  /** The message that alone is passed on: where it is a draft again, it is found there. */
  about: id.nullable().default(null),
});

export const plannedForwardView = forwardBody.pick({ to: true, copy: true, blindCopy: true, subject: true, text: true, quoted: true, include: true, answers: true, sender: true }).extend({
  /** The message will have the same. */
  id,
  conversation: id,
  /** Who wrote it. */
  agent: id,
  sendAt: instant,
  inbox: id.nullable(),
  about: id.nullable(),
  then: z.enum(['stay', 'waiting']),
  attachments: z.array(attachmentView),
  version: z.int(),
  createdAt: instant,
}).meta({ id: 'PlannedForward' });
export const plannedForwardsReply = z.object({ planned: z.array(plannedForwardView) });

export type PlanForwardBody = z.infer<typeof planForwardBody>;
/** As a caller writes it. */
export type PlanForwardInput = z.input<typeof planForwardBody>;
export type PlannedForwardView = z.infer<typeof plannedForwardView>;
