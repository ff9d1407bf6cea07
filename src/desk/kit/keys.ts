// Keys by their place on the keyboard, not by the letter that the layout puts on them: they work alike on Latin,
// Cyrillic and Chinese layouts. Table of all keys: shell/key-table.ts.
import { useEffect, useEffectEvent } from 'react';

export type Pressed = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** A binding such as `KeyJ`, `shift+Slash`, or `KeyG KeyI` (one after the other). */
export type Bindings = Readonly<Record<string, () => void>>;

export function nameOf(pressed: Pressed): string | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return null;
  return pressed.shiftKey ? `shift+${pressed.code}` : pressed.code;
}

export type Step = { readonly run: (() => void) | null; readonly pending: string | null };

/** What a key does after the keys before it; `pending` is the beginning of a sequence that may go on. */
export function stepOf(bindings: Bindings, pending: string | null, name: string): Step {
  const sequence = pending === null ? name : `${pending} ${name}`;
  const exact = bindings[sequence];
  if (exact) return { run: exact, pending: null };
  if (Object.keys(bindings).some((binding) => binding.startsWith(`${sequence} `))) return { run: null, pending: sequence };
  return pending === null ? { run: null, pending: null } : stepOf(bindings, null, name);
}

/** While somebody types, or a menu or dialog is open, single keys belong to that. */
export function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT|IFRAME)$/.test(target.tagName)) return true;
  return target.closest('[role="menu"], [role="dialog"], [role="listbox"]') !== null;
}

const patience = 1_500;

export function useKeys(bindings: Bindings): void {
  const step = useEffectEvent((pending: string | null, name: string) => stepOf(bindings, pending, name));
  useEffect(() => {
    let pending: string | null = null;
    let since = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTaken(event.target)) return;
      const name = nameOf(event);
      if (name === null || /^(?:shift\+)?Shift/.test(name)) return;
      if (Date.now() - since > patience) pending = null;
      const { run, pending: next } = step(pending, name);
      pending = next;
      since = Date.now();
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
