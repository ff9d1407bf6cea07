// Outgoing webhooks: which events can be chosen, in which groups, what is sent, and what administrators see of it.
import { z } from 'zod';
import { deskEvent, eventKinds } from './event.ts';
import { eventGroups } from './event-groups.ts';
import { id, instant } from './views.ts';

const choice = {
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(2_000),
  /** All events of a group, those of later versions too. */
  groups: z.array(z.enum(eventGroups)).max(eventGroups.length),
  /** Kinds chosen singly. */
  kinds: z.array(z.enum(eventKinds)).max(eventKinds.length),
};

export const webhookBody = z.object({ ...choice, groups: choice.groups.default([]), kinds: choice.kinds.default([]) });
export const changeWebhookBody = z.object({
  ...choice,
  on: z.boolean(),
  /** When it is switched on again: whether what happened meanwhile is sent as well. */
  missed: z.enum(['send', 'pass-over']).default('send'),
}).partial();
export const replayBody = z.object({ since: instant });

export const webhookView = z.object({
  id, name: z.string(), address: z.string(),
  groups: z.array(z.enum(eventGroups)), kinds: z.array(z.string()),
  on: z.boolean(),
  off: z.object({ at: instant, because: z.enum(['person', 'gone', 'failing', 'restored']) }).nullable(),
  /** Events in their turn that failed one after the other, and since when; 0 and null: all is well. */
  failures: z.int(), failingSince: instant.nullable(), nextTry: instant.nullable(),
  deliveredAt: instant.nullable(), createdAt: instant,
}).meta({ id: 'Webhook' });

/** `unreachable`: no connection. `private-address`: its name led into a private network. `redirected`: it pointed elsewhere, which is not followed. */
export const webhookProblems = ['unreachable', 'timeout', 'private-address', 'certificate', 'redirected', 'refused', 'broken', 'secret-unreadable'] as const;

export const webhookDeliveryView = z.object({
  /** The same as in the request's `webhook-id`; of a repeat too. */
  id, webhook: id,
  /** null: a test. */
  event: z.int().nullable(), kind: z.string(), eventAt: instant,
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(), firstAt: instant, lastAt: instant.nullable(), nextTry: instant.nullable(),
  durationMs: z.int().nullable(), status: z.int().nullable(), problem: z.enum(webhookProblems).nullable(),
  /** What was answered last, at most the first 1,000 bytes. */
  answer: z.string().nullable(),
}).meta({ id: 'WebhookDelivery' });

/** What a webhook's address is sent: an event as screens get it, with an id that stays the same when it is sent again. */
export const webhookPayload = deskEvent.extend({ id, workspace: id, kind: z.enum([...eventKinds, 'test']), number: z.int().nullable() }).meta({ id: 'WebhookPayload' });

export type WebhookView = z.infer<typeof webhookView>;
export type WebhookDeliveryView = z.infer<typeof webhookDeliveryView>;
export type WebhookPayload = z.infer<typeof webhookPayload>;
export type WebhookProblem = (typeof webhookProblems)[number];
