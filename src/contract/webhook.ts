// Outgoing webhooks: which events can be chosen, in which groups, what is sent, and what administrators see of it.
import { z } from 'zod';
import type { EventKind } from './event.ts';
import { deskEvent, eventKinds } from './event.ts';
import { id, instant } from './views.ts';

export const eventGroups = ['conversations', 'messages', 'deliveries', 'promises', 'contacts', 'inboxes', 'people', 'administration'] as const;
export type EventGroup = (typeof eventGroups)[number];

/** null: it concerns one agent alone and is never sent. A kind that does not stand here is not sent either; the test names it. */
export const groupOfKind: Readonly<Record<string, EventGroup | null>> = {
  'workspace-created': 'administration', 'workspace-changed': 'administration',
  'agent-joined': 'people', 'agent-changed': 'people', 'agent-invited': 'people', 'invitation-withdrawn': 'people',
  'team-created': 'people', 'team-changed': 'people', 'team-removed': 'people',
  'service-token-created': 'administration', 'service-token-withdrawn': 'administration', 'personal-token-created': null, 'personal-token-withdrawn': null,
  'webhook-created': 'administration', 'webhook-changed': 'administration', 'webhook-removed': 'administration',
  'inbox-created': 'inboxes', 'inbox-changed': 'inboxes', 'inbox-health-changed': 'inboxes', 'inbox-archived': 'inboxes',
  'contact-created': 'contacts', 'contact-changed': 'contacts', 'contact-blocked': 'contacts', 'contact-unblocked': 'contacts', 'contacts-merged': 'contacts', 'contact-merge-undone': 'contacts',
  'conversation-started': 'conversations', 'conversation-assigned': 'conversations', 'conversation-tagged': 'conversations', 'conversation-closed': 'conversations',
  'conversation-reopened': 'conversations', 'conversation-snoozed': 'conversations', 'conversation-woken': 'conversations', 'conversation-waiting': 'conversations',
  'conversation-renamed': 'conversations', 'tag-created': 'conversations',
  'conversation-merged': 'conversations', 'merge-undone': 'conversations', 'conversation-split': 'conversations', 'split-undone': 'conversations',
  'message-received': 'messages', 'message-edited': 'messages', 'message-removed': 'messages', 'reply-sent': 'messages', 'reply-undone': 'messages', 'note-added': 'messages',
  'reply-planned': 'messages', 'plan-changed': 'messages', 'plan-returned': 'messages', 'plan-sent': 'messages',
  'delivery-changed': 'deliveries',
  'commitment-made': 'promises', 'commitment-changed': 'promises', 'commitment-kept': 'promises', 'commitment-missed': 'promises', 'commitment-waived': 'promises', 'commitment-due-soon': 'promises',
  'view-changed': null, 'view-removed': null,
  'template-changed': null, 'template-removed': null,
  'notification-added': null, 'notification-seen': null,
  'raw-input-failed': 'inboxes', 'raw-input-retried': 'inboxes',
};

/** Kinds that may be chosen, by their group. */
export const kindsInGroup = (group: EventGroup): readonly EventKind[] => eventKinds.filter((kind) => groupOfKind[kind] === group);

export function wants(webhook: { readonly groups: readonly string[]; readonly kinds: readonly string[] }, kind: string): boolean {
  const group = groupOfKind[kind] ?? null;
  return group !== null && (webhook.groups.includes(group) || webhook.kinds.includes(kind));
}

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
