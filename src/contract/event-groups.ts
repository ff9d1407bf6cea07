// Kinds of events in groups that people understand: what an outgoing webhook can be told of. Without the schemas, so that a screen
// needs none.

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
  'forward-sent': 'messages', 'third-party-answered': 'messages',
  'reply-planned': 'messages', 'forward-planned': 'messages', 'plan-changed': 'messages', 'plan-returned': 'messages', 'plan-sent': 'messages',
  'letter-planned': 'messages', 'letter-changed': 'messages', 'letter-returned': 'messages', 'letter-sent': 'messages',
  'delivery-changed': 'deliveries', 'attachment-changed': 'messages',
  'commitment-made': 'promises', 'commitment-changed': 'promises', 'commitment-kept': 'promises', 'commitment-missed': 'promises', 'commitment-waived': 'promises', 'commitment-due-soon': 'promises',
  'commitment-renewed': 'promises', 'commitment-handed-over': 'promises',
  'reading-corrected': 'messages', 'correction-withdrawn': 'messages',
  'view-changed': null, 'view-removed': null, 'keys-changed': null,
  'template-changed': null, 'template-removed': null,
  'macro-changed': null, 'macro-removed': null, 'macro-run': 'conversations', 'macro-undone': 'conversations',
  'batch-changed': null, 'contact-import-changed': null, 'contacts-imported': 'contacts',
  'notification-added': null, 'notification-seen': null,
  'raw-input-failed': 'inboxes', 'raw-input-retried': 'inboxes',
};

/** Kinds that may be chosen, by their group. */
export const kindsInGroup = (group: EventGroup): readonly string[] => Object.keys(groupOfKind).filter((kind) => groupOfKind[kind] === group);

export function wants(webhook: { readonly groups: readonly string[]; readonly kinds: readonly string[] }, kind: string): boolean {
  const group = groupOfKind[kind] ?? null;
  return group !== null && (webhook.groups.includes(group) || webhook.kinds.includes(kind));
}
