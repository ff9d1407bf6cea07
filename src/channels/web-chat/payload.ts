// What a visitor's stored input may hold. The door checked it before (contract/visitor.ts); it is read again here,
// because input can wait for a worker of a newer version, and because a checked door is no reason to trust bytes.
import { z } from 'zod';
import { UnreadableInput } from '../channel.ts';

const messageId = z.uuid();

export const payloads = {
  message: z.object({
    id: messageId,
    text: z.string().max(10_000),
    attachments: z.array(z.string().max(4_000)).max(10).default([]),
    page: z.object({ url: z.string().max(2_000), title: z.string().max(500) }).optional().catch(undefined),
    language: z.string().max(35).optional(),
    heldSeconds: z.int().min(0).optional(),
  }),
  receipts: z.object({ delivered: z.array(messageId).max(500).default([]), read: z.array(messageId).max(500).default([]) }),
  details: z.object({ email: z.email().max(320).optional(), name: z.string().trim().min(1).max(200).optional() }),
  typing: z.object({ on: z.boolean() }),
} as const;

export type PayloadKind = keyof typeof payloads;

export function isPayloadKind(kind: string): kind is PayloadKind {
  return Object.hasOwn(payloads, kind);
}

export function readPayload<Kind extends PayloadKind>(kind: Kind, body: Uint8Array): z.infer<(typeof payloads)[Kind]> {
  const read = payloads[kind].safeParse(parsed(body));
  if (!read.success) throw new UnreadableInput('web-chat-unreadable', `${kind}: ${read.error.issues.map((issue) => `${issue.path.join('.') || 'body'} ${issue.code}`).join(', ')}`);
  return read.data as z.infer<(typeof payloads)[Kind]>;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new UnreadableInput('web-chat-unreadable', 'the input is not JSON in UTF-8');
  }
}
