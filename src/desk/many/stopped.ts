// Batches that were stopped on this device and wait for a decision: to go on, to be taken back, or to be left as they are.
const place = 'attune.stopped';

const all = (): readonly string[] => (localStorage.getItem(place) ?? '').split(' ').filter((id) => id !== '');

export const hasStopped = (): boolean => all().length > 0;
export const isStopped = (batch: string): boolean => all().includes(batch);

/** @param state anything but `stopped`: it waits no more */
export function noteStopped(batch: string, state: string): void {
  if (isStopped(batch) === (state === 'stopped')) return;
  const next = state === 'stopped' ? [...all(), batch].slice(-5) : all().filter((id) => id !== batch);
  if (next.length > 0) localStorage.setItem(place, next.join(' '));
  else localStorage.removeItem(place);
}
