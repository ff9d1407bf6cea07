// A loop that works while there is work, sleeps while there is none, and wakes when told. Failures slow it down and never end it.
import type { Log } from '../store/connection.ts';
import { isDatabaseLost, isDiskFull } from '../store/failure.ts';

export interface Loop {
  wake(): void;
  /** Resolves when the step in hand is done. */
  stop(): Promise<void>;
}

/**
 * @param step does some work; returns true when there may be more at once
 * @param idleMs how long it sleeps when nobody wakes it
 */
export function runLoop(name: string, step: () => Promise<boolean>, idleMs: number, log: Log): Loop {
  const stopping = new AbortController();
  let woken = false;
  let wakeNow: (() => void) | null = null;
  let failures = 0;

  const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    wakeNow = () => {
      clearTimeout(timer);
      resolve();
    };
  });

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const more = await step();
        failures = 0;
        if (more || woken || stopping.signal.aborted) continue;
        await sleep(idleMs);
      } catch (error) {
        failures += 1;
        log.warn({ loop: name, failures, ...describe(error) }, saying(error));
        if (!stopping.signal.aborted) await sleep(Math.min(100 * 2 ** Math.min(failures, 7), 5_000));
      }
    }
  };

  const running = run();
  return {
    wake: () => {
      woken = true;
      wakeNow?.();
    },
    stop: async () => {
      stopping.abort();
      wakeNow?.();
      await running;
    },
  };
}

/** For work that nobody waits for: however often it is asked for within so many milliseconds, it begins once, at their end. */
export function gathered(begin: () => void, milliseconds: number): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      begin();
    }, milliseconds).unref();
  };
}

/** What is known by its name needs no stack. */
function describe(error: unknown): { readonly error: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: isDatabaseLost(error) || isDiskFull(error) ? error.message : (error.stack ?? error.message) };
}

function saying(error: unknown): string {
  if (isDiskFull(error)) return 'The disk is full; trying again.';
  return isDatabaseLost(error) ? 'The database cannot be reached; trying again.' : 'A step failed; trying again.';
}
