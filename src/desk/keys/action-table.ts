// Every action that has a key or may be given one: the keys it has as long as nobody changes them, and where it holds. From here
// come the dispatcher, the help sheet, the palette, the hints beside buttons and the settings of keys. What an action does says
// whoever draws the thing it is done to (use-action-keys.ts); its words: ../wording/*/keys.json.

/** From wide to narrow: where two hold, the narrower place has the key. `promises` is a page of its own, where no conversation is open. */
export const places = ['everywhere', 'list', 'conversation', 'promises', 'selection', 'over'] as const;
export type Place = (typeof places)[number];

/** Whether the same key could be meant for either at the same time. */
export function meet(one: Place, other: Place): boolean {
  const alone = (page: Place, elsewhere: Place) => page === 'promises' && (elsewhere === 'conversation' || elsewhere === 'selection');
  return !alone(one, other) && !alone(other, one);
}

export const groups = ['moving', 'answering', 'conversation', 'promises', 'many', 'going', 'desk'] as const;
export type Group = (typeof groups)[number];

type Line = {
  readonly id: string;
  readonly group: Group;
  readonly place: Place;
  /** `KeyG KeyI`: one after the other. `mod`: Control, or Command on a Mac. */
  readonly keys: readonly string[];
  /** Belongs to the field where one writes, or to every window there is: it stands in the list and cannot be changed. */
  readonly fixed?: true;
  /** Goes on as long as the key is held. */
  readonly repeats?: true;
};

export const actionTable = [
  { id: 'next', group: 'moving', place: 'list', keys: ['KeyJ'], repeats: true },
  { id: 'previous', group: 'moving', place: 'list', keys: ['KeyK'], repeats: true },
  { id: 'open', group: 'moving', place: 'list', keys: ['KeyO'] },
  { id: 'back', group: 'moving', place: 'list', keys: ['Escape'], fixed: true },

  { id: 'reply', group: 'answering', place: 'conversation', keys: ['KeyR'] },
  { id: 'note', group: 'answering', place: 'conversation', keys: ['KeyN'] },
  { id: 'send', group: 'answering', place: 'conversation', keys: ['mod+Enter'], fixed: true },
  { id: 'sendAndClose', group: 'answering', place: 'conversation', keys: ['mod+shift+Enter'], fixed: true },
  { id: 'fix', group: 'answering', place: 'conversation', keys: ['Tab'], fixed: true },
  { id: 'promise', group: 'answering', place: 'conversation', keys: ['alt+Enter'], fixed: true },

  { id: 'close', group: 'conversation', place: 'conversation', keys: ['KeyE'] },
  { id: 'reopen', group: 'conversation', place: 'conversation', keys: ['shift+KeyE'] },
  { id: 'snooze', group: 'conversation', place: 'conversation', keys: ['KeyH'] },
  { id: 'assign', group: 'conversation', place: 'conversation', keys: ['KeyA'] },
  { id: 'assignMe', group: 'conversation', place: 'conversation', keys: ['shift+KeyA'] },
  { id: 'forward', group: 'answering', place: 'conversation', keys: ['KeyF'] },
  { id: 'handOver', group: 'conversation', place: 'conversation', keys: ['shift+KeyH'] },
  { id: 'tag', group: 'conversation', place: 'conversation', keys: ['KeyL'] },
  { id: 'macro', group: 'conversation', place: 'conversation', keys: ['KeyQ'] },
  { id: 'focus', group: 'conversation', place: 'conversation', keys: ['KeyV'] },
  { id: 'merge', group: 'conversation', place: 'conversation', keys: ['KeyM'] },
  { id: 'split', group: 'conversation', place: 'conversation', keys: ['shift+KeyM'] },
  { id: 'contact', group: 'conversation', place: 'conversation', keys: ['KeyI'] },
  { id: 'waitCustomer', group: 'conversation', place: 'conversation', keys: [] },
  { id: 'waitThird', group: 'conversation', place: 'conversation', keys: [] },
  { id: 'spam', group: 'conversation', place: 'conversation', keys: [] },

  { id: 'promiseKeep', group: 'promises', place: 'promises', keys: ['KeyE'] },
  { id: 'promiseRenew', group: 'promises', place: 'promises', keys: ['KeyM'] },
  { id: 'promiseHandOver', group: 'promises', place: 'promises', keys: ['KeyA'] },
  { id: 'promiseWaive', group: 'promises', place: 'promises', keys: ['KeyW'] },
  { id: 'promiseTime', group: 'promises', place: 'promises', keys: ['KeyT'] },
  { id: 'promiseSettled', group: 'promises', place: 'promises', keys: ['KeyS'] },

  { id: 'select', group: 'many', place: 'list', keys: ['KeyX'] },
  { id: 'selectRange', group: 'many', place: 'list', keys: ['shift+KeyX'] },
  { id: 'selectNext', group: 'many', place: 'list', keys: ['shift+KeyJ'], repeats: true },
  { id: 'selectPrevious', group: 'many', place: 'list', keys: ['shift+KeyK'], repeats: true },
  { id: 'selectAll', group: 'many', place: 'list', keys: ['mod+KeyA'] },
  { id: 'selectNone', group: 'many', place: 'selection', keys: ['Escape'], fixed: true },

  { id: 'goMine', group: 'going', place: 'everywhere', keys: ['KeyG KeyM'] },
  { id: 'goUnassigned', group: 'going', place: 'everywhere', keys: ['KeyG KeyU'] },
  { id: 'goPromises', group: 'going', place: 'everywhere', keys: ['KeyG KeyP', 'KeyG KeyD'] },
  { id: 'goPromised', group: 'going', place: 'everywhere', keys: [] },
  { id: 'goOpen', group: 'going', place: 'everywhere', keys: ['KeyG KeyI'] },
  { id: 'goWaiting', group: 'going', place: 'everywhere', keys: ['KeyG KeyW'] },
  { id: 'goSnoozed', group: 'going', place: 'everywhere', keys: ['KeyG KeyZ'] },
  { id: 'goClosed', group: 'going', place: 'everywhere', keys: ['KeyG KeyC'] },
  { id: 'goSpam', group: 'going', place: 'everywhere', keys: [] },
  { id: 'goAll', group: 'going', place: 'everywhere', keys: ['KeyG KeyA'] },
  { id: 'goSettings', group: 'going', place: 'everywhere', keys: ['KeyG KeyS'] },
  { id: 'goKeys', group: 'going', place: 'everywhere', keys: ['KeyG KeyK'] },

  { id: 'palette', group: 'desk', place: 'everywhere', keys: ['mod+KeyK'] },
  { id: 'search', group: 'desk', place: 'everywhere', keys: ['Slash'] },
  { id: 'start', group: 'desk', place: 'list', keys: ['KeyC'] },
  { id: 'undo', group: 'desk', place: 'everywhere', keys: ['KeyZ', 'KeyU', 'mod+KeyZ'] },
  { id: 'help', group: 'desk', place: 'everywhere', keys: ['shift+Slash'] },
] as const satisfies readonly Line[];

export type ActionId = (typeof actionTable)[number]['id'];
export type Action = Line & { readonly id: ActionId };

export const actions: readonly Action[] = actionTable;
const byId = new Map(actions.map((action) => [action.id, action]));

export function actionOf(id: ActionId): Action {
  return byId.get(id)!;
}
