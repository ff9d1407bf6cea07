// Counting rights and wrongs: precision, recall and F1 of one value, and their mean over the values that occur.

/** right: said and so; wrong: said and not so; missed: so and not said. */
export type Tally = { readonly right: number; readonly wrong: number; readonly missed: number };
export const nothing: Tally = { right: 0, wrong: 0, missed: 0 };

export const add = (one: Tally, other: Tally): Tally => ({ right: one.right + other.right, wrong: one.wrong + other.wrong, missed: one.missed + other.missed });

/** `null` where nothing was said: a share of nothing is no number. */
export const precision = ({ right, wrong }: Tally): number | null => (right + wrong === 0 ? null : right / (right + wrong));
export const recall = ({ right, missed }: Tally): number | null => (right + missed === 0 ? null : right / (right + missed));

/** 2·right / (2·right + wrong + missed), the harmonic mean of precision and recall; `null` where the value neither occurs nor is said. */
export const f1 = ({ right, wrong, missed }: Tally): number | null => (right + wrong + missed === 0 ? null : (2 * right) / (2 * right + wrong + missed));

export type Tallies = ReadonlyMap<string, Tally>;

/** Of sets: which values hold, against which were said. */
export const tallySets = (values: readonly string[], pairs: readonly { readonly gold: readonly string[]; readonly said: readonly string[] }[]): Tallies =>
  new Map(
    values.map((value) => {
      let [right, wrong, missed] = [0, 0, 0];
      for (const { gold, said } of pairs) {
        const [is, isSaid] = [gold.includes(value), said.includes(value)];
        if (is && isSaid) right += 1;
        else if (isSaid) wrong += 1;
        else if (is) missed += 1;
      }
      return [value, { right, wrong, missed }];
    }),
  );

/** The mean F1 of the values that occur in the gold labels: a rare value weighs as much as a frequent one. */
export const macroF1 = (tallies: Tallies): number | null => {
  const occurring = [...tallies.values()].filter(({ right, missed }) => right + missed > 0);
  return occurring.length === 0 ? null : occurring.reduce((sum, tally) => sum + (f1(tally) ?? 0), 0) / occurring.length;
};

export const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);
