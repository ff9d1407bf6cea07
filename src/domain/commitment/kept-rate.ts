// How many of the promises that came due were kept in time, for a group of people together.
//
// Promises kept = kept on time / due; target at least 98 %. Source: the empathy measurement tree, "Practical (acts)", row "Promises
// kept" (formula "kept on time / due", data "promise register", target "≥ 98 %"), with its rule of reading: a figure is shown only
// with n, interval and definition, and for a team, never for a person. What is reckoned as due and as kept: store/kept-rate.ts.

/** A figure for fewer would be a figure about persons. */
export const fewestPeople = 3;
export const keptTarget = 0.98;

export type Reckoned = { readonly due: number; readonly kept: number };
export type KeptRate = Reckoned & { readonly rate: number | null; readonly interval: readonly [number, number] | null };

/** The interval is Wilson's, of 95 %: it stays between 0 and 1 and says something for small numbers too. */
export function keptRate({ due, kept }: Reckoned): KeptRate {
  if (due === 0) return { due, kept, rate: null, interval: null };
  const rate = kept / due;
  const z = 1.959_964;
  const middle = (rate + (z * z) / (2 * due)) / (1 + (z * z) / due);
  const half = (z / (1 + (z * z) / due)) * Math.sqrt((rate * (1 - rate)) / due + (z * z) / (4 * due * due));
  return { due, kept, rate, interval: [Math.max(0, middle - half), Math.min(1, middle + half)] };
}

/** The Mondays of so many weeks up to the one of a day, the earliest first. Days as `2026-11-22`. */
export function mondaysUpTo(today: string, weeks: number): readonly string[] {
  const at = Date.parse(`${today}T00:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000;
  return Array.from({ length: weeks }, (_none, index) => new Date(monday - (weeks - 1 - index) * 7 * 86_400_000).toISOString().slice(0, 10));
}
