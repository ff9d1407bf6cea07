// Every route besides those of people (server/people.ts puts those together with sign-in). An unlisted route does not exist.
import type { CompiledPack } from '../../language/pack/shape.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import type { Presence } from '../live/presence.ts';
import type { Route } from '../route.ts';
import { attachmentRoutes } from './attachments.ts';
import { batchRoutes } from './batches.ts';
import { channelRoutes } from './channels.ts';
import { commitmentRoutes } from './commitments.ts';
import { contactImportRoutes } from './contact-imports.ts';
import { contactRoutes } from './contacts.ts';
import { conversationActionRoutes } from './conversation-actions.ts';
import { conversationRoutes } from './conversations.ts';
import { correctionRoutes } from './corrections.ts';
import { deliveryRoutes } from './deliveries.ts';
import { deviceRoutes } from './devices.ts';
import { draftRoutes } from './drafts.ts';
import { forwardDraftRoutes } from './forward-drafts.ts';
import type { HealthParts } from './health.ts';
import { healthRoutes } from './health.ts';
import { hookRoutes } from './hooks.ts';
import { inboxRoutes } from './inboxes.ts';
import { languageRoutes } from './languages.ts';
import { keyPointRoutes } from './key-points.ts';
import { macroRoutes } from './macros.ts';
import { mergeRoutes } from './merges.ts';
import { liveRoutes } from './live.ts';
import { messageRoutes } from './messages.ts';
import { moodRoutes } from './moods.ts';
import { notificationRoutes } from './notifications.ts';
import { plannedForwardRoutes } from './planned-forwards.ts';
import { plannedReplyRoutes } from './planned-replies.ts';
import { plannedStartRoutes } from './planned-starts.ts';
import { problemRoutes } from './problems.ts';
import { rawInputRoutes } from './raw-inputs.ts';
import { searchRoutes } from './search.ts';
import { tagRoutes } from './tags.ts';
import { templateRoutes } from './templates.ts';
import { togetherRoutes } from './together.ts';
import { viewRoutes } from './views.ts';
import { visitorRoutes } from './visitor.ts';
import { webhookRoutes } from './webhooks.ts';

export type RouteParts = HealthParts & {
  readonly accounts: AccountBook;
  readonly packs: readonly CompiledPack[];
  readonly presence: Presence;
};

/** Table by table, so that each keeps the types of its own routes (src/client/calls.ts). */
export function tablesOf(parts: RouteParts) {
  return [
    healthRoutes(parts), liveRoutes, languageRoutes(parts.packs), problemRoutes,
    conversationRoutes, togetherRoutes, searchRoutes, viewRoutes, conversationActionRoutes, batchRoutes, messageRoutes, draftRoutes, forwardDraftRoutes, plannedReplyRoutes, plannedForwardRoutes, plannedStartRoutes, keyPointRoutes, deliveryRoutes, attachmentRoutes,
    correctionRoutes, moodRoutes,
    contactRoutes, contactImportRoutes, mergeRoutes, commitmentRoutes, notificationRoutes, deviceRoutes, tagRoutes, templateRoutes, macroRoutes, inboxRoutes, channelRoutes, rawInputRoutes, webhookRoutes,
    hookRoutes(parts.accounts), visitorRoutes({ accounts: parts.accounts, presence: parts.presence }),
  ] as const;
}

export function routesOf(parts: RouteParts): readonly Route[] {
  return tablesOf(parts).flat();
}
