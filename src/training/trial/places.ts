// Where words stand to each other: how a sentence begins, how a text begins and ends, three in a row, and two with a gap. Politeness, for one,
// is told by how somebody begins.

const part = /\p{Script=Han}|[\p{L}\p{N}_']+|[^\s\p{L}\p{N}]/gu;
const endsSentence = /[.!?。！？]/;

/** Words of a text by which its begin and its end are told. */
const edge = 3;

const beginnings = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => {
    const before = words[at - 1];
    if (before !== undefined && !endsSentence.test(before)) return [];
    const [second = '', third = ''] = [words[at + 1], words[at + 2]];
    return [`s${word}`, `s${word} ${second}`, `s${word} ${second} ${third}`];
  });

const edges = (words: readonly string[]): string[] => [...words.slice(0, edge).map((word, at) => `b${at}${word}`), ...words.slice(-edge).toReversed().map((word, at) => `e${at}${word}`)];

const runs = (words: readonly string[]): string[] => [
  ...words.slice(2).flatMap((word, at) => [`${words[at]!} ${words[at + 1]!} ${word}`, `${words[at]!} _ ${word}`]),
  ...words.slice(3).map((word, at) => `${words[at]!} _ _ ${word}`),
];

/** Two groups: how it begins and ends, and runs. */
export const placesOf = (text: string): readonly [readonly string[], readonly string[]] => {
  const words: readonly string[] = text.toLowerCase().match(part) ?? [];
  return [[...beginnings(words), ...edges(words)], runs(words)];
};
