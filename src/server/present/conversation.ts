// Rows of the store as the contract shows them.
import type { CommitmentView, ContactView, ConversationView, NotificationView } from '../../contract/views.ts';
import { knownPreferences } from '../../domain/contact/preferences.ts';
import { stateOf } from '../../store/conversation.ts';
import type { ConversationRow } from '../../store/conversation-row.ts';
import type { CommitmentRow } from '../../store/commitment.ts';
import type { ContactRow, IdentityRow } from '../../store/contact.ts';
import type { NotificationRow } from '../../store/notification.ts';

export function iso(date: Date): string {
  return date.toISOString();
}

export function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

export function presentConversation(row: ConversationRow): ConversationView {
  return {
    id: row.id,
    number: row.number,
    contact: { id: row.contact, name: row.contact_name },
    inbox: row.inbox,
    channel: row.channel,
    subject: row.subject,
    language: row.language,
    state: stateOf(row),
    assignee: row.assignee,
    team: row.team,
    tags: [...row.tags],
    waitingSince: row.waiting_since,
    version: row.version,
    last: { at: row.last_at, text: row.last_text, direction: row.last_direction },
    messageCount: row.message_count,
    mood: row.mood as ConversationView['mood'],
    moodIntensity: row.mood_intensity,
    urgency: row.urgency as ConversationView['urgency'],
    failedDeliveries: row.failed_deliveries,
    commitmentDue: row.commitment_due,
    createdAt: row.created_at,
  };
}

export function presentContact(row: ContactRow, identities: readonly IdentityRow[]): ContactView {
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    timeZone: row.time_zone,
    attributes: row.attributes as Record<string, string>,
    preferences: knownPreferences(row.preferences),
    blockedAt: isoOrNull(row.blocked_at),
    identities: identities.filter((identity) => identity.contact === row.id)
      .map((identity) => ({
        channel: identity.channel, externalId: identity.external_id, name: identity.name, verified: identity.verified,
        ...(identity.unreachable_since === null ? {} : { unreachableSince: iso(identity.unreachable_since) }),
      })),
    createdAt: iso(row.created_at),
    version: row.version,
  };
}

export function presentCommitment(row: CommitmentRow): CommitmentView {
  return {
    id: row.id,
    conversation: row.conversation,
    message: row.message,
    agent: row.agent,
    at: { start: row.span_start, end: row.span_end },
    promise: row.promise,
    due: row.due_at === null ? null : { by: iso(row.due_at), stated: row.due_stated },
    renews: row.renews,
    missedAt: isoOrNull(row.missed_at),
    settledBy: row.settled_by,
    state: presentCommitmentState(row),
  };
}

function presentCommitmentState(row: CommitmentRow): CommitmentView['state'] {
  const at = iso(row.settled_at ?? row.missed_at ?? row.created_at);
  switch (row.state) {
    case 'open':
      return { is: 'open' };
    case 'kept':
      return { is: 'kept', by: row.kept_by, at };
    case 'missed':
      return { is: 'missed', at };
    case 'waived':
      return { is: 'waived', by: row.waived_by ?? row.agent, at, reason: row.waived_reason ?? '' };
    case 'renewed':
      return { is: 'renewed', by: row.renewed_by ?? row.id, at };
  }
}

export function presentNotification(row: NotificationRow): NotificationView {
  return {
    id: row.id,
    kind: row.kind as NotificationView['kind'],
    conversation: row.conversation,
    message: row.message,
    data: row.data as Record<string, string>,
    loud: row.loud,
    createdAt: iso(row.created_at),
    seenAt: isoOrNull(row.seen_at),
  };
}
