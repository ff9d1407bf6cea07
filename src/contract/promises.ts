// Lists of promises, and how many of a team's are kept.
import { z } from 'zod';
import { commitmentView, contactView, conversationView, id, instant } from './views.ts';

export const promisesQuery = z.object({
  /** `all`: everybody's, for those who lead. */
  agent: z.union([z.literal('me'), z.literal('all'), id]).optional(),
  /** Of the members of a team, for those who lead. */
  team: id.optional(),
  contact: id.optional(),
  dueBy: instant.optional(),
  /** Opaque; from the previous page's `next`. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A page may be shorter than its limit where some are out of the viewer's sight; only `next` says whether there are more. */
export const promisesReply = z.object({
  commitments: z.array(commitmentView),
  conversations: z.array(conversationView),
  contacts: z.array(contactView),
  next: z.string().nullable(),
});

export const settledPromisesQuery = promisesQuery.omit({ dueBy: true }).extend({
  conversation: id.optional(),
  /** `missed`: was missed once, whatever became of it afterwards. */
  outcome: z.enum(['kept', 'waived', 'renewed', 'missed']).optional(),
});

/** As `promisesReply`, with what explains them. */
export const settledPromisesReply = promisesReply.extend({
  /** The beginnings of the messages that kept some of them. */
  words: z.array(z.object({ message: id, text: z.string(), at: instant })),
  /** The promises that took the place of others. */
  replacements: z.array(commitmentView),
});

export const handOverBody = z.object({ agent: id });

export const keptRateQuery = z.object({ team: id.optional(), weeks: z.coerce.number().int().min(1).max(52).default(12) });

const reckoned = { due: z.int(), kept: z.int(), rate: z.number().nullable(), interval: z.tuple([z.number(), z.number()]).nullable() };

/** Kept on time / due, of the workspace or of one team together; never of a person. */
export const keptRateReply = z.object({
  /** false: the group is so small that a figure would be about persons; nothing is told then. */
  shown: z.boolean(),
  fewest: z.int(),
  target: z.number(),
  whole: z.object(reckoned),
  weeks: z.array(z.object({ ...reckoned, monday: z.string() })),
}).meta({ id: 'KeptRate' });

export type SettledPromisesReply = z.infer<typeof settledPromisesReply>;
export type PromisesReply = z.infer<typeof promisesReply>;
export type KeptRateReply = z.infer<typeof keptRateReply>;
