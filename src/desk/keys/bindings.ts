// Which key means what: pure, so that every layout can be tried in tests. Keys are named by their place on the keyboard
// (`event.code`), not by the letter that the layout puts on them.
import type { KeysView } from '../../contract/keys.ts';
import { actionOf, places, type Action, type ActionId, type Place } from './action-table.ts';

export type Pressed = Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

export const usualKeys: KeysView = { singleKeys: true, changed: {} };

const modifiers = /^(?:Shift|Control|Alt|Meta|OS|CapsLock|Fn|AltGraph)/;
const characterCodes = /^(?:Key[A-Z]|Digit\d|Numpad(?:\d|Add|Subtract|Multiply|Divide|Decimal)|Backquote|Minus|Equal|Bracket(?:Left|Right)|Backslash|Semicolon|Quote|Comma|Period|Slash|Space|Intl\w+)$/;

/** null: a modifier alone, or one that belongs to the system. */
export function stepOf(pressed: Pressed, mac: boolean): string | null {
  if (pressed.code === '' || modifiers.test(pressed.code)) return null;
  if (mac ? pressed.ctrlKey : pressed.metaKey) return null;
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  return `${mod ? 'mod+' : ''}${pressed.altKey ? 'alt+' : ''}${pressed.shiftKey ? 'shift+' : ''}${pressed.code}`;
}

/** Signs that lie elsewhere on many layouts: whoever types one means the sign. */
const signs: Readonly<Record<string, string>> = { '/': 'Slash', '?': 'shift+Slash' };

export function signOf(pressed: Pressed): string | null {
  return pressed.ctrlKey || pressed.metaKey || pressed.altKey ? null : (signs[pressed.key] ?? null);
}

export const codeOf = (step: string): string => step.slice(step.lastIndexOf('+') + 1);
export const holdsModifier = (step: string): boolean => /(?:^|\+)(?:mod|alt)\+/.test(step);

/** Only letters, digits and signs, so that speech or a leaning hand can set it off (WCAG 2.1.4). */
export function isSingle(binding: string): boolean {
  const first = binding.split(' ')[0]!;
  return !holdsModifier(first) && characterCodes.test(codeOf(first));
}

/** As they are meant, whether or not they do anything at the moment. */
export function chosenKeys(action: Action, own: KeysView): readonly string[] {
  return (action.fixed ? undefined : own.changed[action.id]) ?? action.keys;
}

export function keysOf(action: Action, own: KeysView): readonly string[] {
  const keys = chosenKeys(action, own);
  return own.singleKeys ? keys : keys.filter((binding) => !isSingle(binding));
}

export type Mounted = { readonly action: ActionId; readonly place: Place };
export type Found<Handler extends Mounted> = { readonly run: Handler | null; readonly pending: string | null };

/** What a key does after the keys before it, among what can be done now; `pending`: the beginning of something. */
export function findStep<Handler extends Mounted>(mounted: readonly Handler[], own: KeysView, pending: string | null, step: string): Found<Handler> {
  const pressed = pending === null ? step : `${pending} ${step}`;
  let run: Handler | null = null;
  let best = -1;
  let begins = false;
  for (const handler of mounted) {
    for (const binding of keysOf(actionOf(handler.action), own)) {
      if (binding === pressed && weightOf(handler, own) >= best) {
        run = handler;
        best = weightOf(handler, own);
      }
      if (binding.startsWith(`${pressed} `)) begins = true;
    }
  }
  if (run) return { run, pending: null };
  if (begins) return { run: null, pending: pressed };
  return pending === null ? { run: null, pending: null } : findStep(mounted, own, null, step);
}

/** What the agent chose comes before what a later version brought; then the narrower place. */
function weightOf({ action, place }: Mounted, own: KeysView): number {
  return places.indexOf(place) + (own.changed[action] ? places.length : 0);
}

/** Keys that text fields of every system use: while somebody types they stay with the text. */
const ofText = /^mod\+(?:alt\+)?(?:shift\+)?(?:Key[ABCIUVXYZ]|Arrow\w+|Home|End|Backspace|Delete|Enter)$/;

export function holdsWhileTyping(step: string): boolean {
  return step.startsWith('mod+') && !ofText.test(step);
}
