// What is done to a selection, by the keys that do it to one conversation. That a selection exists is known with the list; the bar
// that acts on it is loaded when the first row is selected. A key that comes before the bar waits for it, and never goes to the
// conversation that happens to be open.
export const selectionActions = ['close', 'spam', 'reopen', 'assign', 'assignMe', 'snooze', 'tag', 'macro', 'merge', 'waitCustomer', 'waitThird'] as const;
export type SelectionAction = (typeof selectionActions)[number];
type Deeds = Readonly<Record<SelectionAction, () => void>>;

let deeds: Deeds | null = null;
let awaited: SelectionAction | null = null;

/** Of several keys before the bar is there the first counts: what follows was typed into what it would have opened. */
export function actOnSelection(action: SelectionAction): void {
  if (deeds) deeds[action]();
  else awaited ??= action;
}

/** By the bar, for as long as it stands there. @returns what takes them away again */
export function offerDeeds(offered: Deeds): () => void {
  deeds = offered;
  const first = awaited;
  awaited = null;
  if (first) offered[first]();
  return () => {
    if (deeds === offered) deeds = null;
  };
}

/** The selection has ended before the bar came. */
export function forgetAwaited(): void {
  awaited = null;
}
