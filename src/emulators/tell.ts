// How an emulated vendor tells the desk: one request after the other or side by side, told twice, overtaken, and tried again
// for as long as the vendor would. What was told well is noted by whoever asks.
import type { Dice, Faults } from './faults.ts';

export type Told = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array };

export type Policy = {
  /** Pauses between tries in milliseconds, before the pace: after the last one the vendor gives up. */
  readonly pauses: readonly number[];
  /** What the vendor takes for "I have it". */
  readonly well: (status: number, body: string) => boolean;
  /** So many requests at once. */
  readonly together: number;
  /** A request without an answer counts as failed after so many milliseconds, before the pace. */
  readonly patience: number;
};

export interface Teller {
  /** @param done called once, when the desk has said that it has it, or the vendor has given up */
  tell(what: Told, done?: (well: boolean) => void): void;
  /** Resolves when nothing is on its way. */
  quiet(): Promise<void>;
  stop(): void;
}

export function openTeller(policy: Policy, faults: Faults, chance: Dice, pace: number): Teller {
  const { enter, later, stop } = openQueue(policy.together);
  let open = 0;
  let quiets: (() => void)[] = [];
  const ended = (): void => {
    open -= 1;
    if (open > 0) return;
    for (const resolve of quiets) resolve();
    quiets = [];
  };
  const begin = (what: Told, attempt: number, done: (well: boolean) => void): void => enter(async () => {
    if (await post(what, policy, pace)) return done(true);
    const pause = policy.pauses[attempt];
    if (pause === undefined) return done(false);
    later(pause * pace, () => begin(what, attempt + 1, done));
  });
  const once = (what: Told, done: (well: boolean) => void): void => {
    open += 1;
    const start = (): void => begin(what, 0, (well) => {
      done(well);
      ended();
    });
    if (chance.falls(faults.overtaken)) later(1 + chance.below(Math.max(1, faults.late)), start);
    else start();
  };
  return {
    tell: (what, done = () => undefined) => {
      once(what, done);
      if (chance.falls(faults.duplicated)) once(what, () => undefined);
    },
    quiet: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => quiets.push(resolve))),
    stop,
  };
}

/** So many at once, the others in their order; nothing begins any more when it was stopped. */
function openQueue(together: number): { enter(work: () => Promise<void>): void; later(ms: number, next: () => void): void; stop(): void } {
  const waiting: (() => Promise<void>)[] = [];
  const pauses = new Set<NodeJS.Timeout>();
  let running = 0;
  let stopped = false;
  const next = (): void => {
    if (stopped || running >= together) return;
    const work = waiting.shift();
    if (!work) return;
    running += 1;
    void work().finally(() => {
      running -= 1;
      next();
    });
    next();
  };
  return {
    enter: (work) => {
      waiting.push(work);
      next();
    },
    later: (ms, then) => {
      const timer = setTimeout(() => {
        pauses.delete(timer);
        if (!stopped) then();
      }, ms);
      pauses.add(timer);
    },
    stop: () => {
      stopped = true;
      for (const timer of pauses) clearTimeout(timer);
    },
  };
}

async function post({ url, headers, body }: Told, policy: Policy, pace: number): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: body as string, redirect: 'manual', signal: AbortSignal.timeout(Math.max(2_000, policy.patience * pace)) });
    return policy.well(answer.status, await answer.text());
  } catch {
    return false;
  }
}
