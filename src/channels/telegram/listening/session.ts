// What both ways of receiving share: who listens, how long it waits, and what it says about itself.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo, Problem } from '../../channel.ts';
import type { TelegramConfig } from '../config.ts';

/** The address at which the vendor reaches this inbox. Filled in by the desk; absent where it does not say. */
export type Listener = ListenIo & { readonly hookAddress?: string | null };

export type Paces = {
  /** How long the vendor keeps a question for new updates open. */
  readonly pollSeconds: number;
  /** How often the vendor is asked how its webhooks fare. */
  readonly lookMs: number;
  readonly shortestPause: number;
  readonly longestPause: number;
};
export const usualPaces: Paces = { pollSeconds: 30, lookMs: 180_000, shortestPause: 1_000, longestPause: 120_000 };

export type Session = { readonly config: TelegramConfig; readonly io: Listener; readonly paces: Paces; readonly signal: AbortSignal; readonly say: (problem: Problem | null) => void };

/** Says a state once, until it is another. */
export function healthOf(io: ListenIo): Session['say'] {
  let said: string | null = null;
  return (problem) => {
    const now = problem ? `${problem.code} ${problem.detail}` : '';
    if (now === said) return;
    said = now;
    io.health(problem ? { is: 'failing', problem } : { is: 'connected' });
  };
}

/** Doubles with every failure; a random part keeps many inboxes from coming back all at once. What the vendor asks for is waited for. */
export async function pauseAfter(failures: number, { paces, signal }: Session, askedSeconds = 0): Promise<void> {
  const grown = Math.min(paces.longestPause, paces.shortestPause * 2 ** Math.min(failures - 1, 16)) * (0.5 + Math.random() / 2);
  await waitFor(Math.max(grown, askedSeconds * 1_000), signal);
}

export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}
