// Which key formats what, by its place on the keyboard.
import type { KeyboardEvent } from 'react';
import type { Formatting } from '../../domain/formatting/change-marks.ts';

const plain: Readonly<Record<string, Formatting>> = { KeyB: 'bold', KeyI: 'italic' };
/** As in the mail programs that many know. */
const shifted: Readonly<Record<string, Formatting>> = { KeyK: 'link', Digit7: 'numbers', Digit8: 'list', Digit9: 'quote' };

export function formattingOf(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'code'>): Formatting | null {
  if (event.ctrlKey === event.metaKey || event.altKey) return null;
  return (event.shiftKey ? shifted : plain)[event.code] ?? null;
}

export const formatKeys: Readonly<Record<Formatting, string>> = { bold: 'B', italic: 'I', link: '⇧ K', numbers: '⇧ 7', list: '⇧ 8', quote: '⇧ 9' };

/** Worth asking at all when Enter is pressed. */
export const inList = (text: string, caret: number): boolean => /(?:^|\n)(?:[-*•] |\d{1,3}[.)] |>)[^\n]*$/.test(text.slice(Math.max(0, caret - 2_000), caret));

/** Whether there is anything in it that plain text would lose. */
export const isFormattedHtml = (html: string): boolean => /<(?:b|strong|i|em|a|li|blockquote|h[1-6])[\s>]|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/i.test(html);
