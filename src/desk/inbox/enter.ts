/** Opens the row that has the focus, or else what is wanted; what is open already is entered, so that arrows scroll it and a screen reader reads it. */
export function enter(wanted: string | null, choose: (conversation: string) => void): void {
  const row = document.activeElement?.closest<HTMLElement>('[data-conversation]');
  const focused = row?.getAttribute('aria-current') === 'page' ? undefined : row?.dataset['conversation'];
  if (focused) return choose(focused);
  const words = document.querySelector<HTMLElement>('[role="log"]');
  if (words) words.focus();
  else if (wanted) choose(wanted);
}
