// How a customer felt over time: one moment for each of their messages and each of our answers.
import { z } from 'zod';
import { emotions } from '../language/reading/reading.ts';

export const moodsReply = z.object({
  /** The newest 500, oldest first. */
  moments: z.array(z.object({ message: z.uuid(), at: z.iso.datetime(), kind: z.enum(['customer', 'answer']), mood: z.enum([...emotions, 'neutral']), intensity: z.number() })),
}).meta({ id: 'ConversationMoods' });
export type MoodsReply = z.infer<typeof moodsReply>;
