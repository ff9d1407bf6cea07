// Everything that has a handler now: what cannot be done here is not offered. What needs an answer first asks for it in a second step.
import { useSyncExternalStore } from 'react';
import type { ConversationView } from '../../../contract/views.ts';
import { actions, type ActionId, type Group } from '../../keys/action-table.ts';
import { handlerOf, onPossible, possible } from '../../keys/dispatcher.ts';
import type { Entry, Offered, Step } from '../entry.ts';
import { useConversationHere } from './conversation-here.ts';
import { assignStep } from './assign.ts';
import { snoozeStep } from './snooze.ts';
import { tagStep } from './tag.ts';
import { useTranslation } from '../../wording/use-translation.ts';

/** One is in the palette already, and going back is what Escape does. */
const left: ReadonlySet<ActionId> = new Set(['palette', 'back']);

/** What is done to the conversation comes before moving on from it. */
const order: readonly Group[] = ['answering', 'conversation', 'many', 'desk', 'moving', 'going'];
const inOrder = [...actions].sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));

const steps: Readonly<Partial<Record<ActionId, { readonly words: 'assignTo' | 'snoozeUntil' | 'tagWith'; step(conversation: ConversationView, title: string): Step }>>> = {
  assign: { words: 'assignTo', step: assignStep },
  snooze: { words: 'snoozeUntil', step: snoozeStep },
  tag: { words: 'tagWith', step: tagStep },
};

export function useActionEntries(): Offered {
  const { t } = useTranslation('keys');
  const mounted = useSyncExternalStore(onPossible, possible);
  const conversation = useConversationHere();
  const can = new Set(mounted.map((handler) => handler.action));
  const entries = inOrder.filter((action) => can.has(action.id) && !left.has(action.id)).map(({ id, group }): Entry => {
    const further = steps[id];
    const handler = handlerOf(id);
    const names = { id: `action:${id}`, action: id, group: group === 'going' ? ('places' as const) : ('actions' as const), also: t(`also.${id}`) };
    // Several that are selected have a way of their own to be assigned.
    if (further && conversation && handler?.place === 'conversation') {
      const title = t(`palette.${further.words}`);
      return { ...names, label: title, run: further.step(conversation, title) };
    }
    return { ...names, label: t(`action.${id}`), run: () => handlerOf(id)?.run() };
  });
  return { entries };
}
