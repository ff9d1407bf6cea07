// Writes down what only this process knows, however long the database is away or full: the outcome of a send that has happened.
import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseLost, isDiskFull } from '../store/failure.ts';

const longestWaitMs = 2_000;

/** `write` may run several times. Throws what is no fault of the storage at once, and the last failure when the process stops. */
export async function untilStored<Result>(write: () => Promise<Result>, stopping: AbortSignal): Promise<Result> {
  for (let wait = 100; ; wait = Math.min(wait * 2, longestWaitMs)) {
    try {
      return await write();
    } catch (error) {
      if (!(isDatabaseLost(error) || isDiskFull(error))) throw error;
      await pause(wait, undefined, { signal: stopping }).catch(() => undefined);
      if (stopping.aborted) throw error;
    }
  }
}
