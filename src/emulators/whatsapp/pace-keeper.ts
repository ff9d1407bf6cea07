// How many messages Meta lets through: eighty a second for a number, and to one person one in six seconds with forty-five at once.
// A caller is asked to wait in the time of life: no pace shortens it.
export interface PaceKeeper {
  /** The error number; null: this one may go. */
  refuses(recipient: string): 130429 | 131056 | null;
}

type Bucket = { tokens: number; at: number };

export function openPaceKeeper(now: () => number): PaceKeeper {
  const all: Bucket = { tokens: 80, at: now() };
  const pairs = new Map<string, Bucket>();
  const fill = (bucket: Bucket, most: number, perSecond: number): void => {
    bucket.tokens = Math.min(most, bucket.tokens + ((now() - bucket.at) / 1_000) * perSecond);
    bucket.at = now();
  };
  return {
    refuses: (recipient) => {
      const pair = pairs.get(recipient) ?? { tokens: 45, at: now() };
      pairs.set(recipient, pair);
      fill(all, 80, 80);
      fill(pair, 45, 1 / 6);
      if (all.tokens < 1) return 130429;
      if (pair.tokens < 1) return 131056;
      all.tokens -= 1;
      pair.tokens -= 1;
      return null;
    },
  };
}
