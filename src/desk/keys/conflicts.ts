// What stands in the way of a new key: another action that has it, or that could not be reached any more; or whoever never gives it up.
import type { KeysView } from '../../contract/keys.ts';
import { actionOf, actions, meet, type Action, type ActionId } from './action-table.ts';
import { chosenKeys } from './bindings.ts';

export type Conflict = { readonly action: Action; readonly binding: string };

const begins = (one: string, other: string) => one === other || other.startsWith(`${one} `);

/** Others that have this key, or whose keys begin with it, or with whose key it begins. */
export function conflictsOf(id: ActionId, binding: string, own: KeysView): readonly Conflict[] {
  const { place } = actionOf(id);
  return actions
    .filter((action) => action.id !== id && meet(action.place, place))
    .flatMap((action) => chosenKeys(action, own).flatMap((has) => (begins(has, binding) || begins(binding, has) ? [{ action, binding: has }] : [])));
}

/** Pairs that stand against each other now: after a version brought a new action, or another tab wrote. */
export function allConflicts(own: KeysView): ReadonlyMap<ActionId, readonly Conflict[]> {
  const found = new Map<ActionId, readonly Conflict[]>();
  for (const action of actions) {
    if (action.fixed) continue;
    const against = chosenKeys(action, own).flatMap((binding) => conflictsOf(action.id, binding, own));
    if (against.length > 0) found.set(action.id, against);
  }
  return found;
}

const browsers = /^(?:mod\+(?:shift\+)?Key[TNW]|mod\+KeyQ|mod\+(?:shift\+)?Tab|alt\+F4|F(?:5|11|12)|mod\+(?:shift\+)?KeyR|mod\+KeyL)$/;
const texts = /^mod\+Key[CVX]$/;
const moving = /^(?:shift\+)?(?:Tab|Escape|Enter|Space|Arrow\w+|Home|End|PageUp|PageDown|Backspace|Delete)$/;

/** Why a key cannot be given to anything: the browser keeps it, text needs it, or the page is moved through with it. */
export function keptBy(step: string): 'browser' | 'text' | 'moving' | null {
  if (browsers.test(step)) return 'browser';
  if (texts.test(step)) return 'text';
  return moving.test(step) ? 'moving' : null;
}

const same = (one: readonly string[], other: readonly string[]) => one.length === other.length && one.every((binding, index) => binding === other[index]);

/** With these keys for the action; what is as usual is not written down. */
export function withKeys(own: KeysView, id: ActionId, keys: readonly string[]): KeysView {
  const { [id]: _before, ...others } = own.changed;
  const usual = actions.find((action) => action.id === id)?.keys ?? [];
  return { ...own, changed: same(usual, keys) ? others : { ...others, [id]: [...keys] } };
}

/** The key for this action, and taken from every other one that stands in its way. */
export function taking(own: KeysView, id: ActionId, keys: readonly string[]): KeysView {
  const against = keys.flatMap((binding) => conflictsOf(id, binding, own));
  const freed = against.reduce((now, { action, binding }) => withKeys(now, action.id, chosenKeys(action, now).filter((has) => has !== binding)), own);
  return withKeys(freed, id, keys);
}
