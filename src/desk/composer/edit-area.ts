// Changes words in a field as if they had been typed, so that the browser's own undo (Ctrl+Z) takes it back.

/** The only way that keeps the field's history: https://developer.mozilla.org/en-US/docs/Web/API/Document/execCommand#inserttext */
export function editArea(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else writes into the history of a field
  const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (done) return;
  area.setRangeText(text, start, end, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
