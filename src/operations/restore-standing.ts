// A conversation goes back to the state in which it was, with the customer's waiting as it was then.
import type { EventKind } from '../contract/event.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation } from './move-conversation.ts';

export async function restoreStanding(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, before: Standing): Promise<void> {
  await change(desk, who, async (within) => {
    const { kind, data } = told(before);
    await moveConversation(within, await getLocked(within, conversation), before, kind, data);
  });
}

function told({ state }: Standing): { readonly kind: EventKind; readonly data: Readonly<Record<string, unknown>> } {
  switch (state.is) {
    case 'open':
      return { kind: 'conversation-reopened', data: { because: 'by-hand' } };
    case 'waiting':
      return { kind: 'conversation-waiting', data: { for: state.for } };
    case 'snoozed':
      return { kind: 'conversation-snoozed', data: { until: state.until } };
    case 'closed':
      return { kind: 'conversation-closed', data: { because: state.because } };
  }
}
