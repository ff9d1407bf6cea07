// Opens one conversation: what is held shows at once, what the server says replaces it, and events carry it on.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DeskState } from '../../contract/state.ts';
import type { CommitmentView, EntryView, MessageView } from '../../contract/views.ts';
import { conversations as api } from '../live/desk-api.ts';
import { withOpened, type Store } from '../live/store.ts';
import { sameList, useDesk, useGeneration, useStatus, useStore } from '../live/use-desk.ts';
import { worthTelling } from './history/timeline.ts';

export type OpenState = { readonly loaded: boolean; readonly failed: unknown; readonly earlier: boolean; loadEarlier(): Promise<void>; retry(): void };

/** By conversation: where the page before the oldest message that is held begins, and before the oldest line of its history. */
const earlierWords = new Map<string, string | null>();
const earlierLines = new Map<string, number | null>();

export function forgetConversations(): void {
  earlierWords.clear();
  earlierLines.clear();
}

export async function loadConversation(store: Store, conversation: string): Promise<void> {
  const asked = store.cursor();
  const generation = store.generation();
  const reply = await api.open(conversation);
  // An answer that was asked for before a snapshot must not pass for one that was asked for after it.
  if (store.generation() !== generation) return;
  earlierWords.set(conversation, reply.earlier);
  earlierLines.set(conversation, reply.history.earlier);
  const views = { conversations: [reply.conversation], contacts: [reply.contact], messages: reply.messages, commitments: reply.commitments };
  store.replace((state) => withOpened(state, reply, views), Math.max(asked, reply.cursor));
  // Lines are no reason to fail: without them the conversation is still there to be read.
  await reachBack(store, conversation).catch(() => undefined);
}

/** Lines are told as far back as messages are held; both come in pages of their own. */
async function reachBack(store: Store, conversation: string): Promise<void> {
  for (;;) {
    const before = earlierLines.get(conversation) ?? null;
    const state = store.state();
    const oldest = messagesOf(state, conversation)[0]?.createdAt;
    if (before === null || oldest === undefined || (entriesOf(state, conversation)[0]?.at ?? oldest) < oldest) return;
    const generation = store.generation();
    const page = await api.history(conversation, before);
    if (store.generation() !== generation || earlierLines.get(conversation) !== before) return;
    earlierLines.set(conversation, page.earlier);
    store.take({ history: page.entries });
  }
}

export function useConversation(conversation: string): OpenState {
  const store = useStore();
  const generation = useGeneration();
  const [failed, setFailed] = useState<unknown>(null);
  const opened = useDesk(useCallback((state: DeskState) => state.opened[conversation] === true, [conversation]));
  // Which page comes before is known apart from the desk's state: it is looked at again whenever one was loaded.
  const [, setPages] = useState(0);
  const looked = useCallback(() => setPages((before) => before + 1), []);
  const load = useCallback(
    () =>
      loadConversation(store, conversation).then(() => {
        setFailed(null);
        looked();
      }, setFailed),
    [conversation, looked, store],
  );

  useEffect(() => {
    if (generation > 0) void load();
  }, [generation, load]);
  // What failed because nobody could be reached is asked for again by itself as soon as somebody can.
  const status = useStatus();
  const hasFailed = useRef(false);
  useLayoutEffect(() => {
    hasFailed.current = failed !== null;
  });
  useEffect(() => {
    if (status === 'live' && hasFailed.current) void load();
  }, [load, status]);
  // Others were merged into it, and what they brought is not held: it is opened anew.
  const wasOpened = useRef(false);
  useEffect(() => {
    if (wasOpened.current && !opened) void load();
    wasOpened.current = opened;
  }, [load, opened]);

  return {
    loaded: opened,
    failed,
    earlier: (earlierWords.get(conversation) ?? null) !== null,
    async loadEarlier() {
      const word = earlierWords.get(conversation);
      if (!word) return;
      const page = await api.earlier(conversation, word);
      earlierWords.set(conversation, page.earlier);
      store.take({ messages: page.messages });
      looked();
      await reachBack(store, conversation);
    },
    retry: () => void load(),
  };
}

export function messagesOf(state: DeskState, conversation: string): MessageView[] {
  return Object.values(state.messages)
    .filter((message) => message.conversation === conversation)
    .sort((one, other) => (one.createdAt === other.createdAt ? (one.id < other.id ? -1 : 1) : one.createdAt < other.createdAt ? -1 : 1));
}

function entriesOf(state: DeskState, conversation: string): EntryView[] {
  return Object.values(state.history)
    .filter((entry) => entry.conversation === conversation)
    .sort((one, other) => one.number - other.number);
}

/** Lines between the messages, as far as they still say something. */
export function useEntries(conversation: string): readonly EntryView[] {
  const select = useMemo(() => (state: DeskState) => worthTelling(entriesOf(state, conversation), state.commitments), [conversation]);
  return useDesk(select, sameList);
}

export function useMessages(conversation: string): readonly MessageView[] {
  const select = useMemo(() => (state: DeskState) => messagesOf(state, conversation), [conversation]);
  return useDesk(select, sameList);
}

export function useCommitments(conversation: string): readonly CommitmentView[] {
  const select = useMemo(
    () => (state: DeskState) =>
      Object.values(state.commitments)
        .filter((commitment) => commitment.conversation === conversation)
        .sort((one, other) => (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9')),
    [conversation],
  );
  return useDesk(select, sameList);
}
