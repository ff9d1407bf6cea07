// Changes of the text by formatting keys and by a paste.
import { formatted, lineEnded, type Edit, type Formatting } from '../../domain/formatting/change-marks.ts';
import { editArea } from './edit-area.ts';
import { marksOfHtml } from './marks-of-html.ts';

export function formatSelection(area: HTMLTextAreaElement, how: Formatting): void {
  put(area, formatted(area.value, { start: area.selectionStart, end: area.selectionEnd }, how));
}

/** @returns false: the Enter key does what it does everywhere */
export function endLine(area: HTMLTextAreaElement): boolean {
  const edit = lineEnded(area.value, { start: area.selectionStart, end: area.selectionEnd });
  if (!edit) return false;
  put(area, edit);
  return true;
}

/** Formatted words of a page or a document; what cannot be read as such comes as plain text. */
export function insertHtml(area: HTMLTextAreaElement, html: string, plain: string): void {
  insertText(area, marksOfHtml(new DOMParser().parseFromString(html, 'text/html').body) || plain);
}

function insertText(area: HTMLTextAreaElement, words: string): void {
  const { selectionStart, selectionEnd } = area;
  const end = selectionStart + words.length;
  put(area, { from: selectionStart, to: selectionEnd, words, select: { start: end, end } });
}

function put(area: HTMLTextAreaElement, { from, to, words, select }: Edit): void {
  editArea(area, from, to, words);
  area.setSelectionRange(select.start, select.end);
}
