// Replies that are to be sent at a time. They are no messages before: nobody has been answered, and nothing was promised.
import { z } from 'zod';
import { replyBody } from './requests.ts';
import { attachmentView, id, instant, recipients } from './views.ts';

const most = 366 * 86_400_000;
export const mostAheadMs = most;

export const plannedReplyView = z.object({
  /** The message will have the same. */
  id,
  conversation: id,
  /** Who wrote it, and keeps what it promises. */
  agent: id,
  sendAt: instant,
  text: z.string(),
  inbox: id.nullable(),
  sender: z.string().nullable(),
  copy: recipients.shape.copy.nullable(),
  blindCopy: recipients.shape.blindCopy,
  then: replyBody.shape.then.unwrap(),
  attachments: z.array(attachmentView),
  version: z.int(),
  createdAt: instant,
}).meta({ id: 'PlannedReply' });

/** Promises are found, and their times reckoned, when it is sent: "tomorrow" is the day after that. */
export const planReplyBody = replyBody.omit({ commitments: true, undoSeconds: true }).extend({ sendAt: instant });
export const changePlanBody = z.object({ sendAt: instant });
export const plannedRepliesReply = z.object({ planned: z.array(plannedReplyView) });

export type PlannedReplyView = z.infer<typeof plannedReplyView>;
export type PlanReplyBody = z.infer<typeof planReplyBody>;
