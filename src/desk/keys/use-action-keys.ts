// What a component does when an action's key is pressed, or the action is chosen in the palette.
import { useLayoutEffect, useRef } from 'react';
import { actionOf, type ActionId, type Place } from './action-table.ts';
import { mount } from './dispatcher.ts';

export type Doing = Partial<Readonly<Record<ActionId, (() => void) | null>>>;

/**
 * @param doing what cannot be done now is null: it has no key then, and the palette does not offer it
 * @param place where the table's own place is not meant: what is selected comes before the conversation that is open
 */
export function useActionKeys(doing: Doing, place?: Place): void {
  const latest = useRef(doing);
  useLayoutEffect(() => {
    latest.current = doing;
  });
  const can = Object.keys(doing).filter((id) => doing[id as ActionId]).sort().join(' ');
  // Before the picture: a key may follow what is seen at once.
  useLayoutEffect(() => {
    if (can === '') return undefined;
    const ids = can.split(' ') as ActionId[];
    return mount(ids.map((action) => ({ action, place: place ?? actionOf(action).place, run: () => latest.current[action]?.() })));
  }, [can, place]);
}
