// What is printed on a key: by the agent's own layout where the browser tells it, otherwise by what was seen while typing.
import { codeOf } from './bindings.ts';

export type Layout = ReadonlyMap<string, string>;

/** What the browser calls `navigator.keyboard` (Chromium only): https://wicg.github.io/keyboard-map/ */
type WithKeyboard = { readonly keyboard?: { getLayoutMap?(): Promise<Layout> } };

const names: Readonly<Record<string, string>> = {
  Backquote: '`', Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\', Semicolon: ';', Quote: '’', Comma: ',', Period: '.', Slash: '/',
  Escape: 'Esc', Enter: 'Enter', Tab: 'Tab', Space: 'Space', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: 'Backspace', Delete: 'Del',
};

export function capOf(code: string, layout: Layout): string {
  const own = layout.get(code);
  // The slash and the question mark are taken wherever they lie, so that is what they are called.
  if (own && code !== 'Slash') return own.toLocaleUpperCase();
  const letter = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  return letter ?? names[code] ?? code.replace(/^Numpad/, 'Num ').replace(/^Arrow/, '');
}

function capsOfStep(step: string, layout: Layout, mac: boolean): readonly string[] {
  if (step === 'shift+Slash') return ['?'];
  const held = step.split('+').slice(0, -1).map((name) => ({ mod: mac ? '⌘' : 'Ctrl', alt: mac ? '⌥' : 'Alt', shift: '⇧' })[name] ?? name);
  return [...held, capOf(codeOf(step), layout)];
}

/** One cap for each key, in the order in which they are pressed. */
export function capsOf(binding: string, layout: Layout, mac: boolean): readonly string[] {
  return binding.split(' ').flatMap((step) => capsOfStep(step, layout, mac));
}

let layout: Layout = new Map();
const listeners = new Set<() => void>();

function put(next: Layout): void {
  layout = next;
  for (const listener of listeners) listener();
}

export const currentLayout = (): Layout => layout;

export function onLayout(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

let told = false;

export async function askLayout(): Promise<void> {
  const map = await (navigator as WithKeyboard).keyboard?.getLayoutMap?.().catch(() => null);
  if (!map || map.size === 0) return;
  told = true;
  put(new Map(map));
}

/** Where no browser tells: a Latin letter that was typed stands on the key with which it was typed. */
export function learnFrom({ code, key, shiftKey }: Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey'>): void {
  if (told || shiftKey || !/^[a-z]$/.test(key) || !code.startsWith('Key') || capOf(code, layout) === key.toUpperCase()) return;
  put(new Map([...layout, [code, key]]));
}
