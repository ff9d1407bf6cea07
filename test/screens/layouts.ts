// A keyboard as an agent has it in front of them: real key events, with the place of the key and the letter that a layout puts on it.
import type { CDPSession, Page } from 'playwright-core';

const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю.';
const codes = ['Backquote', ...[...'QWERTYUIOP'].map((letter) => `Key${letter}`), 'BracketLeft', 'BracketRight', ...[...'ASDFGHJKL'].map((letter) => `Key${letter}`), 'Semicolon', 'Quote', ...[...'ZXCVBNM'].map((letter) => `Key${letter}`), 'Comma', 'Period', 'Slash'];

export type Keyboard = Awaited<ReturnType<typeof russianKeyboard>>;
type Held = { readonly control?: boolean; readonly shift?: boolean };

/** Letters by the Russian layout; keys without letters are pressed as usual (`page.keyboard.press('Enter')`). */
export async function russianKeyboard(page: Page) {
  const session = await page.context().newCDPSession(page);
  const press = async (code: string, held: Held = {}) => {
    const letter = [...cyrillic][codes.indexOf(code)]!;
    await pressKey(session, code, held.shift ? letter.toUpperCase() : letter, held);
  };
  return {
    press,
    type: async (words: string) => {
      for (const sign of words) {
        const place = [...cyrillic].indexOf(sign.toLowerCase());
        if (place < 0) await page.keyboard.type(sign);
        else await pressKey(session, codes[place]!, sign, { shift: sign !== sign.toLowerCase() });
      }
    },
  };
}

/** What comes out when these Russian words are typed with the layout still set to English. */
export function typedOnEnglish(words: string): string {
  return [...words].map((letter) => [...latin][[...cyrillic].indexOf(letter)] ?? letter).join('');
}

async function pressKey(session: CDPSession, code: string, key: string, { control = false, shift = false }: Held): Promise<void> {
  const virtual = /^Key(.)$/.exec(code)?.[1]?.charCodeAt(0) ?? 0;
  const common = { code, key, modifiers: (control ? 2 : 0) + (shift ? 8 : 0), windowsVirtualKeyCode: virtual, nativeVirtualKeyCode: virtual };
  await session.send('Input.dispatchKeyEvent', { type: control ? 'rawKeyDown' : 'keyDown', ...common, ...(control ? {} : { text: key }) });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

/** A key that an input method takes for a letter it is composing: as Chrome reports it, and as Safari and Chrome on a Mac do. */
export const composingKeys = (code: string): readonly object[] => [
  { code, key: 'Process', keyCode: 229, isComposing: true },
  { code, key: 'Process', keyCode: 229 },
  { code, key: code.slice(-1).toLowerCase(), isComposing: true },
  { code, key: code.slice(-1).toLowerCase(), keyCode: 229 },
];
