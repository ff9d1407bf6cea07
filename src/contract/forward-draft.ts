// A letter to a third party that was begun, as it follows its writer from one device to another. Apart from drafts of answers: what is
// meant for a supplier never comes along where somebody asks for what stands where one writes to the customer.
import { z } from 'zod';
import { attachmentView, id, instant } from './views.ts';

/** As it stands in its window; nothing of it is checked before it is sent. */
export const forwardDraftContent = z.object({
  /** The id that the message will have: a draft that was sent is recognised by it. */
  id,
  to: z.string().max(20_000),
  copy: z.string().max(20_000).default(''),
  blindCopy: z.string().max(20_000).default(''),
  subject: z.string().max(2_000).default(''),
  text: z.string().max(200_000),
  quoted: z.string().max(400_000).default(''),
  /** Files of the conversation that go along. */
  include: z.array(id).max(50).default([]),
  attachments: z.array(attachmentView).max(50).default([]),
  /** A message to or from a third party that it answers. */
  answers: id.nullable().default(null),
  inbox: id.nullable().default(null),
  sender: z.string().max(320).nullable().default(null),
  /** The conversation waits for the third party from then on. */
  waits: z.boolean().default(false),
  version: z.int().min(0).max(2_147_483_647),
  begunAfter: instant,
}).meta({ id: 'ForwardDraftContent' });

export const forwardDraftView = z.object({
  conversation: id,
  /** The message that it answers, or that alone is passed on: there may be one for each. null: the matter itself. */
  about: id.nullable(),
  content: forwardDraftContent,
  /** Made up by the page that wrote it last. */
  device: z.string(),
  version: z.int(),
  changedAt: instant,
}).meta({ id: 'ForwardDraft' });

export const forwardDraftBody = z.object({
  about: id.nullable().default(null),
  /** null: it was sent or thrown away. */
  content: forwardDraftContent.nullable(),
  device: z.string().trim().min(1).max(100),
  /** The version that this device has seen last; null: none. */
  seen: z.int().nullable().default(null),
});

export const forwardDraftsReply = z.object({ drafts: z.array(forwardDraftView) });
/** `replaced`: what another device had written since `seen`. The last writer wins; the words are given back here. */
export const savedForwardDraftReply = z.object({ draft: forwardDraftView.nullable(), replaced: forwardDraftView.nullable() });

export type ForwardDraftContent = z.infer<typeof forwardDraftContent>;
export type ForwardDraftView = z.infer<typeof forwardDraftView>;
export type SavedForwardDraftReply = z.infer<typeof savedForwardDraftReply>;
