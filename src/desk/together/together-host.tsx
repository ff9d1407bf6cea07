// Draws the letter or the hand-over that was asked for; loaded when the first one is.
import { lazy, Suspense } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { forgetForward, forgetHandOver, useForwardWish, useHandOverWish } from './wishes.ts';

const ForwardDialog = lazy(() => import('./forward-dialog.tsx').then((module) => ({ default: module.ForwardDialog })));
const HandOverDialog = lazy(() => import('./hand-over-dialog.tsx').then((module) => ({ default: module.HandOverDialog })));

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
