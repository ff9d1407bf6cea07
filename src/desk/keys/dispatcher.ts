// What can be done now, and the one listener for the keys that do it.
import { isMac } from '../kit/platform.ts';
import { actionOf, places, type ActionId } from './action-table.ts';
import { findStep, holdsWhileTyping, signOf, stepOf, type Mounted } from './bindings.ts';
import { learnFrom } from './key-caps.ts';
import { ownKeys } from './own-keys.ts';

export type Handler = Mounted & { run(): void };

let mounted: readonly Handler[] = [];
const listeners = new Set<() => void>();

function put(next: readonly Handler[]): void {
  mounted = next;
  for (const listener of listeners) listener();
}

/** @returns what takes them away again */
export function mount(handlers: readonly Handler[]): () => void {
  put([...mounted, ...handlers]);
  return () => put(mounted.filter((handler) => !handlers.includes(handler)));
}

export const possible = (): readonly Handler[] => mounted;

export function onPossible(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Who does it now: of several, the narrowest place. */
export function handlerOf(id: ActionId): Handler | null {
  return mounted.filter(({ action }) => action === id).reduce<Handler | null>((best, one) => (best === null || places.indexOf(one.place) >= places.indexOf(best.place) ? one : best), null);
}

const fields = /^(?:INPUT|TEXTAREA|SELECT|IFRAME)$/;
const noText = /^(?:checkbox|radio|button|submit|reset|range|color|file)$/;

/** `all`: a menu or a window lies over the page. `letters`: somebody types. */
export function isTaken(target: EventTarget | null): 'all' | 'letters' | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.closest('[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]') !== null) return 'all';
  if (target.isContentEditable) return 'letters';
  return fields.test(target.tagName) && !(target instanceof HTMLInputElement && noText.test(target.type)) ? 'letters' : null;
}

/** With time to read where the second key leads, which is shown meanwhile. */
const patience = 5_000;
let pending: string | null = null;
let forgetting: ReturnType<typeof setTimeout> | undefined;
const waiting = new Set<() => void>();

/** The beginning of keys that go one after the other; it is forgotten after a while. */
function wait(next: string | null): void {
  clearTimeout(forgetting);
  if (next !== null) forgetting = setTimeout(() => wait(null), patience);
  if (next === pending) return;
  pending = next;
  for (const listener of waiting) listener();
}

export const pendingKeys = (): string | null => pending;

export function onPendingKeys(listener: () => void): () => void {
  waiting.add(listener);
  return () => {
    waiting.delete(listener);
  };
}

/** An input method that composes a letter reports keys with this code: https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode */
const composing = 229;

export function composes(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- Safari, and Chrome on a Mac, tell the first key of a composition only by this
  return event.isComposing || event.keyCode === composing;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || composes(event) || event.getModifierState?.('AltGraph')) return;
  learnFrom(event);
  const step = stepOf(event, isMac);
  const taken = isTaken(event.target);
  if (step === null || taken === 'all' || (taken === 'letters' && !holdsWhileTyping(step))) return;
  const before = pending;
  const byPlace = findStep(mounted, ownKeys(), before, step);
  const sign = signOf(event);
  const found = byPlace.run || byPlace.pending !== null || sign === null ? byPlace : findStep(mounted, ownKeys(), before, sign);
  wait(found.pending);
  if (!found.run) return;
  event.preventDefault();
  if (!event.repeat || actionOf(found.run.action).repeats) found.run.run();
}

/** @param where this page, or one inside of it whose keys would otherwise be lost */
export function listenToKeys(where: Pick<Window, 'addEventListener' | 'removeEventListener'> = window): () => void {
  where.addEventListener('keydown', onKey);
  return () => where.removeEventListener('keydown', onKey);
}
