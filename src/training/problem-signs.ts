// Fits how much each sign speaks for a sentence being the one that says what the matter is: src/language/reading/problem-weights.ts.
// A softmax over the sentences of a message and "none of them", by AdaGrad in a fixed order, so that the same texts give the same numbers.

/** A message as fitting sees it: what each sentence shows, and which of them the labelled problem lies in; none where nothing is wrong. */
export type SignedMessage = { readonly author: string; readonly language: string; readonly sentences: readonly { readonly signs: readonly string[]; readonly right: boolean }[]; readonly wrong: boolean };

export type SignWeights = ReadonlyMap<string, number>;

const rounds = 14;
const pace = 0.3;
const decay = 0.0002;
const firstSquares = 0.5;

/** A small generator of the C standard, so that every round goes through the messages in another order, and every run in the same. */
const shuffled = (count: number, seed: { value: number }): readonly number[] => {
  const next = (): number => {
    // In whole numbers: a product of two such is past what a double holds exactly.
    seed.value = Number((BigInt(seed.value) * 1_103_515_245n + 12_345n) % 2_147_483_648n);
    return seed.value;
  };
  return Array.from({ length: count }, (_, index) => ({ index, key: next() })).sort((one, other) => one.key - other.key || one.index - other.index).map(({ index }) => index);
};

const sumOf = (weights: SignWeights, signs: readonly string[]): number => signs.reduce((sum, sign) => sum + (weights.get(sign) ?? 0), 0);

/** How likely each sentence is the one; what is left over is "none". */
const sharesOf = (weights: SignWeights, { sentences }: SignedMessage): readonly number[] => {
  const sums = sentences.map(({ signs }) => sumOf(weights, signs));
  const most = Math.max(0, ...sums);
  const exponents = sums.map((sum) => Math.exp(sum - most));
  const all = exponents.reduce((sum, one) => sum + one, Math.exp(-most));
  return exponents.map((one) => one / all);
};

export const fitProblem = (messages: readonly SignedMessage[]): SignWeights => {
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  const seed = { value: 7 };
  // Where the labelled place lies in no sentence by half, there is nothing to learn.
  const usable = messages.filter(({ wrong, sentences }) => !wrong || sentences.some(({ right }) => right));
  for (let round = 0; round < rounds; round += 1) {
    for (const at of shuffled(usable.length, seed)) {
      const { sentences } = usable[at]!;
      const right = sentences.filter((sentence) => sentence.right).length;
      const shares = sharesOf(weights, usable[at]!);
      sentences.forEach((sentence, index) => {
        const error = shares[index]! - (sentence.right ? 1 / right : 0);
        for (const sign of sentence.signs) {
          const known = weights.get(sign) ?? 0;
          const slope = error + decay * known;
          const square = (squares.get(sign) ?? firstSquares) + slope * slope;
          squares.set(sign, square);
          weights.set(sign, known - (pace * slope) / Math.sqrt(square));
        }
      });
    }
  }
  return weights;
};

/** F1 of the chosen sentence, of messages in which something is wrong, as `attune evaluate` counts it. @param least below it nothing is wrong */
export const problemScore = (weights: SignWeights, messages: readonly SignedMessage[], least: number): number => {
  let [right, wrong, missed] = [0, 0, 0];
  for (const { sentences } of messages.filter((message) => message.wrong)) {
    let [best, most] = [-1, least];
    sentences.forEach(({ signs }, index) => {
      const sum = sumOf(weights, signs);
      if (sum > most) [best, most] = [index, sum];
    });
    if (best >= 0 && sentences[best]!.right) right += 1;
    else {
      missed += 1;
      if (best >= 0) wrong += 1;
    }
  }
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);
};

/** What speaks so little is left out of the table. */
const leastTold = 0.08;

/** The text of problem-weights.ts. */
export const problemTable = (weights: SignWeights): string => {
  const rows = [...weights].filter(([, weight]) => Math.abs(weight) >= leastTold).sort(([a, one], [b, other]) => other - one || a.localeCompare(b, 'en'));
  return [
    '// How much each sign speaks for a sentence being the one that says what the matter is. Written by `npm run train` (src/training/problem-signs.ts)',
    '// from the labelled texts of all languages together, so that no sign belongs to one language; never edited.',
    'export const problemWeights: Readonly<Record<string, number>> = {',
    ...rows.map(([sign, weight]) => `  ${/^[a-z]+$/.test(sign) ? sign : `'${sign}'`}: ${weight.toFixed(2)},`),
    '};',
    '',
  ].join('\n');
};
