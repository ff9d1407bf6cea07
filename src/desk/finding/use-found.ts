// Results of a question: asked for when typing pauses; what was found before stays until the answer has come, and is asked for
// again when something has happened.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { SearchContact, SearchReply, SearchResult } from '../../contract/finding.ts';
import type { ConversationView } from '../../contract/views.ts';
import { useStore } from '../live/use-desk.ts';
import { queryOf, type Asked } from './asked.ts';
import { finding } from './finding-api.ts';

export type Found = {
  /** What was asked when this was found. */
  readonly question: string;
  readonly words: string;
  readonly numbered: ConversationView | null;
  readonly results: readonly SearchResult[];
  readonly contacts: readonly SearchContact[];
  readonly reading: SearchReply['reading'];
  readonly next: string | null;
};

/** The conversation whose number was typed comes before what its words found. */
export function resultsOf(found: Found | null): readonly SearchResult[] {
  if (found === null) return [];
  const { numbered, results } = found;
  return numbered && !results.some((result) => result.conversation.id === numbered.id) ? [{ conversation: numbered, hits: [], count: 0 }, ...results] : results;
}

export type FoundState = {
  readonly found: Found | null;
  /** Results of an earlier question are on the screen. */
  readonly stale: boolean;
  readonly failed: unknown;
  readonly loadingMore: boolean;
  loadMore(): void;
  retry(): void;
};

const typingMs = 140;
const calmMs = 1_500;
const mostRemembered = 20;
/** So long a list is being gone through: whoever reads it is not thrown back to its beginning. */
const firstPages = 50;

/** What was looked at before opens at once, in the state in which it was. */
const remembered = new Map<string, Found>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function remember(found: Found): void {
  remembered.delete(found.question);
  remembered.set(found.question, found);
  if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
  for (const listener of listeners) listener();
}

export function forgetFound(): void {
  remembered.clear();
}

async function ask(question: string, cursor: string | null, signal: AbortSignal): Promise<Found> {
  const query = JSON.parse(question) as Readonly<Record<string, string>>;
  const words = query['q'] ?? '';
  if (words !== '') return { question, words, ...(await finding.search(query, cursor, signal)) };
  const { conversations, next } = await finding.list(query, cursor, signal);
  return { question, words, numbered: null, contacts: [], reading: null, next, results: conversations.map((conversation) => ({ conversation, hits: [], count: 0 })) };
}

export function useFound(asked: Asked): FoundState {
  const question = useMemo(() => JSON.stringify(queryOf(asked)), [asked]);
  const current = useSyncExternalStore(subscribe, () => remembered.get(question) ?? null);
  const [last, setLast] = useState(current);
  if (current !== null && current !== last) setLast(current);
  const found = current ?? last;
  const { failed, again } = useAsking(question);
  useFollowing(current === null || current.results.length <= firstPages, again);
  const { loadingMore, loadMore } = useMore(current);
  return { found, stale: current === null && found !== null, failed, loadingMore, loadMore, retry: again };
}

function useAsking(question: string): { readonly failed: unknown; again(): void } {
  const [failure, setFailure] = useState<{ readonly question: string; readonly error: unknown } | null>(null);
  const first = useCallback(
    (signal: AbortSignal) =>
      ask(question, null, signal).then(
        (answer) => {
          if (signal.aborted) return;
          remember(answer);
          setFailure(null);
        },
        (error: unknown) => {
          if (!signal.aborted) setFailure({ question, error });
        },
      ),
    [question],
  );
  useEffect(() => {
    const stopping = new AbortController();
    const timer = setTimeout(() => void first(stopping.signal), remembered.has(question) ? 0 : typingMs);
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [first, question]);
  const again = useCallback(() => void first(new AbortController().signal), [first]);
  return { failed: failure?.question === question ? failure.error : null, again };
}

/** A burst of events asks once. */
function useFollowing(follows: boolean, again: () => void): void {
  const store = useStore();
  useEffect(() => {
    if (!follows) return undefined;
    let cursor = store.cursor();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = store.subscribe(() => {
      if (timer !== null || store.cursor() === cursor) return;
      timer = setTimeout(() => {
        timer = null;
        cursor = store.cursor();
        again();
      }, calmMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [again, follows, store]);
}

function useMore(found: Found | null): { readonly loadingMore: boolean; loadMore(): void } {
  const [loading, setLoading] = useState<Found | null>(null);
  const loadMore = useCallback(() => {
    if (found === null || found.next === null || loading === found) return;
    setLoading(found);
    ask(found.question, found.next, new AbortController().signal)
      .then((page) => {
        const known = new Set(found.results.map((result) => result.conversation.id));
        remember({ ...found, next: page.next, results: [...found.results, ...page.results.filter((result) => !known.has(result.conversation.id))] });
      })
      // Nothing is lost: the end of the list asks again when it comes into sight.
      .catch(() => undefined)
      .finally(() => setLoading(null));
  }, [found, loading]);
  return { loadingMore: loading !== null && loading === found, loadMore };
}
