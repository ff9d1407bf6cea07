// A conversation that the agent begins: what is typed, what is wrong with it, and sending it once.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InboxView } from '../../contract/views.ts';
import { useDueTime } from '../kit/moment.tsx';
import { tell, untilHeard } from '../kit/notices.ts';
import { conversations as api } from '../live/desk-api.ts';
import { withOpened } from '../live/store.ts';
import { useStore } from '../live/use-desk.ts';
import { spoken } from '../wording/interface.ts';
import { starts } from '../writing/writing-api.ts';
import { readAddresses, type TypedAddress } from './addresses.ts';
import { newConversation, type Draft } from './drafts.ts';
import { useAttachments } from './use-attachments.ts';
import { requestStart } from './start-request.ts';
import { drafts, draftSync, useDraft } from './use-draft.ts';
import { offerUndo } from './use-send.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Field = 'to' | 'copy' | 'blindCopy' | 'subject' | 'text';

/** What stands in a field, and the change of the draft that writing in it is. */
function partOf(draft: Draft, name: Field): readonly [string, (value: string) => Partial<Draft>] {
  const { begins } = draft;
  if (name === 'to' || name === 'subject') return [begins[name], (value) => ({ begins: { ...begins, [name]: value } })];
  return [draft[name] ?? '', (value) => ({ [name]: value })];
}

function readDraft({ begins, copy, blindCopy }: Draft) {
  return { to: readAddresses(begins.to), copy: readAddresses(copy ?? ''), blindCopy: readAddresses(blindCopy) };
}

function bodyOf(draft: Draft, inbox: InboxView, to: TypedAddress, { copy, blindCopy }: ReturnType<typeof readDraft>) {
  return {
    id: draft.begins.conversation,
    message: draft.id,
    inbox: inbox.id,
    to,
    ...(inbox.can.copies ? { copy: [...copy.addresses], blindCopy: [...blindCopy.addresses] } : {}),
    subject: draft.begins.subject.trim() || null,
    text: draft.text.trim(),
    sender: draft.sender,
    attachments: draft.attachments.map((attachment) => attachment.id),
  };
}

export function useStart(inboxes: readonly InboxView[], onClose: () => void) {
  // Kept with its ids: the same letter sent twice after a lost answer is one conversation.
  const [draft, change] = useDraft(newConversation);
  const [tried, setTried] = useState(false);
  const inbox = inboxes.find((one) => one.id === draft.inbox) ?? inboxes[0];
  const files = useAttachments(newConversation, inbox?.can.attachments);
  const read = readDraft(draft);
  const mistakes = useMistakes(draft, read);
  const { send, plan, busy, error } = useSendFirst(onClose);
  return {
    draft,
    change,
    inbox,
    files,
    error,
    busy,
    field: (name: Field) => {
      const [value, changed] = partOf(draft, name);
      const onChange = (event: { readonly target: { readonly value: string } }) => change(changed(event.target.value));
      return { value, onChange, mistake: tried ? mistakes[name] : undefined };
    },
    send: async () => {
      setTried(true);
      const [recipient] = read.to.addresses;
      if (!inbox || !recipient || files.busy || Object.values(mistakes).some((mistake) => mistake !== undefined)) return;
      await send(draft, bodyOf(draft, inbox, recipient, read));
    },
    plan: async (sendAt: string) => {
      setTried(true);
      const [recipient] = read.to.addresses;
      if (!inbox || !recipient || files.busy || Object.values(mistakes).some((mistake) => mistake !== undefined)) return;
      await plan(draft, { ...bodyOf(draft, inbox, recipient, read), sendAt });
    },
    /** What another place has put into the draft. */
    reload: () => draftSync.look(newConversation),
  };
}

function useMistakes(draft: Draft, read: ReturnType<typeof readDraft>): Readonly<Partial<Record<Field, string | undefined>>> {
  const { t } = useTranslation();
  const wrong = (list: readonly string[]) => (list.length > 0 ? t('composer.wrongAddress', { address: list.join(', ') }) : undefined);
  return {
    to: read.to.addresses.length !== 1 || read.to.wrong.length > 0 ? t('start.oneRecipient') : undefined,
    copy: wrong(read.copy.wrong),
    blindCopy: wrong(read.blindCopy.wrong),
    text: draft.text.trim() === '' ? t('start.noText') : undefined,
  };
}

/** Once at a time; afterwards the conversation is open, and the letter can be taken back like any answer. */
function useSendFirst(onClose: () => void) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const due = useDueTime();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (draft: Draft, body: ReturnType<typeof bodyOf>) => {
    if (busy) return;
    setBusy(true);
    const asked = store.cursor();
    try {
      const reply = await api.start(body);
      const { conversation, contact, messages, commitments } = reply;
      const views = { conversations: [conversation], contacts: [contact], messages, commitments };
      store.replace((state) => withOpened(state, reply, views), Math.max(asked, reply.cursor));
      drafts.clear(newConversation);
      onClose();
      await navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: conversation.id } });
      const [letter] = messages;
      if (letter) offerUndo(store, draft, letter, t('done.sent'));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const plan = async (draft: Draft, body: Parameters<typeof starts.plan>[0]) => {
    if (busy) return;
    setBusy(true);
    try {
      await starts.plan(body);
      drafts.clear(newConversation);
      onClose();
      tell({
        text: spoken('writing')('letters.planned', { when: due(body.sendAt) }),
        stands: untilHeard(/^letter-(?:returned|sent)$/, draft.id),
        undo: async () => {
          await starts.remove(draft.id).catch((trouble: unknown) => tell({ text: '', trouble }));
          draftSync.look(newConversation);
          requestStart();
        },
      });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return { send, plan, busy, error };
}
