// What happened, as it travels to screens: the numbered event and the things it changed, as they are now.
// An event row in the database is small (ids and a few values); the views are added when it is read.
import { z } from 'zod';
import {
  agentView, commitmentView, contactView, conversationView, id, inboxView, instant, messageView, notificationView, tagView, teamView, workspaceView,
} from './views.ts';

export const eventKinds = [
  'workspace-created', 'workspace-changed',
  'agent-joined', 'agent-changed', 'agent-invited', 'invitation-withdrawn',
  'team-created', 'team-changed', 'team-removed',
  'service-token-created', 'service-token-withdrawn', 'personal-token-created', 'personal-token-withdrawn',
  'webhook-created', 'webhook-changed', 'webhook-removed',
  'inbox-created', 'inbox-changed', 'inbox-health-changed', 'inbox-archived',
  'contact-created', 'contact-changed', 'contact-blocked', 'contact-unblocked',
  'conversation-started', 'conversation-assigned', 'conversation-tagged', 'conversation-closed', 'conversation-reopened',
  'conversation-snoozed', 'conversation-woken', 'conversation-waiting', 'conversation-renamed',
  'message-received', 'message-edited', 'message-removed', 'reply-sent', 'reply-undone', 'note-added',
  'forward-sent', 'third-party-answered',
  'conversation-merged', 'merge-undone', 'conversation-split', 'split-undone', 'contacts-merged', 'contact-merge-undone',
  'reply-planned', 'forward-planned', 'plan-changed', 'plan-returned', 'plan-sent', 'letter-planned', 'letter-changed', 'letter-returned', 'letter-sent',
  'delivery-changed', 'attachment-changed',
  'view-changed', 'view-removed',
  'keys-changed',
  'reading-corrected', 'correction-withdrawn',
  'commitment-made', 'commitment-changed', 'commitment-kept', 'commitment-missed', 'commitment-waived', 'commitment-due-soon',
  'commitment-renewed', 'commitment-handed-over',
  'notification-added', 'notification-seen',
  'tag-created',
  'batch-changed', 'contact-import-changed', 'contacts-imported',
  'template-changed', 'template-removed',
  'macro-changed', 'macro-removed', 'macro-run', 'macro-undone',
  'raw-input-failed', 'raw-input-retried',
] as const;
export type EventKind = (typeof eventKinds)[number];

export const views = z.object({
  workspace: workspaceView.optional(),
  agents: z.array(agentView).optional(),
  teams: z.array(teamView).optional(),
  inboxes: z.array(inboxView).optional(),
  tags: z.array(tagView).optional(),
  contacts: z.array(contactView).optional(),
  conversations: z.array(conversationView).optional(),
  messages: z.array(messageView).optional(),
  commitments: z.array(commitmentView).optional(),
  notifications: z.array(notificationView).optional(),
});
export type Views = z.infer<typeof views>;

/** Things that are no longer there for this agent: deleted, undone, or out of sight after a change of team. */
export const gone = z.object({
  conversations: z.array(id).optional(),
  messages: z.array(id).optional(),
  commitments: z.array(id).optional(),
  teams: z.array(id).optional(),
});
export type Gone = z.infer<typeof gone>;

export const deskEvent = z.object({
  number: z.int(),
  kind: z.enum(eventKinds),
  at: instant,
  actor: z.object({ kind: z.enum(['contact', 'agent', 'automation', 'service']), id: z.string() }),
  conversation: id.nullable(),
  data: z.record(z.string(), z.unknown()),
  views,
  gone,
}).meta({ id: 'Event' });
export type DeskEvent = z.infer<typeof deskEvent>;

/** What the live connection sends. `snapshot-needed`: the cursor is too old or access changed; load afresh. */
export type LiveMessage =
  | { readonly kind: 'ready'; readonly cursor: number }
  | { readonly kind: 'events'; readonly events: readonly DeskEvent[] }
  | { readonly kind: 'snapshot-needed'; readonly cursor: number }
  | { readonly kind: 'presence'; readonly conversation: string; readonly viewing: readonly string[]; readonly writing: readonly string[] }
  | { readonly kind: 'customer-typing'; readonly conversation: string };

/** What a screen says on the live connection. Presence is kept in memory only, an on/off bit each. */
export type LiveRequest =
  | { readonly kind: 'viewing'; readonly conversation: string | null }
  | { readonly kind: 'writing'; readonly conversation: string; readonly on: boolean };
