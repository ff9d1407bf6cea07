// Texts that are too much alike: two labelled texts that share their sentences teach once and measure nothing.

export type Named = { readonly name: string; readonly text: string };
export type Alike = { readonly one: string; readonly other: string; readonly shared: number; readonly share: number };

/** Runs of five words; where words are not spaced, of eight characters. */
const wordsInRun = 5;
const charactersInRun = 8;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const runsOf = (text: string): ReadonlySet<string> => {
  const plain = text.toLowerCase();
  const spaced = !unspaced.test(plain);
  const units = spaced ? (plain.match(/[\p{L}\p{N}]+/gu) ?? []) : [...plain.replaceAll(/[^\p{L}\p{N}]/gu, '')];
  const length = spaced ? wordsInRun : charactersInRun;
  const runs = new Set<string>();
  for (let at = 0; at + length <= units.length; at += 1) runs.add(units.slice(at, at + length).join(spaced ? ' ' : ''));
  return runs;
};

/**
 * Pairs of texts of which the shorter has at least `share` of its runs, and at least `least` of them, in common with the longer one.
 * Short texts without a run are alike where they are the same. Linear in the number of runs as long as texts share few of them.
 */
export function alike(texts: readonly Named[], { share = 0.25, least = 3 }: { readonly share?: number; readonly least?: number } = {}): Alike[] {
  const runs = texts.map(({ text }) => runsOf(text));
  const holders = new Map<string, number[]>();
  const pairs = new Map<string, number>();
  runs.forEach((own, index) => {
    for (const run of own) {
      const before = holders.get(run);
      if (before === undefined) holders.set(run, [index]);
      else {
        for (const other of before) pairs.set(`${other} ${index}`, (pairs.get(`${other} ${index}`) ?? 0) + 1);
        before.push(index);
      }
    }
  });
  const found = [...pairs].flatMap(([pair, shared]) => {
    const [one = 0, other = 0] = pair.split(' ').map(Number);
    const part = shared / Math.min(runs[one]!.size, runs[other]!.size);
    return shared >= least && part >= share ? [{ one: texts[one]!.name, other: texts[other]!.name, shared, share: part }] : [];
  });
  const same = [...Map.groupBy(texts.filter((_, index) => runs[index]!.size === 0), ({ text }) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}?!]+/gu, ' ').trim())].flatMap(([, [first, ...others]]) =>
    others.map(({ name }) => ({ one: first!.name, other: name, shared: 0, share: 1 })));
  return [...found, ...same];
}
