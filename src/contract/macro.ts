// Macros as they cross the wire: steps, what they would do, and what a run did.
import { z } from 'zod';
import { mostSteps, stepKinds } from '../domain/macro/macro.ts';
import { conversationView, id, instant } from './views.ts';
import { filledReply } from './writing.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const words = z.string().trim().min(1).max(20_000);
const tags = z.array(z.string().trim().min(1).max(100)).min(1).max(20);

/** A moment told from now: hours on, or at an hour of a later day (1: Monday), by the workspace's clock. */
export const moment = z.union([
  z.strictObject({ hours: z.int().min(1).max(8_760) }),
  z.strictObject({ days: z.int().min(1).max(365), at: clock }),
  z.strictObject({ weekday: z.int().min(1).max(7), at: clock }),
]);

export const macroStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('insert-text'), text: words }),
  z.strictObject({ do: z.literal('insert-template'), template: id }),
  z.strictObject({ do: z.literal('add-tags'), tags }),
  z.strictObject({ do: z.literal('remove-tags'), tags }),
  /** `me`: whoever runs it. null: nobody. */
  z.strictObject({ do: z.literal('assign'), agent: z.union([z.literal('me'), id]).nullable() }),
  z.strictObject({ do: z.literal('assign-team'), team: id.nullable() }),
  z.strictObject({ do: z.literal('note'), text: words }),
  z.strictObject({ do: z.literal('open') }),
  z.strictObject({ do: z.literal('wait'), for: z.enum(['customer', 'third party']) }),
  z.strictObject({ do: z.literal('snooze'), until: moment }),
  z.strictObject({ do: z.literal('close'), because: z.enum(['solved', 'no answer']) }),
]);

export const macroView = z.object({
  id,
  /** Whose own it is; null: everybody's. */
  owner: id.nullable(),
  name: z.string(),
  /** A word to find it by after the slash. */
  shortcut: z.string(),
  steps: z.array(macroStep),
  version: z.int(),
  changedAt: instant,
}).meta({ id: 'Macro' });

const parts = { name: z.string().trim().min(1).max(200), shortcut: z.string().trim().max(50), steps: z.array(macroStep).min(1).max(mostSteps) };
export const macroBody = z.object({
  ...parts,
  shortcut: parts.shortcut.default(''),
  /** For everybody: leads and administrators. */
  shared: z.boolean().default(false),
});
/** What is absent stays as it is. `version`: the one that was changed; a newer one is not overwritten. */
export const changeMacroBody = z.object(parts).partial().extend({ version: z.int().optional() });
export const macrosReply = z.object({ macros: z.array(macroView) });

/** What each step would do to a conversation as it stands now. */
export const macroEffect = z.object({
  step: z.int(),
  do: z.enum(stepKinds),
  /** Nothing will change by it: it is so already. */
  already: z.boolean(),
  /** Why it cannot be done here; then nothing of the macro is. */
  obstacle: z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  tags: z.array(z.string()).optional(),
  to: id.nullable().optional(),
  until: instant.optional(),
}).meta({ id: 'MacroEffect' });
export const macroPreviewReply = z.object({ effects: z.array(macroEffect), words: filledReply.nullable() });

export const runMacroBody = z.object({
  /** Made by the caller: the same run twice is one. */
  run: id,
  /** Words for the customer are answered (`return`), to be put where somebody writes, or added to one's own draft of the conversation (`draft`). They are never sent. */
  words: z.enum(['return', 'draft']).default('return'),
});
export const macroRunReply = z.object({ run: id, conversation: conversationView, words: filledReply.nullable() }).meta({ id: 'MacroRun' });

export type MacroStep = z.infer<typeof macroStep>;
export type MacroView = z.infer<typeof macroView>;
export type MacroBody = z.infer<typeof macroBody>;
export type ChangeMacroBody = z.infer<typeof changeMacroBody>;
export type MacroEffect = z.infer<typeof macroEffect>;
export type MacroRunReply = z.infer<typeof macroRunReply>;
