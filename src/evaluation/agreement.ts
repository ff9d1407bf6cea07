// How far two people who labelled the same texts agree beyond what chance would give.

/**
 * Cohen's kappa of two labellers over nominal labels (Cohen: A Coefficient of Agreement for Nominal Scales, 1960).
 * 1 is full agreement, 0 is chance; `null` where there is nothing to compare or only one label was ever given by both.
 */
export const kappa = (pairs: readonly (readonly [string, string])[]): number | null => {
  if (pairs.length === 0) return null;
  const shares = (side: 0 | 1): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1 / pairs.length);
    return counts;
  };
  const [first, second] = [shares(0), shares(1)];
  const agreed = pairs.filter(([one, other]) => one === other).length / pairs.length;
  const byChance = [...first].reduce((sum, [label, share]) => sum + share * (second.get(label) ?? 0), 0);
  return byChance === 1 ? null : (agreed - byChance) / (1 - byChance);
};
