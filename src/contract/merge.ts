// Joining and dividing: what is asked, what is shown before it happens, and what can be undone.
import { z } from 'zod';
import { contactView, conversationState, conversationView, id, instant, recipients } from './views.ts';

/** At once. */
export const mostMerged = 20;
export const mostSplit = 200;

export const mergePreviewBody = z.object({ merge: z.array(id).min(1).max(mostMerged) });
export const mergeBody = mergePreviewBody.extend({
  /** Made by the caller: the same id twice is one merge. */
  id,
  /** Merge conversations of different contacts, though answers then go to other people than before. */
  acrossContacts: z.boolean().default(false),
});

const person = z.object({ id, name: z.string().nullable() });
/** To whom an answer goes that is written without choosing anything; null: there is nobody. */
const answersTo = z.object({ inbox: id, to: recipients.shape.to, copy: recipients.shape.copy }).nullable();

export const mergePreview = z.object({
  survivor: conversationView,
  merged: z.array(conversationView),
  /** What goes along. `sending`: replies on their way, which arrive as they were written. */
  moves: z.object({ messages: z.int(), promises: z.int(), planned: z.int(), sending: z.int() }),
  /** What the survivor is afterwards. */
  after: z.object({ state: conversationState, assignee: id.nullable(), team: id.nullable(), subject: z.string().nullable(), tags: z.array(z.string()) }),
  answers: z.object({ before: answersTo, after: answersTo }),
  /** Whose conversations these are; more than one: it must be said that this is meant. */
  contacts: z.array(person),
  affected: z.array(z.object({ agent: id, because: z.enum(['assignee', 'draft', 'loses-sight']) })),
  /** What to know besides. */
  notices: z.array(z.enum(['across-contacts', 'answers-elsewhere', 'contact-blocked', 'spam', 'other-channel'])),
}).meta({ id: 'MergePreview' });

export const splitPreviewBody = z.object({
  messages: z.array(id).min(1).max(mostSplit),
  /** Whose the new conversation is; absent: whoever wrote what is taken out. */
  contact: id.optional(),
});
export const splitBody = splitPreviewBody.extend({
  /** Both made by the caller: the same ids twice are one split. */
  id,
  conversation: id,
  subject: z.string().trim().max(500).nullable().optional(),
});
export const splitPreview = z.object({
  conversation: conversationView,
  messages: z.int(),
  promises: z.int(),
  /** Who may be the new conversation's contact. */
  contacts: z.array(person),
  contact: id,
  subject: z.string().nullable(),
  answers: z.object({ stays: answersTo, split: answersTo }),
}).meta({ id: 'SplitPreview' });

export const mergeContactBody = z.object({ id, merge: id });
export const contactMergePreviewBody = z.object({ merge: id });
export const contactMergePreview = z.object({
  survivor: contactView,
  merged: contactView,
  /** What is known afterwards. */
  after: contactView,
  conversations: z.int(),
  /** Attributes that hold what the other knew differently. */
  noted: z.array(z.string()),
  notices: z.array(z.enum(['will-be-heard', 'will-be-blocked'])),
}).meta({ id: 'ContactMergePreview' });

/** A join or a split that stands or was undone. */
export const mergeView = z.object({
  id,
  kind: z.enum(['conversations', 'split', 'contacts']),
  survivor: id,
  parts: z.array(z.object({ id, name: z.string().nullable() })),
  at: instant,
  by: z.object({ kind: z.enum(['agent', 'service', 'automation']), id: z.string() }),
  undoneAt: instant.nullable(),
  /** Nothing newer stands in its way. */
  undoable: z.boolean(),
}).meta({ id: 'Merge' });
export const mergesReply = z.object({ merges: z.array(mergeView) });

/** Likely doubles, the likeliest first. */
export const doublesReply = z.object({ conversations: z.array(conversationView) });
export const contactDoublesReply = z.object({ contacts: z.array(contactView) });

export type MergePreview = z.infer<typeof mergePreview>;
export type SplitPreview = z.infer<typeof splitPreview>;
export type ContactMergePreview = z.infer<typeof contactMergePreview>;
export type MergeView = z.infer<typeof mergeView>;
