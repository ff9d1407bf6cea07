// Takes a reply back while the server holds it: it is gone from the thread at once, and its words are in the composer again.
import type { DeskState } from '../../contract/state.ts';
import type { MessageView } from '../../contract/views.ts';
import { tell, withdrawAbout } from '../kit/notices.ts';
import { messages } from '../live/desk-api.ts';
import type { Store } from '../live/store.ts';
import type { Draft } from './drafts.ts';
import { drafts } from './use-draft.ts';

/** @param draft what the reply was made of, where this page still knows: its copies and its way come back too */
export async function takeBack(store: Store, message: MessageView, draft?: Draft): Promise<void> {
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
    drafts.restore(message.conversation, draft ?? { text, attachments, inbox: message.inbox, sender: message.sender?.address ?? null });
  } catch (error) {
    hidden.undo();
    tell({ text: '', trouble: error });
  }
}
