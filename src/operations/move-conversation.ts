// Puts a locked conversation into another state and tells of it. All decisions by hand and the clock's wakings go through here.
import type { EventKind } from '../contract/event.ts';
import { isSameStanding } from '../domain/conversation/by-hand.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import { Refusal } from '../domain/refusal.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { findMergedInto, lockConversation, saveConversationUpdate, stateOf } from '../store/conversation.ts';
import { findUnansweredSince } from '../store/conversation-waiting.ts';
import type { Change } from './change.ts';

export async function getLocked(within: Change, conversation: string): Promise<LockedConversation> {
  const found = await lockConversation(within.db, within.workspace, conversation);
  return found ?? refuseMissing(within, conversation);
}

/** Not there, or merged by somebody else a moment ago: that is said, with where it is now. */
export async function refuseMissing(within: Change, conversation: string): Promise<never> {
  const into = await findMergedInto(within.db, within.workspace, conversation);
  throw into ? new Refusal('conversation-merged', { conversation: into.id, number: into.number }) : new Refusal('not-found');
}

export function standingOf(conversation: LockedConversation): Standing {
  return { state: stateOf(conversation), waitingSince: conversation.waiting_since?.toISOString() ?? null };
}

/** A closed conversation has forgotten who wrote last; its messages know. */
export async function unansweredSince(within: Change, conversation: LockedConversation): Promise<string | null> {
  if (conversation.state !== 'closed') return null;
  return (await findUnansweredSince(within.db, within.workspace, conversation.id))?.toISOString() ?? null;
}

/** Nothing is told where nothing changes. */
export async function moveConversation(within: Change, conversation: LockedConversation, after: Standing, kind: EventKind, data: Readonly<Record<string, unknown>> = {}): Promise<void> {
  if (isSameStanding(standingOf(conversation), after)) return;
  await saveConversationUpdate(within.db, within.workspace, conversation.id, { state: after.state, waitingSince: after.waitingSince });
  within.record(kind, { conversation: conversation.id, data });
}
