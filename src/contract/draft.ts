// What somebody has begun to write, as it follows them from one device to another. Nobody else ever sees it.
import { z } from 'zod';
import { attachmentView, id, instant } from './views.ts';

export const draftKinds = ['reply', 'note', 'new'] as const;

/** As it stands in the composer; nothing of it is checked before it is sent. */
export const draftContent = z.object({
  /** The id that the message will have: a draft that was sent is recognised by it. */
  id,
  text: z.string().max(200_000),
  version: z.int().nullable().default(null),
  begunAfter: instant.nullable().default(null),
  copy: z.string().max(20_000).nullable().default(null),
  blindCopy: z.string().max(20_000).default(''),
  inbox: id.nullable().default(null),
  sender: z.string().max(320).nullable().default(null),
  attachments: z.array(attachmentView).max(50).default([]),
  /** Promises that this answer keeps, and one that it asks more time for, until `due`. */
  promises: z.object({ keeps: z.array(id).max(20), renews: z.object({ commitment: id, due: instant }).nullable() }).optional(),
  begins: z.object({ conversation: id, to: z.string().max(20_000), subject: z.string().max(2_000) }).nullable().default(null),
}).meta({ id: 'DraftContent' });

export const draftView = z.object({
  kind: z.enum(draftKinds),
  /** null: it begins a conversation. */
  conversation: id.nullable(),
  content: draftContent,
  /** Made up by the page that wrote it last. */
  device: z.string(),
  version: z.int(),
  changedAt: instant,
}).meta({ id: 'Draft' });

export const draftBody = z.object({
  kind: z.enum(['reply', 'note']),
  /** null: it was sent or emptied. */
  content: draftContent.nullable(),
  device: z.string().trim().min(1).max(100),
  /** The version that this device has seen last; null: none. */
  seen: z.int().nullable().default(null),
});
export const newDraftBody = draftBody.omit({ kind: true });

export const draftsReply = z.object({ drafts: z.array(draftView) });
/** `replaced`: what another device had written since `seen`. The last writer wins; the words are not lost but given back here. */
export const savedDraftReply = z.object({ draft: draftView.nullable(), replaced: draftView.nullable() });

export type DraftView = z.infer<typeof draftView>;
export type DraftContent = z.infer<typeof draftContent>;
export type SavedDraftReply = z.infer<typeof savedDraftReply>;
