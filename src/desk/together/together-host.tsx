// Draws the letter or the hand-over that was asked for, and letters that are not sent yet; loaded when there is the first one.
import { lazy, Suspense } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { useLetters } from './letters.ts';
import { forgetForward, forgetHandOver, useForwardWish, useHandOverWish } from './wishes.ts';

const ForwardDialog = lazy(() => import('./forward-dialog.tsx').then((module) => ({ default: module.ForwardDialog })));
const HandOverDialog = lazy(() => import('./hand-over-dialog.tsx').then((module) => ({ default: module.HandOverDialog })));
const LetterLines = lazy(() => import('./letter-lines.tsx').then((module) => ({ default: module.LetterLines })));

export function TogetherHost({ conversation, messages }: { readonly conversation: ConversationView; readonly messages: readonly MessageView[] }) {
  const forward = useForwardWish(conversation.id);
  const handingOver = useHandOverWish(conversation.id);
  return (
    <Suspense>
      {forward ? <ForwardDialog key={`${forward.message ?? ''} ${forward.answers ?? ''}`} conversation={conversation} messages={messages} wish={forward} onClose={forgetForward} /> : null}
      {handingOver ? <HandOverDialog conversation={conversation} messages={messages} onClose={forgetHandOver} /> : null}
    </Suspense>
  );
}

/** Most conversations have none. */
export function UnsentLetters({ conversation }: { readonly conversation: string }) {
  const { planned, begun, takePlanned } = useLetters(conversation);
  const writing = useForwardWish(conversation);
  // What stands in the open window is not shown behind it as well.
  const others = begun.filter((draft) => writing === null || draft.about !== (writing.answers ?? writing.message ?? null));
  if (planned.length === 0 && others.length === 0) return null;
  return (
    <Suspense>
      <LetterLines planned={planned} begun={others} onPlanned={takePlanned} />
    </Suspense>
  );
}
