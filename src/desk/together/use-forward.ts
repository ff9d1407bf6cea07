// A letter to a third party: what stands in it, what is wrong with it, and sending it once.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationView, InboxView, MessageView } from '../../contract/views.ts';
import { passedOn } from '../../domain/conversation/passed-on.ts';
import { readAddresses, writeAddresses } from '../composer/addresses.ts';
import { newestWords, writtenMeanwhile } from '../composer/answered-since.ts';
import { useWriting } from '../composer/use-writing.ts';
import { loadConversation } from '../conversation/use-conversation.ts';
import { useDueTime } from '../kit/moment.tsx';
import { newId } from '../kit/new-id.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { isRefused } from '../live/request.ts';
import { sameList, useDesk, useMe, useStore } from '../live/use-desk.ts';
import { useLocale } from '../wording/locale.ts';
import { flushForwards, forgetForward, inPlace, keepForward, onTaken, placeOf, pull, push, readForward, type ForwardDraft, type Place } from './forward-drafts.ts';
import { lettersChanged } from './letters.ts';
import { offerToTakeBack } from './take-forward-back.ts';
import { together } from './together-api.ts';
import { askToForward, type ForwardWish } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type ForwardParts = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly wish: ForwardWish; onClose(): void };
export type Forward = ReturnType<typeof useForward>;

export function useForward({ conversation, messages, wish, onClose }: ForwardParts) {
  const me = useMe();
  const place = placeOf(me.id, wish);
  const begin = useBeginning({ conversation, messages, wish });
  const [draft, setDraft] = useState<ForwardDraft>(() => readForward(place) ?? begin());
  useFollowed(place, (kept) => setDraft(kept ?? begin()));
  const [tried, setTried] = useState(false);
  const letters = useDesk((state) => Object.values(state.inboxes).filter((inbox) => inbox.archivedAt === null && inbox.can.copies && inbox.can.startsConversations), sameList);
  const inbox = letters.find((one) => one.id === (draft.inbox ?? conversation.inbox)) ?? letters[0];
  const mistakes = useMistakes(draft);
  const sending = useSending({ conversation, wish, place, onClose });
  const fit = () => {
    setTried(true);
    return inbox && Object.keys(mistakes).length === 0 ? inbox : null;
  };
  useWriting(conversation.id, draft.text);
  const change = (part: Partial<ForwardDraft>) => {
    const kept = readForward(place);
    const next = { ...draft, ...part, changedAt: Date.now(), known: kept?.known ?? null, keptAt: kept?.keptAt ?? null };
    setDraft(next);
    keepForward(place, next);
  };
  return {
    draft, change, inbox, letters,
    mistakes: tried ? mistakes : {},
    error: sending.error, busy: sending.busy, refused: sending.refused,
    meanwhile: writtenMeanwhile(messages, draft.begunAfter, me.id),
    files: filesOf(messages),
    seen: () => {
      sending.forgive();
      change({ version: conversation.version, begunAfter: newestIn(messages, conversation) });
    },
    discard: () => {
      forgetForward(place, { there: false });
      onClose();
    },
    send: async (anyway = false) => {
      const by = fit();
      if (by) await sending.send(draft, by, { anyway });
    },
    /** At a time, as an answer. */
    plan: async (sendAt: string) => {
      const by = fit();
      if (by) await sending.send(draft, by, { anyway: false, sendAt });
    },
  };
}

/** What other windows and devices write is asked for as this one opens; what is written here goes out as it closes. */
function useFollowed({ agent, conversation, about }: Place, onOther: (kept: ForwardDraft | null) => void): void {
  const latest = useRef(onOther);
  useLayoutEffect(() => {
    latest.current = onOther;
  });
  useEffect(() => {
    const place = { agent, conversation, about };
    const same = (one: Place) => one.agent === agent && one.conversation === conversation && one.about === about;
    const stop = onTaken((one) => {
      if (same(one)) latest.current(readForward(place));
    });
    const look = () => {
      if (document.visibilityState === 'visible') void pull(place).catch(() => undefined);
      else flushForwards();
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', flushForwards);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', flushForwards);
      void push(place);
    };
  }, [agent, conversation, about]);
}

/** Files of the conversation that can go along; pictures inside of formatted mails are none. */
function filesOf(messages: readonly MessageView[]) {
  return messages.filter((message) => message.removedAt === null).flatMap((message) => message.attachments.filter((attachment) => attachment.contentId === null));
}

function newestIn(messages: readonly MessageView[], conversation: ConversationView): string {
  return newestWords(messages) ?? conversation.createdAt;
}

