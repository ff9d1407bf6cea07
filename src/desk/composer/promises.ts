// Promises that were found in a draft, and what the agent decided about each of them.
import type { Promised } from '../../language/advice/advice.ts';

/** By the words of the promise: a decision outlives every edit around them. */
export type Decisions = Readonly<Record<string, { readonly due?: string; readonly dropped?: boolean; readonly confirmed?: boolean }>>;

export type PromiseLine = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly due: string | null;
  readonly stated: boolean;
  readonly dropped: boolean;
  readonly confirmed: boolean;
};

export function promiseLines(found: readonly Promised[], decisions: Decisions): PromiseLine[] {
  return found.map(({ start, end, text, due, stated }) => {
    const decision = decisions[text] ?? {};
    return {
      key: text,
      start,
      end,
      text,
      due: decision.due ?? due,
      stated: decision.due === undefined ? stated : true,
      dropped: decision.dropped === true,
      confirmed: decision.confirmed === true,
    };
  });
}

/** For the reply: what is kept, with offsets into the text as it is sent (`shift` characters were cut off its start). */
export function keptPromises(
  lines: readonly PromiseLine[],
  shift: number,
  length: number,
): { readonly start: number; readonly end: number; readonly due: string | null }[] {
  return lines
    .filter((line) => !line.dropped)
    .flatMap((line) => {
      const start = Math.max(line.start - shift, 0);
      const end = Math.min(line.end - shift, length);
      return end > start ? [{ start, end, due: line.due === null ? null : new Date(line.due).toISOString() }] : [];
    });
}
