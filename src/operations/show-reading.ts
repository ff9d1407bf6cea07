// What a conversation and its contact show of what was read, after a message is read otherwise: by a correction, or because its
// author changed it or took it back.
import { lastWords } from '../domain/conversation/summary.ts';
import type { Written } from '../domain/contact/written-language.ts';
import { languageAfter } from '../domain/contact/written-language.ts';
import { listContactConversationIds, findLastSaid, saveConversationUpdate } from '../store/conversation.ts';
import { findFeeling, saveFeeling } from '../store/correction.ts';
import { findNewest } from '../store/merge-conversations.ts';
import type { Writer } from '../store/written-language.ts';
import { findWrittenLanguage, saveWrittenLanguage } from '../store/written-language.ts';
import type { Change } from './change.ts';
import { moodOf } from './conversation-before.ts';

/**
 * The list shows how the customer's newest own words were read, and in which language they surely write.
 * `message`: the one that is read otherwise; null: one is gone, and any may be the newest now.
 */
export async function showFeeling(within: Change, conversation: string, { message, language: anew }: { readonly message: string | null; readonly language: boolean }): Promise<void> {
  const [{ spoken, language }, standing] = await Promise.all([findNewest(within.db, within.workspace, conversation), findFeeling(within.db, within.workspace, conversation)]);
  if (!standing) return;
  const newest = message === null || spoken?.id === message ? moodOf(spoken) : null;
  await saveFeeling(within.db, within.workspace, conversation, {
    mood: newest?.mood ?? standing.mood, intensity: newest?.mood_intensity ?? standing.mood_intensity, urgency: newest?.urgency ?? standing.urgency, language: anew ? language : standing.language,
  });
}

/** The list shows the newest words as they are now. `only`: where they are this message's. `words`: what was said is another than before. */
export async function showLast(within: Change, conversation: string, { only, words }: { readonly only?: string; readonly words?: true } = {}): Promise<void> {
  const last = await findLastSaid(within.db, within.workspace, conversation);
  if (!last || (only !== undefined && last.message !== only)) return;
  await saveConversationUpdate(within.db, within.workspace, conversation, {
    last: { message: last.message, at: last.at.toISOString(), text: lastWords(last.text, last.own, last.direction), direction: last.direction }, ...(words ? { words } : {}),
  });
}

/** @param wrote in which language the contact surely wrote before */
export async function followLanguage(within: Change, writer: Writer, wrote: Written | null): Promise<void> {
  if (writer.set) return;
  const after = languageAfter(writer, wrote, await findWrittenLanguage(within.db, within.workspace, writer.id));
  if (after.language === writer.language && after.before === writer.before) return;
  await saveWrittenLanguage(within.db, within.workspace, writer.id, after);
  if (after.language !== writer.language) within.record('contact-changed', { data: { contact: writer.id, conversations: await listContactConversationIds(within.db, within.workspace, writer.id) } });
}