function useBeginning({ conversation, messages, wish }: Omit<ForwardParts, 'onClose'>): () => ForwardDraft {
  const { t } = useTranslation('together');
  const locale = useLocale();
  // By the calendar: "today" is another day for whoever reads it.
  const when = (at: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  const agents = useDesk((state) => state.agents);
  return () => {
    const answered = messages.find((message) => message.id === wish.answers);
    const nameOf = (message: MessageView) => (message.author.kind === 'agent' ? agents[message.author.id]?.name : message.author.kind === 'contact' ? (message.author.name ?? conversation.contact.name) : message.author.name) ?? message.author.name ?? '';
    const head = (message: MessageView) => t('forward.head', { author: nameOf(message) || '—', when: when(message.sentAt) });
    const only = wish.answers ?? wish.message ?? null;
    const from = messages.find((message) => message.id === wish.message);
    const given = answered?.subject ?? conversation.subject ?? '';
    return {
      id: newId(),
      to: answered ? writeAddresses(answered.direction === 'from third party' && answered.sender ? [answered.sender] : answered.recipients.to) : '',
      copy: answered?.direction === 'from third party' ? writeAddresses(answered.recipients.copy) : '',
      blindCopy: '',
      answers: wish.answers ?? null,
      sender: null,
      subject: answered ? given : given === '' ? '' : t('forward.prefix', { subject: given.replace(/^(?:fwd?:\s*)+/iu, '') }),
      text: '',
      quoted: passedOn(messages, only, head),
      include: (from ?? { attachments: [] }).attachments.filter((attachment) => attachment.contentId === null).map((attachment) => attachment.id),
      attachments: [], inbox: answered?.inbox ?? null, waits: conversation.waitingSince === null,
      version: conversation.version, begunAfter: newestIn(messages, conversation), changedAt: Date.now(), known: null, keptAt: null,
    };
  };
}

type Field = 'to' | 'copy' | 'blindCopy' | 'text';

function useMistakes(draft: ForwardDraft): Readonly<Partial<Record<Field, string>>> {
  const { t } = useTranslation('together');
  const [to, copy, blindCopy] = [readAddresses(draft.to), readAddresses(draft.copy), readAddresses(draft.blindCopy)];
  const wrong = (list: readonly string[]) => t('forward.wrong', { address: list.join(', ') });
  const nothing = draft.text.trim() === '' && draft.quoted.trim() === '' && draft.include.length + draft.attachments.length === 0;
  return {
    ...(to.wrong.length > 0 ? { to: wrong(to.wrong) } : to.addresses.length === 0 ? { to: t('forward.noTo') } : {}),
    ...(copy.wrong.length > 0 ? { copy: wrong(copy.wrong) } : {}),
    ...(blindCopy.wrong.length > 0 ? { blindCopy: wrong(blindCopy.wrong) } : {}),
    ...(nothing ? { text: t('forward.nothing') } : {}),
  };
}

type Sending = Pick<ForwardParts, 'conversation' | 'wish' | 'onClose'> & { readonly place: Place };

function useSending({ conversation, wish, place, onClose }: Sending) {
  const { t } = useTranslation('together');
  const store = useStore();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const due = useDueTime();
  /** Before anything else is said of this place, the draft is gone. */
  const taking = <Reply>(call: () => Promise<Reply>) =>
    inPlace(place, async () => {
      const reply = await call();
      forgetForward(place, { there: true });
      return reply;
    });
  const send = async (draft: ForwardDraft, inbox: InboxView, { anyway, sendAt }: { readonly anyway: boolean; readonly sendAt?: string }) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      if (sendAt === undefined) {
        const message = await taking(() => together.forward(conversation.id, bodyOf(draft, wish, inbox, anyway)));
        store.take({ messages: [message] });
        onClose();
        offerToTakeBack({ store, message, place, draft, wish, text: t('forward.sent') });
      } else {
        await taking(() => together.planned.plan(conversation.id, { ...bodyOf(draft, wish, inbox, anyway), about: wish.message ?? null, sendAt }));
        onClose();
        tell({ text: t('forward.planned', { when: due(sendAt) }), undo: () => takePlanBack({ id: draft.id, conversation: conversation.id }, wish), stands: untilHeard(/^plan-(?:returned|sent)$/, draft.id) });
      }
    } catch (problem) {
      if (isRefused(problem, 'answered-meanwhile')) {
        setRefused(true);
        await loadConversation(store, conversation.id).catch(() => undefined);
      } else setError(problem);
      setBusy(false);
    }
  };
  return { send, busy, error, refused, forgive: () => setRefused(false) };
}

function bodyOf(draft: ForwardDraft, wish: ForwardWish, inbox: InboxView, anyway: boolean) {
  const waits: 'waiting' | 'stay' = draft.waits ? 'waiting' : 'stay';
  const afterwards = { then: waits };
  return {
    id: draft.id, to: [...readAddresses(draft.to).addresses], copy: [...readAddresses(draft.copy).addresses], blindCopy: [...readAddresses(draft.blindCopy).addresses], subject: draft.subject.trim() || null, text: draft.text.trim(), quoted: draft.quoted.trim(),
    include: [...draft.include], attachments: draft.attachments.map((attachment) => attachment.id), answers: wish.answers ?? null, inbox: inbox.id, version: draft.version, anyway, ...afterwards,
  };
}

/** It is a draft again, on the server, and its window opens with it. */
export async function takePlanBack(plan: { readonly id: string; readonly conversation: string }, wish: ForwardWish): Promise<void> {
  try {
    await together.planned.remove(plan);
    lettersChanged(plan.conversation);
    askToForward(wish);
  } catch (trouble) {
    tell({ text: '', trouble });
  }
}
