// A letter to a third party that is taken back while the server holds it: it stands in its own window again, never in the composer,
// where one writes to the customer.
import type { DeskState } from '../../contract/state.ts';
import type { MessageView } from '../../contract/views.ts';
import { writeAddresses } from '../composer/addresses.ts';
import { newId } from '../kit/new-id.ts';
import { tell, untilHeard, withdrawAbout } from '../kit/notices.ts';
import { messages } from '../live/desk-api.ts';
import type { Store } from '../live/store.ts';
import { giveBack, placeOf, type ForwardDraft, type Place } from './forward-drafts.ts';
import { askToForward, type ForwardWish } from './wishes.ts';

type Offered = { readonly store: Store; readonly message: MessageView; readonly place: Place; readonly draft: ForwardDraft; readonly wish: ForwardWish; readonly text: string };

/** For as long as the server holds it back. */
export function offerToTakeBack({ store, message, place, draft, wish, text }: Offered): void {
  const due = message.deliveries[0]?.due;
  const held = due !== undefined && due !== null && Date.parse(due) > Date.now();
  tell(held ? { text, until: Date.parse(due), counts: true, about: message.id, undo: () => takeBack(store, message, place, draft, wish), stands: untilHeard(/^reply-undone$/, message.id) } : { text });
}

/** By its own line in the thread: what it was made of is read from itself. */
export function takeForwardBack(store: Store, message: MessageView): Promise<void> {
  const end = message.ownWords?.at(-1)?.end ?? 0;
  const wish = { conversation: message.conversation, ...(message.answers === null ? {} : { answers: message.answers }) };
  const draft: ForwardDraft = {
    id: newId(), to: writeAddresses(message.recipients.to), copy: writeAddresses(message.recipients.copy), blindCopy: writeAddresses(message.recipients.blindCopy), subject: message.subject ?? '', text: message.text.slice(0, end), quoted: message.text.slice(end).trim(),
    include: [], attachments: [], answers: message.answers, inbox: message.inbox, sender: message.sender?.address ?? null, waits: false, version: store.state().conversations[message.conversation]?.version ?? 0, begunAfter: message.createdAt, changedAt: Date.now(), known: null, keptAt: null,
  };
  return takeBack(store, message, placeOf(message.author.id, wish), draft, wish);
}

async function takeBack(store: Store, message: MessageView, place: Place, draft: ForwardDraft, wish: ForwardWish): Promise<void> {
  const without = (state: DeskState): DeskState => ({ ...state, messages: Object.fromEntries(Object.entries(state.messages).filter(([id]) => id !== message.id)) });
  const hidden = store.begin(without);
  withdrawAbout(message.id);
  try {
    await messages.undo(message.id);
    store.replace(without, store.cursor());
    hidden.settle();
    // Its files are uploads of their author now, as those of every message that is taken back.
    giveBack(place, draft, message.attachments);
    askToForward(wish);
  } catch (error) {
    hidden.undo();
    tell({ text: '', trouble: error });
  }
}
