// Answers of a conversation that wait for their time, kept new by the events that tell of them.
import { useCallback, useEffect, useState } from 'react';
import type { PlannedReplyView } from '../../contract/planned.ts';
import { draftSync } from '../composer/use-draft.ts';
import { useGeneration, useStore } from '../live/use-desk.ts';
import { planned as api } from './writing-api.ts';

/** Its words are a draft again, or were sent from another device. */
const movesDraft = /^plan-returned$|^reply-sent$|^note-added$/;
const tells = /^plan-|^reply-planned$|^conversation-merged$|^merge-undone$/;

export function usePlanned(conversation: string): { readonly planned: readonly PlannedReplyView[]; take(planned: readonly PlannedReplyView[]): void } {
  const store = useStore();
  const generation = useGeneration();
  const [held, setHeld] = useState<{ readonly conversation: string; readonly planned: readonly PlannedReplyView[] } | null>(null);
  const take = useCallback((planned: readonly PlannedReplyView[]) => setHeld({ conversation, planned }), [conversation]);
  useEffect(() => {
    let left = false;
    const load = () =>
      void api.list(conversation).then(
        (reply) => {
          if (!left) take(reply.planned);
        },
        // Without them the conversation is still there to be read; the next event asks again.
        () => undefined,
      );
    if (generation >= 0) load();
    const stop = store.hear((event) => {
      if (event.conversation !== conversation) return;
      if (tells.test(event.kind)) load();
      if (movesDraft.test(event.kind)) draftSync.look(conversation);
    });
    return () => {
      left = true;
      stop();
    };
  }, [conversation, generation, store, take]);
  return { planned: held?.conversation === conversation ? held.planned : [], take };
}
