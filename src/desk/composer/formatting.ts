// What formats while one types and pastes. The work itself is loaded when the field is entered.
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { editArea } from './edit-area.ts';
import { formattingOf, inList, isFormattedHtml } from './format-keys.ts';

export const loadFormatting = () => import('./format-text.ts');

/** @returns whether the key is spent */
export function formatKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const area = event.currentTarget;
  const how = formattingOf(event);
  if (how) {
    void loadFormatting().then(({ formatSelection }) => formatSelection(area, how));
    return true;
  }
  const plain = event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
  const { selectionStart: start, selectionEnd: end } = area;
  if (!plain || start !== end || !inList(area.value, start)) return false;
  void loadFormatting().then(({ endLine }) => {
    if (!endLine(area)) editArea(area, start, end, '\n');
  });
  return true;
}

/** @returns whether the paste is taken care of. A picture that comes along with words (a spreadsheet copies one) is left out. */
export function pasteInto(event: ClipboardEvent<HTMLTextAreaElement>, { formats, onFiles }: { readonly formats: boolean; onFiles(files: readonly File[]): void }): boolean {
  const { clipboardData, currentTarget: area } = event;
  const [html, plain] = [clipboardData.getData('text/html'), clipboardData.getData('text/plain')];
  const files = [...clipboardData.files];
  if (files.length > 0 && !(html !== '' && plain.trim() !== '')) {
    onFiles(files);
    return true;
  }
  if (!formats || !isFormattedHtml(html)) return false;
  void loadFormatting().then(({ insertHtml }) => insertHtml(area, html, plain));
  return true;
}
