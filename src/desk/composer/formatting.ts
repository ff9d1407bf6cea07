// What formats while one types and pastes. The work itself is loaded when the field is entered, or a hand comes near the buttons for it.
import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { Formatting } from '../../domain/formatting/change-marks.ts';
import type * as formatText from './format-text.ts';
import { formattingOf, inList, isFormattedHtml } from './format-keys.ts';

type Work = typeof formatText;

let work: Work | null = null;

async function load(): Promise<Work> {
  work ??= await import('./format-text.ts');
  return work;
}

export const loadFormatting = (): void => void load().catch(() => undefined);

export function formatSelection(area: HTMLTextAreaElement, how: Formatting): void {
  if (work) work.formatSelection(area, how);
  else void load().then((loaded) => loaded.formatSelection(area, how));
}

/** @returns whether the key is spent */
export function formatKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const area = event.currentTarget;
  const how = formattingOf(event);
  if (how) {
    formatSelection(area, how);
    return true;
  }
  const plain = event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
  const { selectionStart: start, selectionEnd: end } = area;
  if (!plain || start !== end || !inList(area.value, start)) return false;
  // A line that waited would end behind letters typed after it: until the work is there, Enter does what it does everywhere.
  if (work) return work.endLine(area);
  loadFormatting();
  return false;
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
  void load().then(({ insertHtml }) => insertHtml(area, html, plain));
  return true;
}
