// A batch: one decision, carried out on many conversations one by one.
import { z } from 'zod';
import { filterQuery } from './finding.ts';
import { macroStep } from './macro.ts';
import { assignBody, closeBody, conversationViews, snoozeBody, tagBody, waitBody } from './requests.ts';
import { conversationView, id, instant } from './views.ts';

const plain = [
  z.object({ do: z.literal('assign'), ...assignBody.shape }),
  z.object({ do: z.literal('tag'), ...tagBody.shape }),
  z.object({ do: z.literal('close'), because: closeBody.shape.because }),
  z.object({ do: z.literal('snooze'), ...snoozeBody.shape }),
  z.object({ do: z.literal('wait'), ...waitBody.shape }),
  z.object({ do: z.literal('reopen') }),
  z.object({ do: z.literal('spam') }),
] as const;

/** What is done to each. A kind that is added here gets its step in operations/batch-steps.ts. */
export const batchAction = z.discriminatedUnion('do', [
  ...plain,
  /** What the macro says at this moment. `version`: the one that was looked at; another one is not carried out. Words for the customer become the author's draft where they have none. */
  z.object({ do: z.literal('macro'), macro: id, version: z.int().optional() }),
]);

/** At most so many are named one by one; more are chosen by what they have in common. */
export const mostNamed = 10_000;
/** Up to so many are done before the answer: they feel like one. */
export const atOnce = 20;

const chosen = {
  action: batchAction,
  /** These conversations. */
  conversations: z.array(id).min(1).max(mostNamed).optional(),
  /** Or all that fit at this moment, as a list with these conditions would show them; with `q`, all that a search for these words would find, on all of its pages. */
  conditions: z.object({ q: z.string().max(300).optional(), view: z.enum(conversationViews).optional(), ...filterQuery }).optional(),
  /** Of those that fit, all but these. */
  except: z.array(id).max(1_000).default([]),
};

export const batchBody = z.object({
  /** Made by the caller: the same id twice is one batch. */
  id,
  ...chosen,
  /** The number of the newest event that whoever decides has seen: what a customer wrote after it is not closed, snoozed or marked as spam unread. Absent: now. */
  seen: z.int().min(0).optional(),
});

/** What would be asked for, without doing it. */
export const batchPreviewBody = z.object({ ...chosen, action: batchAction.optional() });

export const batchPreview = z.object({
  /** How many conversations it would be about; `tooMany`: more than so many fit. */
  total: z.int(),
  tooMany: z.boolean(),
  macro: z.object({
    id, name: z.string(), version: z.int(), steps: z.array(macroStep),
    /** How many get words for the customer as a draft; and in how many the viewer has a draft already, which stays as it is. */
    drafts: z.int(), ownDrafts: z.int(),
    /** How many will be left as they are, by the refusal that stands against it. */
    left: z.record(z.string(), z.int()),
  }).nullable(),
}).meta({ id: 'BatchPreview' });

const counts = {
  total: z.int(), done: z.int(),
  /** Left as they were, with a reason each. */
  skipped: z.int(), failed: z.int(),
  /** Taken back; and those that were left as they are, since somebody changed them meanwhile. */
  undone: z.int(), kept: z.int(),
  /** Of those done by a macro: where the author's own draft stayed, and the macro's words were not put in. */
  ownDrafts: z.int(),
};
export const batchStates = ['running', 'stopped', 'done', 'undoing', 'undone'] as const;

export const batchView = z.object({
  id,
  by: z.object({ kind: z.enum(['agent', 'service']), id: z.string() }),
  action: z.discriminatedUnion('do', [...plain, z.object({ do: z.literal('macro'), macro: id, name: z.string() })]),
  state: z.enum(batchStates),
  ...counts,
  createdAt: instant,
  finishedAt: instant.nullable(),
}).meta({ id: 'Batch' });

export const batchesReply = z.object({ batches: z.array(batchView) });

export const leftReply = z.object({
  /** `reason`: one of batch-words.ts, or a code of the error catalogue. `done`: all but what the reason says. */
  left: z.array(z.object({ state: z.enum(['done', 'skipped', 'failed', 'kept']), reason: z.string(), conversation: conversationView })),
  /** Reasons with how often each was met. */
  reasons: z.record(z.string(), z.int()),
  next: z.string().nullable(),
});

export type BatchAction = z.output<typeof batchAction>;
/** As it was decided: a macro with the name that it had. */
export type DecidedAction = z.output<typeof batchView>['action'];
export type BatchChoice = Pick<z.output<typeof batchBody>, 'conversations' | 'conditions' | 'except'>;
export type BatchPreview = z.infer<typeof batchPreview>;
export type BatchBody = z.output<typeof batchBody>;
export type BatchView = z.infer<typeof batchView>;
export type BatchState = (typeof batchStates)[number];
export type LeftReply = z.infer<typeof leftReply>;
