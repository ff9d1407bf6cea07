// The key points of a conversation, each with the message it comes from, and as words for the customer.
import { z } from 'zod';
import { emotions, factKinds } from '../language/reading/reading.ts';
import { id, instant } from './views.ts';

const told = z.object({ message: id, text: z.string() });

export const keyPointsReply = z.object({
  /** How many messages the customer has written among those that were looked at, the newest hundred. */
  said: z.int(),
  lastWords: told.nullable(),
  problem: told.nullable(),
  mood: told.extend({ value: z.enum([...emotions, 'neutral']), intensity: z.number() }).nullable(),
  /** `answered`: somebody has written since. */
  asks: z.array(told.extend({ answered: z.boolean() })),
  facts: z.array(told.extend({ kind: z.enum(factKinds), value: z.string() })),
  promises: z.array(z.object({ commitment: id, message: id, promise: z.string(), due: instant.nullable(), missed: z.boolean() })),
  lastAnswer: told.nullable(),
  thirdParties: z.array(told.extend({ name: z.string() })),
  /** In the customer's language, to be looked through before it is sent; empty where there is nothing to say. */
  words: z.object({ language: z.string(), text: z.string() }),
}).meta({ id: 'KeyPoints' });
