// How somebody has felt in what they wrote to us, over all their conversations.
import { z } from 'zod';
import { emotions } from '../language/reading/reading.ts';
import { id, instant } from './views.ts';

export const moodsReply = z.object({
  /** Oldest first; the newest 200 messages of the contact that could be read. */
  moods: z.array(z.object({ message: id, conversation: id, at: instant, mood: z.enum([...emotions, 'neutral']), intensity: z.number() })),
});

export type MoodsReply = z.infer<typeof moodsReply>;
