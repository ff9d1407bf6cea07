// What the matter is called. Answers carry the new subject; the customer's own messages keep theirs.
import { saveConversationUpdate } from '../store/conversation.ts';
import { storable } from '../store/receive.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';

export async function renameConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, wanted: string | null): Promise<void> {
  const subject = wanted === null || wanted.trim() === '' ? null : onOneLine(wanted);
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    if (found.subject === subject) return;
    await saveConversationUpdate(within.db, within.workspace, conversation, { subject });
    within.record('conversation-renamed', { conversation, data: { subject } });
  });
}

/** A line break in a subject would end the header it is sent in. */
function onOneLine(text: string): string {
  return storable(text).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
