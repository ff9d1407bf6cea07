// A conversation as it stands when it is joined or divided: what an undo gives back.
import type { Standing } from '../domain/conversation/transition.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { MergeableConversation, Newest, Summary, Writings } from '../store/merge-conversations.ts';
import { findNewest, listMergedInto } from '../store/merge-conversations.ts';
import { listConversationTagIds } from '../store/tag.ts';
import type { Change } from './change.ts';
import { standingOf } from './move-conversation.ts';

export type Kept = { readonly standing: Standing; readonly assignee: string | null; readonly team: string | null; readonly subject: string | null };

export type ConversationBefore = Kept & {
  readonly summary: Summary;
  /** Ids of the newest message and of the customer's newest own words, from which the summary was made. */
  readonly newest: string | null;
  readonly spoken: string | null;
  /** Conversations that lie in it. */
  readonly family: readonly string[];
  readonly tags: readonly string[];
  /** What went along besides messages. */
  readonly writings: Writings;
};

export const noWritings: Writings = { planned: [], drafts: [] };

export async function beforeOf(within: Change, conversation: MergeableConversation): Promise<ConversationBefore> {
  const [{ newest, spoken }, family, tags] = await Promise.all([
    findNewest(within.db, within.workspace, conversation.id), listMergedInto(within.db, within.workspace, conversation.id), listConversationTagIds(within.db, within.workspace, conversation.id),
  ]);
  return {
    standing: standingOf(conversation), assignee: conversation.assignee, team: conversation.team, subject: conversation.subject, summary: summaryOf(conversation),
    newest: newest?.id ?? null, spoken: spoken?.id ?? null, family, tags, writings: noWritings,
  };
}

export function summaryOf(row: MergeableConversation): Summary {
  return {
    language: row.language, last_message: row.last_message, last_at: row.last_at.toISOString(), last_text: row.last_text, last_direction: row.last_direction,
    mood: row.mood, mood_intensity: row.mood_intensity, urgency: row.urgency,
  };
}

/**
 * The line of the list and the mood, after messages came or went. Where the newest message is one that is known from before, its
 * words stand as they were written down then; otherwise they are made from the message.
 */
export async function summaryNow(within: Change, conversation: string, known: readonly Pick<ConversationBefore, 'summary' | 'newest' | 'spoken'>[], since: string): Promise<Summary> {
  const { newest, spoken, language } = await findNewest(within.db, within.workspace, conversation);
  const first = known[0]!.summary;
  const unchanged = (message: Newest | null) => message !== null && (message.changed_at === null || message.changed_at.toISOString() < since);
  const last = unchanged(newest) ? known.find((one) => one.newest === newest!.id)?.summary : undefined;
  const mood = unchanged(spoken) ? known.find((one) => one.spoken === spoken!.id)?.summary : undefined;
  return { ...lastOf(newest, last ?? null, first), ...(mood ? { language: mood.language, mood: mood.mood, mood_intensity: mood.mood_intensity, urgency: mood.urgency } : { ...moodOf(spoken), language: language ?? first.language }) };
}

export function moodOf(spoken: Newest | null): Pick<Summary, 'mood' | 'mood_intensity' | 'urgency'> {
  const reading = (spoken?.value ?? null) as Reading | null;
  if (reading === null) return { mood: 'neutral', mood_intensity: 0, urgency: 'none' };
  return { mood: reading.mood, mood_intensity: reading.emotions.find((emotion) => emotion.value === reading.mood)?.intensity ?? 0, urgency: reading.urgency.value };
}

function lastOf(newest: Newest | null, known: Summary | null, first: Summary): Pick<Summary, 'last_message' | 'last_at' | 'last_text' | 'last_direction'> {
  const { last_message, last_at, last_text, last_direction } = known ?? first;
  if (known !== null || newest === null) return { last_message, last_at, last_text, last_direction };
  const own = (newest.value as Reading | null)?.ownWords ?? [];
  return { last_message: newest.id, last_at: newest.at.toISOString(), last_text: lastWords(newest.text, own, newest.direction), last_direction: newest.direction };
}
