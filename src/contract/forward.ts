// Passing a matter on to somebody who is not the customer, and the colleagues whom a note or a hand-over calls.
import { z } from 'zod';
import { id, mention } from './views.ts';

const address = z.object({ name: z.string().max(200).nullable().default(null), address: z.string().trim().min(3).max(320) });

export const forwardBody = z.object({
  /** Made by the caller: the same id twice is one letter. */
  id,
  to: z.array(address).min(1).max(10),
  copy: z.array(address).max(50).default([]),
  blindCopy: z.array(address).max(50).default([]),
  subject: z.string().trim().max(500).nullable().default(null),
  /** Our own words. */
  text: z.string().max(100_000).default(''),
  /** What is passed on of the conversation; stands below the signature. */
  quoted: z.string().max(200_000).default(''),
  /** Files of this conversation that go along. */
  include: z.array(id).max(50).default([]),
  /** Files that were uploaded for it. */
  attachments: z.array(id).max(50).default([]),
  /** A message to or from a third party in this conversation that it answers. */
  answers: id.nullable().default(null),
  /** An e-mail inbox; absent: the conversation's own, or the first that can write to anybody. */
  inbox: id.optional(),
  sender: z.string().max(320).nullable().default(null),
  /** The conversation's version it was written against. */
  version: z.int().min(0).max(2_147_483_647),
  anyway: z.boolean().default(false),
  /** Whether the conversation waits for the third party from now on. The customer's own waiting goes on either way. */
  then: z.enum(['stay', 'waiting']).default('stay'),
  undoSeconds: z.int().min(0).max(120).optional(),
});

export const mentions = z.array(mention).max(50);

/** Who can be called in a note of this conversation, and whether they would see it. */
export const colleaguesReply = z.object({
  agents: z.array(z.object({ id, sees: z.boolean() })),
  teams: z.array(z.object({ id, sees: z.boolean() })),
});

export const handOverBody = z.object({
  /** Of the note that tells the story. */
  id,
  agent: id,
  text: z.string().trim().min(1).max(50_000),
  mentions: mentions.default([]),
  /** Open promises of this conversation become theirs too. */
  promises: z.boolean().default(true),
});

export type ForwardBody = z.infer<typeof forwardBody>;
export type ColleaguesReply = z.infer<typeof colleaguesReply>;
export type HandOverBody = z.infer<typeof handOverBody>;
