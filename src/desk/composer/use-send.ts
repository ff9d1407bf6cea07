// Sends what stands in the composer. It shows at once; when the server refuses or cannot be reached, the words are back
// where they were, under the same id, so that trying again can never make two messages of one.
import { useCallback } from 'react';
import type { DeskState } from '../../contract/state.ts';
import type { ReplyBody } from '../../contract/requests.ts';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { lastWords } from '../../domain/conversation/summary.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { conversations } from '../live/desk-api.ts';
import { isRefused } from '../live/request.ts';
import type { Store } from '../live/store.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import type { Draft } from './drafts.ts';
import { mentionsIn } from '../together/called-names.ts';
import { loadTakingBack, takeBack } from './taking-back.ts';
import { drafts } from './use-draft.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** What becomes of the conversation when the answer is sent. */
export type After = ReplyBody['then'];
export type Outcome = 'sent' | 'answered-meanwhile' | 'failed';
export type Sending = {
  readonly conversation: ConversationView;
  readonly draft: Draft;
  readonly after: After;
  readonly anyway: boolean;
  /** Of a note: these would not see it. */
  onUnseen?(names: string): void;
  /** It answers somebody who hurts: while it can still be taken back, its author is asked once how they would feel. */
  readonly asksFirst?: boolean;
  readonly body: Pick<Partial<ReplyBody>, 'inbox' | 'sender' | 'copy' | 'blindCopy' | 'commitments' | 'keeps' | 'renews'>;
};

export function useSend(): (sending: Sending) => Promise<Outcome> {
  const store = useStore();
  const me = useMe();
  const { t } = useTranslation();
  return useCallback(
    async (sending) => {
      const { conversation, draft } = sending;
      const note = draft.kind === 'note';
      const underway = store.begin((state) => withGuess(state, sending, me));
      const asked = store.cursor();
      const attachments = draft.attachments.map((attachment) => attachment.id);
      const text = draft.text.trim();
      drafts.clear(conversation.id, draft.kind);
      try {
        const message = note
          ? await conversations.note(conversation.id, { id: draft.id, text, attachments, mentions: mentionsIn(text, store.state()), anyway: sending.anyway })
          : await conversations.reply(
              conversation.id,
              {
                id: draft.id,
                text,
                attachments,
                version: draft.version ?? conversation.version,
                anyway: sending.anyway,
                ...sending.body,
              },
              sending.after,
            );
        underway.settle({ messages: [message] }, asked);
        if (!note) offerUndo(store, sending.asksFirst ? { ...draft, asked: true } : draft, message, t('done.sent'), sending.asksFirst ? t('feel.question') : undefined);
        return 'sent';
      } catch (error) {
        underway.undo();
        drafts.change(conversation.id, draft);
        if (isRefused(error, 'answered-meanwhile')) return 'answered-meanwhile';
        if (isRefused(error, 'mentioned-cannot-see')) {
          sending.onUnseen?.(String(error.body.values['names']));
          return 'failed';
        }
        tell({ text: t('composer.kept'), trouble: error });
        return 'failed';
      }
    },
    [me, store, t],
  );
}

/** For as long as the server holds it back. */
export function offerUndo(store: Store, draft: Draft, message: MessageView, text: string, question?: string): void {
  const due = message.deliveries[0]?.due;
  if (!due || Date.parse(due) <= Date.now()) return;
  loadTakingBack();
  tell({ text, ...(question ? { question } : {}), until: Date.parse(due), counts: true, about: message.id, undo: () => takeBack(store, message, draft), stands: untilHeard(/^reply-undone$/, message.id) });
}

/** How it will most likely look; the server's answer replaces it. */
function withGuess(state: DeskState, { conversation, draft, after }: Sending, me: { readonly id: string; readonly name: string }): DeskState {
  const at = new Date().toISOString();
  const note = draft.kind === 'note';
  const message: MessageView = {
    id: draft.id,
    conversation: conversation.id,
    home: null,
    inbox: note ? null : conversation.inbox,
    direction: note ? 'note' : 'out',
    author: { kind: 'agent', id: me.id, name: me.name },
    subject: null,
    text: draft.text.trim(),
    formatted: false,
    recipients: { to: [], copy: [], blindCopy: [] },
    sender: null,
    language: null,
    machineSent: false,
    sentAt: at,
    createdAt: at,
    editedAt: null,
    removedAt: null,
    source: false,
    notices: [],
    page: null,
    ownWords: null,
    mentions: note ? mentionsIn(draft.text.trim(), state) : [],
    answers: null,
    attachments: [...draft.attachments],
    reading: null,
    corrections: [],
    deliveries: [],
  };
  const held = state.conversations[conversation.id] ?? conversation;
  const next: ConversationView = {
    ...held,
    last: { at, text: lastWords(message.text, [], message.direction), direction: message.direction },
    ...(note ? {} : { waitingSince: null, state: stateAfter(after, at), assignee: held.assignee ?? me.id }),
  };
  return { ...state, messages: { ...state.messages, [message.id]: message }, conversations: { ...state.conversations, [held.id]: next } };
}

function stateAfter(after: After, at: string): ConversationView['state'] {
  if (after === 'closed') return { is: 'closed', at, because: 'solved' };
  return after === 'waiting' ? { is: 'waiting', for: 'customer' } : { is: 'open' };
}
