// What stands in a composer and what happens to it: the draft, its files, its way, the help with it, and sending.
import { useRef, useState, type RefObject } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { isHot } from '../../domain/conversation/hard.ts';
import { loadConversation, messagesOf } from '../conversation/use-conversation.ts';
import { useDesk, useMe, useStore } from '../live/use-desk.ts';
import { readAddresses } from './addresses.ts';
import { readAsksFirst } from './advice-mode.ts';
import { messagesToAnswer, newestWords, writtenMeanwhile } from './answered-since.ts';
import { isBlank, type Draft } from './drafts.ts';
import { keptPromises } from './promises.ts';
import { useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useHelp } from './use-help.ts';
import { useReplyWay } from './use-reply-way.ts';
import { useSend, type After, type Outcome, type Sending } from './use-send.ts';
import { useWriting } from './use-writing.ts';
import { useDueTime } from '../kit/moment.tsx';
import { usePlan } from '../writing/use-plan.ts';

export type ComposerProps = {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
  onSent(after: After): void;
};

export function useComposer({ conversation, messages, onSent }: ComposerProps) {
  const me = useMe();
  const [draft, change] = useDraft(conversation.id);
  const way = useReplyWay(conversation, messages, draft);
  const files = useAttachments(conversation.id, way.inbox?.can.attachments);
  const help = useHelp({ conversation, messages, contact: way.contact, draft, change });
  const send = useSendUnlessWritten(conversation.id, me.id);
  const planIt = usePlan();
  const due = useDueTime();
  const timeZone = useDesk((state) => state.workspace?.timeZone) ?? 'UTC';
  const [refused, setRefused] = useState(false);
  const [asking, setAsking] = useState<{ readonly after: After; readonly anyway: boolean } | null>(null);
  const busy = useRef(false);
  const [unseen, setUnseen] = useState<{ readonly names: string; readonly text: string } | null>(null);
  const note = draft.kind === 'note';
  const newest = newestWords(messages) ?? conversation.createdAt;
  useWriting(conversation.id, note ? '' : draft.text);

  return {
    draft, note,
    way,
    files,
    help,
    refused,
    /** Whom the note calls who would not see it, as long as it stands as it was refused. */
    unseen: note && unseen?.text === draft.text ? unseen.names : null,
    /** How it would be sent; null: nobody is asked anything. */
    asking: note || isBlank(draft) ? null : asking,
    stopAsking: () => setAsking(null),
    change,
    blank: isBlank(draft),
    meanwhile: writtenMeanwhile(messages, note || isBlank(draft) ? null : draft.begunAfter, me.id),
    write: (text: string) => change({ text, ...(draft.text === '' ? { version: conversation.version, begunAfter: newest } : {}) }),
    /** The agent has read what came in between: from here on the draft answers that too. */
    seen: () => {
      setRefused(false);
      change({ version: conversation.version, begunAfter: newest });
    },
    timeZone: way.contact?.timeZone ?? timeZone,
    plan: async (after: After, sendAt: string) => {
      if (note || isBlank(draft) || files.busy || busy.current || wrongIn(draft, way).length > 0) return;
      busy.current = true;
      const outcome = await planIt({ conversation, draft, after, sendAt, when: due(sendAt), body: bodyOf(draft, way, help) });
      busy.current = false;
      setRefused(outcome === 'answered-meanwhile');
    },
    submit: async (after: After, anyway = false) => {
      const wrong = note ? [] : wrongIn(draft, way);
      if (isBlank(draft) || files.busy || busy.current || wrong.length > 0) return;
      const asksFirst = !note && draft.asked !== true && readAsksFirst() && messagesToAnswer(messages).some(({ reading }) => reading !== null && isHot(reading));
      // What cannot be taken back is asked about before it goes; the same key again sends it.
      if (asksFirst && way.inbox?.undoSeconds === 0) {
        change({ asked: true });
        setAsking({ after, anyway });
        return;
      }
      setAsking(null);
      busy.current = true;
      const outcome = await send({ conversation, draft, after, anyway, asksFirst, body: bodyOf(draft, way, help), onUnseen: (names) => setUnseen({ names, text: draft.text }) });
      busy.current = false;
      setRefused(outcome === 'answered-meanwhile');
      if (outcome === 'sent') onSent(after);
    },
  };
}

function wrongIn(draft: Draft, way: { readonly copy: string }): readonly string[] {
  return [...readAddresses(way.copy).wrong, ...readAddresses(draft.blindCopy).wrong];
}

/** Only the words of somebody else are a reason to look again; something of our own that was taken back is none. */
function useSendUnlessWritten(conversation: string, me: string): (sending: Sending) => Promise<Outcome> {
  const store = useStore();
  const send = useSend();
  return async (sending) => {
    const outcome = await send(sending);
    if (outcome !== 'answered-meanwhile') return outcome;
    await loadConversation(store, conversation).catch(() => undefined);
    const state = store.state();
    const version = state.conversations[conversation]?.version ?? null;
    const wrote = writtenMeanwhile(messagesOf(state, conversation), sending.draft.begunAfter, me).length > 0;
    return wrote || version === sending.draft.version ? outcome : send({ ...sending, draft: { ...sending.draft, version } });
  };
}

function bodyOf(draft: Draft, way: ReturnType<typeof useReplyWay>, help: Pick<ReturnType<typeof useHelp>, 'promises' | 'ready'>): Sending['body'] {
  const shift = draft.text.length - draft.text.trimStart().length;
  return {
    ...(way.chosen ? { inbox: way.chosen } : {}),
    sender: draft.sender,
    ...(way.inbox?.can.copies ? { copy: [...readAddresses(way.copy).addresses], blindCopy: [...readAddresses(draft.blindCopy).addresses] } : {}),
    ...(draft.promises ? { keeps: [...draft.promises.keeps], ...(draft.promises.renews ? { renews: draft.promises.renews } : {}) } : {}),
    // Before the advice has been ready once, the server finds the promises itself.
    ...(help.ready ? { commitments: keptPromises(help.promises, shift, draft.text.trim().length) } : {}),
  };
}
