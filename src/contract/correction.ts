// Corrections of a reading: what is said, who said it, and what the engine had read.
import { z } from 'zod';
import { emotions, intents, motives, risks, triggers, urgencies } from '../language/reading/reading.ts';

const span = z.object({ start: z.int().min(0), end: z.int().min(1) });

const values = {
  emotions: z.array(z.object({ value: z.enum(emotions), intensity: z.number().min(0.1).max(1) })).max(emotions.length),
  urgency: z.enum(urgencies),
  intents: z.array(z.enum(intents)).max(intents.length),
  complaint: z.object({ is: z.enum(['none', 'plain', 'latent']), motive: z.enum(motives).nullable().default(null), trigger: z.enum(triggers).nullable().default(null) }),
  risks: z.array(z.enum(risks)).max(risks.length),
  human: z.boolean(),
  language: z.string().max(35).regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
  asks: z.array(span).max(100),
};

const fieldOf = <Name extends keyof typeof values>(name: Name) => z.object({ field: z.literal(name), value: values[name] });
const made = { id: z.uuid(), by: z.object({ kind: z.enum(['agent', 'service']), id: z.string() }), at: z.iso.datetime() };
/** `before`: the same of the engine's own reading. */
const heldOf = <Name extends keyof typeof values>(name: Name) => fieldOf(name).extend({ before: values[name], ...made });

export const correction = z.discriminatedUnion('field', [
  fieldOf('emotions'), fieldOf('urgency'), fieldOf('intents'), fieldOf('complaint'), fieldOf('risks'), fieldOf('human'), fieldOf('language'), fieldOf('asks'),
]);

export const correctionView = z.discriminatedUnion('field', [
  heldOf('emotions'), heldOf('urgency'), heldOf('intents'), heldOf('complaint'), heldOf('risks'), heldOf('human'), heldOf('language'), heldOf('asks'),
]).meta({ id: 'Correction' });
export type CorrectionView = z.infer<typeof correctionView>;

export const correctionBody = z.object({
  /** Made by the caller: the same id twice is one correction. */
  id: z.uuid(),
  correction,
});

/** One for each correction that holds, for work on the language packs. Nothing in it says who wrote or who corrected. */
export const exportedCorrection = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  language: z.string(),
  /** The customer's message; names, addresses and numbers in it are replaced by as many signs, so that spans fit. */
  text: z.string(),
  ownWords: z.array(span),
  field: z.enum(['emotions', 'urgency', 'intents', 'complaint', 'risks', 'human', 'language', 'asks']),
  read: z.unknown(),
  corrected: z.unknown(),
  /** The words and rules by which the engine had judged. */
  because: z.array(z.object({ ...span.shape, rule: z.string() })),
  engine: z.string(),
}).meta({ id: 'ExportedCorrection' });
export const exportReply = z.object({ corrections: z.array(exportedCorrection), next: z.string().nullable() });
export type ExportedCorrection = z.infer<typeof exportedCorrection>;
