// How an emulated vendor behaves badly, on demand. Every share is between 0 (never) and 1 (always).
export type Faults = {
  /** Share of what is told to the desk (a webhook, an update) that is told a second time. */
  duplicated: number;
  /** Share of what is told that comes later than what happened after it. */
  overtaken: number;
  /** Share of receipts that never come. */
  receiptsMissing: number;
  /** At most so many milliseconds until a receipt comes, or an update that is overtaken. */
  late: number;
  /** Share of calls that are refused because there were too many, and for how long the caller is asked to wait. */
  tooMany: number;
  retryAfterSeconds: number;
  /** Share of calls that end in the vendor's own error, with nothing done. */
  broken: number;
  /** Share of calls that are carried out, and whose answer is then lost on the way. */
  answerLost: number;
  /** Nobody is there: every connection is cut. */
  away: boolean;
};

export const noFaults: Readonly<Faults> = { duplicated: 0, overtaken: 0, receiptsMissing: 0, late: 200, tooMany: 0, retryAfterSeconds: 1, broken: 0, answerLost: 0, away: false };

/** Faults as somebody typed them into the page or sent them: what is not a fault, or out of bounds, is named. */
export function readFaults(input: unknown): { readonly ok: true; readonly faults: Partial<Faults> } | { readonly ok: false; readonly problem: string } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { ok: false, problem: 'An object of faults is expected.' };
  const faults: Record<string, number | boolean> = {};
  for (const [name, value] of Object.entries(input)) {
    if (!Object.hasOwn(noFaults, name)) return { ok: false, problem: `There is no fault “${name}”. There are: ${Object.keys(noFaults).join(', ')}.` };
    const usual = noFaults[name as keyof Faults];
    const most = name === 'late' ? 600_000 : name === 'retryAfterSeconds' ? 86_400 : 1;
    if (typeof value !== typeof usual || (typeof value === 'number' && !(value >= 0 && value <= most))) return { ok: false, problem: `“${name}” is ${typeof usual === 'boolean' ? 'true or false' : `a number from 0 to ${most}`}.` };
    faults[name] = value as number | boolean;
  }
  return { ok: true, faults };
}

export interface Dice {
  /** True in so many of a hundred throws, as `share` of 0 to 1 says. */
  falls(share: number): boolean;
  /** A whole number from 0 to just below `most`. */
  below(most: number): number;
}

/** The same throws for the same seed, so that what went wrong can be seen again (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { falls: (share) => share > 0 && next() < share, below: (most) => Math.floor(next() * most) };
}
