// How long to wait before the next attempt.
const longest = 30_000;

/** Longer and longer, and never two browsers at the same moment. */
export function pause(failures: number, random: () => number, atLeastSeconds = 0): number {
  return Math.max(atLeastSeconds * 1000, Math.min(longest, 500 * 2 ** failures) * (0.5 + random() / 2));
}
