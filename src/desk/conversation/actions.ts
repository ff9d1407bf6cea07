// What an agent does to a conversation. Each shows at once, is said at the bottom with an undo, and goes back by itself
// when the server refuses.
import { useMemo } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { newestWords, writtenMeanwhile } from '../composer/answered-since.ts';
import { tell, withdraw } from '../kit/notices.ts';
import { conversations as api } from '../live/desk-api.ts';
import { inTurn } from '../live/in-turn.ts';
import type { Store } from '../live/store.ts';
import { isRefused } from '../live/request.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import { isSameState, stillSo } from './still-so.ts';
import { messagesOf } from './use-conversation.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Change = Partial<ConversationView>;
type Call = () => Promise<ConversationView>;

export type Actions = ReturnType<typeof useActions>;

async function run(
  store: Store,
  conversation: string,
  change: Change,
  call: Call,
  told: { readonly text: string; readonly undo?: () => Promise<void>; /** Whether it still is as this made it: otherwise there is nothing to take back. */ isSo?(held: ConversationView): boolean },
): Promise<boolean> {
  const underway = store.begin((state) => {
    const held = state.conversations[conversation];
    return held ? { ...state, conversations: { ...state.conversations, [conversation]: { ...held, ...change } } } : state;
  });
  const asked = store.cursor();
  const { text, undo, isSo } = told;
  const still = stillSo(conversation, isSo ?? (() => true));
  const notice = text === '' ? null : tell({ text, ...(undo ? { undo, stands: still.stands } : {}) });
  try {
    const answer = await inTurn(conversation, call);
    still.answered(answer);
    underway.settle({ conversations: [answer] }, asked);
    return true;
  } catch (error) {
    underway.undo();
    if (notice !== null) withdraw(notice);
    tell({ text: '', trouble: error });
    return false;
  }
}

/** What somebody wrote in that moment is not closed unread. Words of one's own that are still under way are no reason. */
async function closeAsSeen(store: Store, conversation: ConversationView, me: string, notClosed: string): Promise<ConversationView> {
  const seen = newestWords(messagesOf(store.state(), conversation.id)) ?? conversation.last.at;
  try {
    return await api.close(conversation.id, 'solved', conversation.version);
  } catch (error) {
    if (!isRefused(error, 'answered-meanwhile')) throw error;
    const { conversation: now, messages } = await api.open(conversation.id);
    if (writtenMeanwhile(messages, seen, me).length === 0) return api.close(conversation.id, 'solved', now.version);
    tell({ text: notClosed, conversation: conversation.id });
    return now;
  }
}

/** The request that brings a state back. A time that has passed meanwhile cannot be waited for again. */
export function restoreCall(id: string, state: ConversationView['state'], now: number): Call {
  if (state.is === 'waiting') return () => api.wait(id, state.for);
  if (state.is === 'snoozed' && Date.parse(state.until) > now) return () => api.snooze(id, state.until);
  if (state.is === 'closed' && state.because === 'spam') return () => api.spam(id);
  if (state.is === 'closed') return () => api.close(id, state.because === 'no answer' ? 'no answer' : 'solved');
  return () => api.reopen(id);
}

export function useActions() {
  const store = useStore();
  const me = useMe().id;
  const { t } = useTranslation();
  return useMemo(() => {
    const toState = (conversation: ConversationView, state: ConversationView['state'], call: Call, text: string) => {
      const back = () =>
        run(store, conversation.id, { state: conversation.state }, restoreCall(conversation.id, conversation.state, Date.now()), {
          text: t('done.undone'),
        }).then(() => undefined);
      return run(store, conversation.id, { state }, call, { text, undo: back, isSo: (held) => isSameState(held.state, state) });
    };
    const assign = (
      conversation: ConversationView,
      body: { readonly agent?: string | null; readonly team?: string | null },
      text: string,
    ): Promise<boolean> => {
      const change = { ...(body.agent === undefined ? {} : { assignee: body.agent }), ...(body.team === undefined ? {} : { team: body.team }) };
      const before = { ...(body.agent === undefined ? {} : { agent: conversation.assignee }), ...(body.team === undefined ? {} : { team: conversation.team }) };
      const back = () =>
        run(store, conversation.id, { assignee: conversation.assignee, team: conversation.team }, () => api.assign(conversation.id, before), {
          text: t('done.undone'),
        }).then(() => undefined);
      const isSo = (held: ConversationView) => (body.agent === undefined || held.assignee === body.agent) && (body.team === undefined || held.team === body.team);
      return run(store, conversation.id, change, () => api.assign(conversation.id, body), { text, undo: back, isSo });
    };
    const tag = (conversation: ConversationView, name: string, on: boolean): Promise<boolean> => {
      const without = conversation.tags.filter((one) => one !== name);
      const call = (add: boolean) => api.tag(conversation.id, add ? [name] : [], add ? [] : [name]);
      const back = () => run(store, conversation.id, { tags: conversation.tags }, () => call(!on), { text: t('done.undone') }).then(() => undefined);
      return run(store, conversation.id, { tags: on ? [...without, name] : without }, () => call(on), {
        text: t(on ? 'done.tagged' : 'done.untagged', { tag: name }),
        undo: back,
        isSo: (held) => held.tags.some((one) => one.toLowerCase() === name.toLowerCase()) === on,
      });
    };
    return {
      assign,
      tag,
      close: (conversation: ConversationView) =>
        toState(conversation, { is: 'closed', at: new Date().toISOString(), because: 'solved' }, () => closeAsSeen(store, conversation, me, t('done.notClosed')), t('done.closed')),
      reopen: (conversation: ConversationView) => toState(conversation, { is: 'open' }, () => api.reopen(conversation.id), t('done.reopened')),
      snooze: (conversation: ConversationView, until: string, when: string) =>
        toState(conversation, { is: 'snoozed', until }, () => api.snooze(conversation.id, until), t('done.snoozed', { when })),
      wait: (conversation: ConversationView, whom: 'customer' | 'third party') =>
        toState(conversation, { is: 'waiting', for: whom }, () => api.wait(conversation.id, whom), t('done.waiting')),
      spam: (conversation: ConversationView) =>
        toState(conversation, { is: 'closed', at: new Date().toISOString(), because: 'spam' }, () => api.spam(conversation.id), t('done.spam')),
      rename: (conversation: ConversationView, subject: string | null) =>
        run(store, conversation.id, { subject }, () => api.rename(conversation.id, subject), { text: '' }),
    };
  }, [me, store, t]);
}
