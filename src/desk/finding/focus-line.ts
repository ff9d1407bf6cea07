/** The id of the line on the find page. */
export const findLine = 'find-line';

/** @returns whether the line is on the screen; then it has the focus, and typing replaces what stands in it */
export function focusFindLine(): boolean {
  const field = document.getElementById(findLine);
  if (!(field instanceof HTMLInputElement) || field.offsetParent === null) return false;
  field.focus();
  field.select();
  return true;
}
