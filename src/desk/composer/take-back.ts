// Takes a reply back while the server holds it: it is gone from the thread at once, and its words are in the composer again.
import type { DeskState } from '../../contract/state.ts';
import type { MessageView } from '../../contract/views.ts';
import { newId } from '../kit/new-id.ts';
import { tell, withdrawAbout } from '../kit/notices.ts';
import { messages } from '../live/desk-api.ts';
import type { Store } from '../live/store.ts';
import { writeAddresses } from './addresses.ts';
import { newConversation, type Draft } from './drafts.ts';
import { requestStart } from './start-request.ts';
import { drafts } from './use-draft.ts';

/** @param draft what the reply was made of, where this page still knows: its copies and its way come back too */
export async function takeBack(store: Store, message: MessageView, draft?: Draft): Promise<void> {
  // What was meant for a third party must not stand where one writes to the customer.
  if (message.direction === 'to third party') return (await import('../together/take-forward-back.ts')).takeForwardBack(store, message);
  const first = beginsConversation(store.state(), message);
  const promises = promisesOf(store.state(), message.id);
  const without = (state: DeskState): DeskState => ({
    ...state,
    messages: Object.fromEntries(Object.entries(state.messages).filter(([id]) => id !== message.id)),
  });
  const hidden = store.begin(without);
  withdrawAbout(message.id);
  try {
    const { text, attachments } = await messages.undo(message.id);
    store.replace(without, store.cursor());
    hidden.settle();
    const words = draft ?? { text, attachments, inbox: message.inbox, sender: message.sender?.address ?? null, ...(promises ? { promises } : {}) };
    if (first) giveBackFirst(message, words);
    else drafts.restore(message.conversation, words);
  } catch (error) {
    hidden.undo();
    tell({ text: '', trouble: error });
  }
}

/** What it did about promises that were open before it: its words will do that again when they are sent. */
function promisesOf({ commitments }: DeskState, message: string): Draft['promises'] {
  const all = Object.values(commitments);
  const keeps = all.filter(({ state }) => state.is === 'kept' && state.by === message).map(({ id }) => id);
  const made = all.find((one) => one.message === message && one.renews !== null);
  const renews = made?.renews && made.due ? { commitment: made.renews, due: made.due.by } : null;
  return keeps.length > 0 || renews ? { keeps, renews } : undefined;
}

/** Nothing else was ever said in it: with these words the conversation goes too. */
function beginsConversation(state: DeskState, { id, conversation }: MessageView): boolean {
  return state.conversations[conversation]?.messageCount === 1 && !Object.values(state.messages).some((one) => one.conversation === conversation && one.id !== id);
}

function giveBackFirst(message: MessageView, words: Partial<Draft>): void {
  const begins = { conversation: newId(), to: writeAddresses(message.recipients.to), subject: message.subject ?? '' };
  drafts.restore(newConversation, { ...words, begins });
  requestStart();
}
