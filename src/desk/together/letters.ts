// Letters to third parties of a conversation that are not sent yet: what the agent has begun, and what waits for its time.
import { useCallback, useEffect, useState } from 'react';
import type { ForwardDraftView } from '../../contract/forward-draft.ts';
import type { PlannedForwardView } from '../../contract/planned-forward.ts';
import { useGeneration, useStore } from '../live/use-desk.ts';
import { together } from './together-api.ts';

export type Letters = { readonly planned: readonly PlannedForwardView[]; readonly begun: readonly ForwardDraftView[] };

const tells = /^plan-|^forward-|^reply-undone$|^conversation-merged$|^merge-undone$/;
/** Whoever only passes through a conversation asks for nothing. */
const calmMs = 250;
const none: Letters = { planned: [], begun: [] };

const listeners = new Set<(conversation: string) => void>();

export function lettersChanged(conversation: string): void {
  for (const listener of listeners) listener(conversation);
}

export function useLetters(conversation: string): Letters & { takePlanned(planned: readonly PlannedForwardView[]): void } {
  const store = useStore();
  const generation = useGeneration();
  const [held, setHeld] = useState<{ readonly conversation: string; readonly letters: Letters } | null>(null);
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Without them the conversation is still there to be read; the next event asks again.
    const load = () =>
      void Promise.all([together.planned.list(conversation), together.drafts(conversation)]).then(
        ([{ planned }, { drafts }]) => {
          if (!left) setHeld({ conversation, letters: { planned, begun: drafts } });
        },
        () => undefined,
      );
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(load, calmMs);
    };
    if (generation >= 0) soon();
    const listener = (of: string) => {
      if (of === conversation) soon();
    };
    const look = () => {
      if (document.visibilityState === 'visible') soon();
    };
    listeners.add(listener);
    document.addEventListener('visibilitychange', look);
    const stop = store.hear((event) => {
      if (event.conversation === conversation && tells.test(event.kind)) soon();
    });
    return () => {
      left = true;
      clearTimeout(timer);
      listeners.delete(listener);
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [conversation, generation, store]);
  const takePlanned = useCallback((planned: readonly PlannedForwardView[]) => setHeld((before) => ({ conversation, letters: { begun: before?.conversation === conversation ? before.letters.begun : [], planned } })), [conversation]);
  return { ...(held?.conversation === conversation ? held.letters : none), takePlanned };
}
