// Fits how much each sign speaks for an ask: src/language/reading/ask-weights.ts. Two columns, each a logistic regression: of asks that rules
// found, whether they are asks; of sentences in which rules found none, whether they ask after all.
import { fitLogistic } from './logistic.ts';
import type { Row } from './logistic.ts';

/** @param right whether a labelled ask lies there */
export type SignedAsk = { readonly asked: boolean; readonly signs: readonly string[]; readonly right: boolean };

export type AskWeights = ReadonlyMap<string, readonly [asked: number, silent: number]>;

/** What stands in fewer places teaches nothing that holds elsewhere. */
const fewest = 8;
const cost = 0.3;

const column = (asks: readonly SignedAsk[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { signs } of asks) for (const sign of new Set(signs)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const numbers = new Map([...counts].filter(([, count]) => count >= fewest).map(([sign], index) => [sign, index] as const));
  const rows = asks.map(({ signs }): Row => {
    const ids = Int32Array.from(signs.flatMap((sign) => numbers.get(sign) ?? []));
    return { ids, values: new Float32Array(ids.length).fill(1) };
  });
  const { weights, bias } = fitLogistic({ rows, targets: asks.map(({ right }) => Number(right)), importance: new Float64Array(asks.length).fill(1), size: numbers.size, cost });
  const fitted = new Map([...numbers].map(([sign, index]) => [sign, weights[index]!] as const));
  // Every place shows "any".
  return fitted.set('any', (fitted.get('any') ?? 0) + bias);
};

export const fitAsks = (asks: readonly SignedAsk[]): AskWeights => {
  const [asked, silent] = [column(asks.filter((one) => one.asked)), column(asks.filter((one) => !one.asked))];
  return new Map([...new Set([...asked.keys(), ...silent.keys()])].map((sign) => [sign, [asked.get(sign) ?? 0, silent.get(sign) ?? 0] as const]));
};

export const speaksForAsk = (weights: AskWeights, { asked, signs }: Pick<SignedAsk, 'asked' | 'signs'>): number => signs.reduce((sum, sign) => sum + (weights.get(sign)?.[asked ? 0 : 1] ?? 0), 0);

/** What speaks so little is left out of the table. */
const leastTold = 0.05;

/** The text of ask-weights.ts. */
export const askTable = (weights: AskWeights): string => {
  const rows = [...weights].filter(([, pair]) => pair.some((weight) => Math.abs(weight) >= leastTold)).sort(([one], [other]) => one.localeCompare(other, 'en'));
  return [
    '// How much each sign speaks for an ask that rules found, and for a sentence in which they found none. Written by `npm run train`',
    '// (src/training/ask-signs.ts) from the labelled texts of all languages together, so that no sign belongs to one language; never edited.',
    'export const askWeights: Readonly<Record<string, readonly [asked: number, silent: number]>> = {',
    ...rows.map(([sign, [asked, silent]]) => `  ${/^[a-z]+$/.test(sign) ? sign : `'${sign}'`}: [${asked.toFixed(2)}, ${silent.toFixed(2)}],`),
    '};',
    '',
  ].join('\n');
};
