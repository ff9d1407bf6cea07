// Waits for what a worker, a mail server or another process does in its own time.
import { setTimeout as pause } from 'node:timers/promises';
import { vi } from 'vitest';

/** Only what fails waits so long; a slow and busy machine needs a part of it. */
const patienceMs = 45_000;

/** Resolves with the first thing that is found. */
export async function eventually<Value>(what: string, find: () => Promise<Value | null | undefined | false>): Promise<Value> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const found = await find();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`${what} did not come`);
}

/** Resolves when the assertion holds; fails with its last reason. */
export async function eventuallyHolds(check: () => unknown): Promise<void> {
  await vi.waitFor(check, { timeout: patienceMs, interval: 25 });
}
